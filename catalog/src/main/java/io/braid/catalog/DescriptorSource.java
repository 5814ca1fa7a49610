package io.braid.catalog;

import java.util.List;
import java.util.UUID;

/**
 * A Protobuf descriptor set. Its content is read on its own, because it may be large.
 *
 * @param fileName as it was uploaded
 * @param sha256 of the content, 64 hexadecimal digits
 * @param size of the content in bytes
 * @param messages the full names of what it describes
 */
public record DescriptorSource(
        UUID organization,
        String name,
        String description,
        String fileName,
        String sha256,
        long size,
        List<String> messages,
        Audit audit) {
    public DescriptorSource {
        messages = List.copyOf(messages);
    }

    public DescriptorSource ownedBy(String role) {
        return new DescriptorSource(
                organization, name, description, fileName, sha256, size, messages, audit.ownedBy(role));
    }
}
