package io.braid.catalog;

import java.util.UUID;

/**
 * A file with functions. Its content is read on its own, because it may be large.
 *
 * @param language {@code java}, the only one
 * @param fileName as it was uploaded
 * @param sha256 of the content, 64 hexadecimal digits
 * @param size of the content in bytes
 */
public record FunctionSource(
        UUID organization,
        String name,
        String language,
        String description,
        String fileName,
        String sha256,
        long size,
        Audit audit) {
    public FunctionSource ownedBy(String role) {
        return new FunctionSource(
                organization, name, language, description, fileName, sha256, size, audit.ownedBy(role));
    }
}
