package io.braid.catalog;

import java.time.Instant;

/** Adds to the audit of statements. What it holds is never changed. */
public interface StatementAudit extends StatementAuditView {
    /** Adding the same statement twice is adding it once. */
    void add(AuditedStatement statement);

    /** Forgets what began before this time; returns how many statements that were. */
    int forget(Instant before);
}
