package io.braid.catalog;

import java.time.Instant;

/**
 * Who made an object and when.
 *
 * @param owner the role that owns it
 * @param createdBy the user
 */
public record Audit(String owner, String createdBy, Instant createdAt, Instant updatedAt) {
    public static Audit now(String owner, String user) {
        Instant now = Instant.now().truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
        return new Audit(owner, user, now, now);
    }

    public Audit touched() {
        return new Audit(owner, createdBy, createdAt, Instant.now().truncatedTo(java.time.temporal.ChronoUnit.MILLIS));
    }

    public Audit ownedBy(String role) {
        return new Audit(role, createdBy, createdAt, updatedAt).touched();
    }
}
