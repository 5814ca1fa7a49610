package io.braid.catalog.jdbc;

import io.braid.catalog.AuditedStatement;
import io.braid.catalog.StatementAudit;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** Adds to the table of statements. */
final class JdbcStatementAuditChanges extends JdbcStatementAudit implements StatementAudit {
    private final Changes changes;

    JdbcStatementAuditChanges(Handle handle, Changes changes) {
        super(handle);
        this.changes = changes;
    }

    @Override
    public void add(AuditedStatement it) {
        changes.run(
                "INSERT INTO statements (id, organization, user_id, email, role, started_at, ended_at, kind, object,"
                        + " text, sql_state, message, request_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT DO NOTHING",
                it.id(),
                it.organization(),
                it.user(),
                it.email(),
                it.role(),
                it.startedAt(),
                it.endedAt(),
                it.kind(),
                it.object(),
                it.text(),
                it.sqlState(),
                it.message(),
                it.requestId());
    }

    @Override
    public int forget(Instant before) {
        return changes.run("DELETE FROM statements WHERE started_at < ?", before);
    }
}
