package io.braid.engine;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The complete context after a statement; clients send it back with the next one. */
public record SessionContext(
        @Nullable UUID organizationId,
        @Nullable String role,
        @Nullable String database,
        @Nullable String schema,
        @Nullable String store,
        @Nullable String computePool) {
    public static final SessionContext NONE = new SessionContext(null, null, null, null, null, null);
}
