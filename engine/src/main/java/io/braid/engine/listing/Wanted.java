package io.braid.engine.listing;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is known of the rows that somebody wants: values of columns, by their names in the system tables. */
record Wanted(Map<String, Object> values) {
    static final Wanted ALL = new Wanted(Map.of());

    Wanted {
        values = Map.copyOf(values);
    }

    Wanted and(String column, Object value) {
        Map<String, Object> more = new HashMap<>(values);
        more.put(column, value);
        return new Wanted(more);
    }

    @Nullable
    String text(String column) {
        return values.get(column) instanceof String text ? text : null;
    }

    Optional<UUID> id(String column) {
        String text = text(column);
        if (text == null || text.length() != 36) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
