package io.braid.catalog;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the audit of statements. */
public interface StatementAuditView {
    Optional<AuditedStatement> find(UUID id);

    /** Those of an organization, newest first, {@code limit} at most. */
    List<AuditedStatement> ofOrganization(UUID organization, int limit);

    /**
     * A user's own in an organization, newest first.
     *
     * @param before gives those that are older than this one; null for the newest
     */
    List<AuditedStatement> ofUser(UUID organization, UUID user, @Nullable UUID before, int limit);
}
