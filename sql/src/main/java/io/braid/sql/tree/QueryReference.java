package io.braid.sql.tree;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a statement points at a query: by its id, or by its name with or without a version.
 *
 * @param version absent means the newest
 */
public record QueryReference(Identifier name, @Nullable Integer version, Position at) {
    /** The id, when that is what was written. */
    public Optional<UUID> id() {
        if (version != null || name.value().length() != 36) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(name.value()));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return version == null ? name.value() : name.value() + ":" + version;
    }
}
