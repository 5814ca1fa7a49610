package io.braid.sql.format;

import static io.braid.sql.format.StatementWriter.ifExists;
import static io.braid.sql.format.StatementWriter.ifNotExists;
import static io.braid.sql.format.Words.identifier;
import static io.braid.sql.format.Words.identifiers;
import static io.braid.sql.format.Words.list;
import static io.braid.sql.format.Words.name;
import static io.braid.sql.format.Words.string;

import io.braid.sql.tree.ObjectType;
import io.braid.sql.tree.QualifiedName;
import io.braid.sql.tree.QueryReference;
import io.braid.sql.tree.RoleStatement;
import io.braid.sql.tree.RoleStatement.GrantOption;
import io.braid.sql.tree.RoleStatement.Grantee;
import io.braid.sql.tree.RoleStatement.Securable;
import io.braid.sql.tree.SessionStatement;
import io.braid.sql.tree.UserStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes statements about roles, users and sessions. */
final class AccessWriter {
    private AccessWriter() {}

    static String role(RoleStatement statement) {
        if (statement instanceof RoleStatement.CreateRole create) {
            return create(create);
        }
        if (statement instanceof RoleStatement.DropRole drop) {
            return "DROP ROLE " + ifExists(drop.ifMissing()) + identifier(drop.name());
        }
        if (statement instanceof RoleStatement.GrantRole grant) {
            return "GRANT ROLE " + identifiers(grant.roles()) + " TO " + grantee(grant.grantee());
        }
        if (statement instanceof RoleStatement.RevokeRole revoke) {
            return "REVOKE ROLE " + identifiers(revoke.roles()) + " FROM " + grantee(revoke.grantee());
        }
        if (statement instanceof RoleStatement.GrantPrivileges grant) {
            return "GRANT " + privileges(grant.privileges()) + " ON " + securable(grant.target()) + " TO ROLE "
                    + identifiers(grant.roles())
                    + (grant.option() == GrantOption.WITH ? " WITH GRANT OPTION" : "");
        }
        if (statement instanceof RoleStatement.RevokePrivileges revoke) {
            return "REVOKE " + privileges(revoke.privileges()) + " ON " + securable(revoke.target()) + " FROM ROLE "
                    + identifiers(revoke.roles());
        }
        RoleStatement.GrantOwnership grant = (RoleStatement.GrantOwnership) statement;
        return "GRANT OWNERSHIP ON " + securable(grant.target()) + " TO " + identifier(grant.role());
    }

    private static String create(RoleStatement.CreateRole create) {
        List<String> options = new ArrayList<>();
        if (!create.inRoles().isEmpty()) {
            options.add("IN ROLE (" + identifiers(create.inRoles()) + ")");
        }
        if (!create.members().isEmpty()) {
            options.add("ROLE (" + identifiers(create.members()) + ")");
        }
        return "CREATE ROLE " + ifNotExists(create.ifExists()) + identifier(create.name())
                + (options.isEmpty() ? "" : " WITH (" + String.join(", ", options) + ")");
    }

    private static String grantee(Grantee grantee) {
        return grantee instanceof Grantee.User user
                ? "USER " + string(user.email())
                : "ROLE " + identifiers(((Grantee.Roles) grantee).names());
    }

    private static String privileges(List<String> privileges) {
        return list(
                privileges,
                privilege ->
                        privilege.equals("all_privileges") ? "ALL PRIVILEGES" : privilege.toUpperCase(Locale.ROOT));
    }

    private static String securable(Securable securable) {
        QualifiedName name = securable.name();
        if (name == null) {
            return securable.type().keyword();
        }
        String text = securable.type() == ObjectType.QUERY
                ? Words.query(new QueryReference(name.last(), null, name.at()))
                : name(name);
        return securable.type().keyword() + " " + text + StatementWriter.signature(securable.signature());
    }

    static String user(UserStatement statement) {
        if (statement instanceof UserStatement.InviteUser invite) {
            return "INVITE USER " + list(invite.emails(), Words::string) + Words.properties(invite.properties());
        }
        if (statement instanceof UserStatement.AcceptInvitation accept) {
            return "ACCEPT INVITATION " + string(accept.id());
        }
        if (statement instanceof UserStatement.RejectInvitation reject) {
            return "REJECT INVITATION " + string(reject.id());
        }
        if (statement instanceof UserStatement.RevokeInvitation revoke) {
            return "REVOKE INVITATION " + string(revoke.id());
        }
        UserStatement.DropUser drop = (UserStatement.DropUser) statement;
        return "DROP USER " + ifExists(drop.ifMissing()) + string(drop.email());
    }

    static String session(SessionStatement statement) {
        if (statement instanceof SessionStatement.Use use) {
            return "USE " + use.type().keyword() + " " + name(use.name());
        }
        if (statement instanceof SessionStatement.SetDefault set) {
            return "SET DEFAULT " + set.type().keyword() + " " + name(set.name());
        }
        if (statement instanceof SessionStatement.CanI can) {
            String action = can.action().toUpperCase(Locale.ROOT);
            return can.target() == null
                    ? "CAN I " + action
                    : "CAN I " + action.replace('_', ' ') + " " + securable(can.target());
        }
        return "TEST DATATYPES";
    }
}
