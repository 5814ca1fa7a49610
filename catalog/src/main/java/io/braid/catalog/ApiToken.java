package io.braid.catalog;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A token of a user. Only its id ({@code jti}) is kept, never the token. */
public record ApiToken(
        UUID id,
        UUID organization,
        UUID user,
        String name,
        @Nullable String role,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant lastUsed) {
    public Optional<String> findRole() {
        return Optional.ofNullable(role);
    }
}
