package io.braid.catalog;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An invitation to an organization that was neither accepted nor rejected yet.
 *
 * @param email of the one who is invited, in lower case
 * @param invitedBy e-mail address
 * @param roles that are granted with the default role
 */
public record Invitation(
        UUID id,
        UUID organization,
        String email,
        String invitedBy,
        List<String> roles,
        String defaultRole,
        Instant createdAt,
        Instant updatedAt) {
    public Invitation {
        roles = List.copyOf(roles);
    }
}
