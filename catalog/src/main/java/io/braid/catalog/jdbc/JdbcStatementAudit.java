package io.braid.catalog.jdbc;

import io.braid.catalog.AuditedStatement;
import io.braid.catalog.StatementAuditView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Reads the table of statements. */
class JdbcStatementAudit implements StatementAuditView {
    private static final String NEWEST_FIRST = " ORDER BY started_at DESC, id DESC LIMIT ?";

    private final Handle handle;

    JdbcStatementAudit(Handle handle) {
        this.handle = handle;
    }

    @Override
    public Optional<AuditedStatement> find(UUID id) {
        return handle.select("SELECT * FROM statements WHERE id = ?", id.toString())
                .map(JdbcStatementAudit::statement)
                .findOne();
    }

    @Override
    public List<AuditedStatement> ofOrganization(UUID organization, int limit) {
        return select("organization = ?", organization.toString(), limit);
    }

    @Override
    public List<AuditedStatement> ofUser(UUID organization, UUID user, @Nullable UUID before, int limit) {
        String own = "organization = ? AND user_id = ?";
        return before == null
                ? select(own, organization.toString(), user.toString(), limit)
                : select(
                        own + " AND (started_at, id) < (SELECT started_at, id FROM statements WHERE id = ?)",
                        organization.toString(),
                        user.toString(),
                        before.toString(),
                        limit);
    }

    private List<AuditedStatement> select(String condition, Object... arguments) {
        return List.copyOf(handle.select("SELECT * FROM statements WHERE " + condition + NEWEST_FIRST, arguments)
                .map(JdbcStatementAudit::statement)
                .list());
    }

    private static AuditedStatement statement(ResultSet row, StatementContext context) throws SQLException {
        String organization = row.getString("organization");
        return new AuditedStatement(
                Rows.uuid(row, "id"),
                organization == null ? null : UUID.fromString(organization),
                Rows.uuid(row, "user_id"),
                row.getString("email"),
                row.getString("role"),
                Rows.time(row, "started_at"),
                Rows.time(row, "ended_at"),
                row.getString("kind"),
                row.getString("object"),
                row.getString("text"),
                row.getString("sql_state"),
                row.getString("message"),
                row.getString("request_id"));
    }
}
