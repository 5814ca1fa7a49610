package io.braid.sql.tree;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a WITH clause.
 *
 * @param key as it was written
 * @param value absent for flags such as {@code 'from_beginning'}
 */
public record Property(String key, @Nullable PropertyValue value, Position at) {
    /** The first property of that name, in any case. */
    public static Optional<Property> find(List<Property> properties, String key) {
        return properties.stream().filter(property -> property.isNamed(key)).findFirst();
    }

    public boolean isNamed(String other) {
        return key.equalsIgnoreCase(other);
    }

    /** The key to compare by: names of properties have no case. */
    public String foldedKey() {
        return key.toLowerCase(Locale.ROOT);
    }

    /** The value as plain text; a flag without a value says {@code true}. */
    public String text() {
        return value == null ? "true" : value.text();
    }
}
