package io.braid.catalog;

import org.jspecify.annotations.Nullable;

/** What a user starts with when a request says nothing. */
public record Defaults(
        @Nullable String role,
        @Nullable String database,
        @Nullable String namespace,
        @Nullable String store,
        @Nullable String computePool) {
    public static final Defaults NONE = new Defaults(null, null, null, null, null);
}
