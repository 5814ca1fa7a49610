package io.braid.catalog;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A token of a user. The token itself is not kept.
 *
 * @param role null for a token that is good for all of the user's organizations and roles
 * @param digest of the text that is good now; empty for one that was issued before digests were kept
 */
public record ApiToken(
        UUID id,
        UUID organization,
        UUID user,
        String name,
        @Nullable String role,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant lastUsed,
        String digest) {
    public Optional<String> findRole() {
        return Optional.ofNullable(role);
    }

    public ApiToken usedAt(Instant time, String digest) {
        return new ApiToken(id, organization, user, name, role, createdAt, expiresAt, time, digest);
    }

    public ApiToken withDigest(String digest) {
        return new ApiToken(id, organization, user, name, role, createdAt, expiresAt, lastUsed, digest);
    }
}
