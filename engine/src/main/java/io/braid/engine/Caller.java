package io.braid.engine;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request, as the token says.
 *
 * @param organization the organization the token is for; null for a token that is good for all of the user's
 * @param role the role the token carries; null when it carries none
 * @param token its id; null where there is none
 */
public record Caller(
        UUID user,
        String email,
        @Nullable UUID organization,
        @Nullable String role,
        @Nullable UUID token) {
    /** One who has no token. */
    public Caller(UUID user, String email, @Nullable UUID organization, @Nullable String role) {
        this(user, email, organization, role, null);
    }
}
