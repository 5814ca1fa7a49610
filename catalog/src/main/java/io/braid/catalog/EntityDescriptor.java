package io.braid.catalog;

import java.util.List;
import java.util.UUID;

/**
 * What the keys or values of an entity are.
 *
 * @param part {@code key} or {@code value}
 * @param source a descriptor source
 * @param message the full name of one of its messages
 */
public record EntityDescriptor(
        UUID organization, String store, List<String> entity, String part, String source, String message) {
    public EntityDescriptor {
        entity = List.copyOf(entity);
    }
}
