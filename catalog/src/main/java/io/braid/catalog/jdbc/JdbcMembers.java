package io.braid.catalog.jdbc;

import io.braid.catalog.Invitation;
import io.braid.catalog.MembersView;
import io.braid.catalog.User;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads users and invitations. */
class JdbcMembers implements MembersView {
    final Handle handle;

    JdbcMembers(Handle handle) {
        this.handle = handle;
    }

    @Override
    public Optional<User> findUser(String email) {
        return handle.select("SELECT * FROM users WHERE email = ?", email)
                .map(Rows::user)
                .findFirst();
    }

    @Override
    public Optional<UUID> defaultOrganization(UUID user) {
        return handle
                .select("SELECT default_organization FROM users WHERE id = ?", user.toString())
                .map((row, context) -> Optional.ofNullable(row.getString(1)))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .map(UUID::fromString)
                .findFirst();
    }

    @Override
    public List<Invitation> invitations(UUID organization) {
        return list(
                "SELECT * FROM invitations WHERE organization = ? ORDER BY created_at, email, id",
                organization.toString());
    }

    @Override
    public List<Invitation> invitationsFor(String email) {
        return list("SELECT * FROM invitations WHERE email = ? ORDER BY created_at, id", email);
    }

    @Override
    public Optional<Invitation> findInvitation(UUID id) {
        return list("SELECT * FROM invitations WHERE id = ?", id.toString()).stream()
                .findFirst();
    }

    private List<Invitation> list(String sql, String argument) {
        return List.copyOf(
                handle.select(sql, argument).map(JdbcMembers::invitation).list());
    }

    private static Invitation invitation(ResultSet row, StatementContext context) throws SQLException {
        return new Invitation(
                Rows.uuid(row, "id"),
                Rows.uuid(row, "organization"),
                row.getString("email"),
                row.getString("invited_by"),
                JsonText.list(row.getString("roles")),
                row.getString("default_role"),
                Rows.time(row, "created_at"),
                Rows.time(row, "updated_at"));
    }
}
