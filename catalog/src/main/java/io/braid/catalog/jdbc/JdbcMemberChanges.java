package io.braid.catalog.jdbc;

import io.braid.catalog.Invitation;
import io.braid.catalog.Members;
import io.braid.catalog.jdbc.Changes.Refusal;
import io.braid.spi.ErrorCode;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Changes who belongs to an organization. */
final class JdbcMemberChanges extends JdbcMembers implements Members {
    private final Changes changes;

    JdbcMemberChanges(Handle handle, Changes changes) {
        super(handle);
        this.changes = changes;
    }

    @Override
    public void setDefaultOrganization(UUID user, UUID organization) {
        changes.require(
                "user", user, "UPDATE users SET default_organization = ? WHERE id = ?", organization.toString(), user);
    }

    @Override
    public void createInvitation(Invitation it) {
        changes.insert(
                new Refusal(ErrorCode.DUPLICATE_USER, "user \"" + it.email() + "\" is invited already"),
                AccessTransaction.noOrganization(it.organization()),
                "invitations",
                "id, organization, email, invited_by, roles, default_role, created_at, updated_at",
                it.id(),
                it.organization(),
                it.email(),
                it.invitedBy(),
                JsonText.of(it.roles()),
                it.defaultRole(),
                it.createdAt(),
                it.updatedAt());
    }

    @Override
    public void dropInvitation(UUID id) {
        changes.require("invitation", id, "DELETE FROM invitations WHERE id = ?", id);
    }

    @Override
    public List<UUID> removeMember(UUID organization, UUID user) {
        List<UUID> tokens = handle.select(
                        "SELECT id FROM api_tokens WHERE organization = ? AND user_id = ?",
                        organization.toString(),
                        user.toString())
                .map((row, context) -> Rows.uuid(row, "id"))
                .list();
        changes.run("DELETE FROM api_tokens WHERE organization = ? AND user_id = ?", organization, user);
        changes.run("DELETE FROM user_roles WHERE organization = ? AND user_id = ?", organization, user);
        changes.run("DELETE FROM user_defaults WHERE organization = ? AND user_id = ?", organization, user);
        return List.copyOf(tokens);
    }
}
