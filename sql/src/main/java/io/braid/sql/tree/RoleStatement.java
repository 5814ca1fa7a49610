package io.braid.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements about roles and what they may do. */
public sealed interface RoleStatement extends Statement {
    /**
     * {@code CREATE ROLE name [WITH (IN ROLE (…), ROLE (…))]}.
     *
     * @param inRoles existing roles the new one becomes a member of
     * @param members existing roles that become members of the new one
     */
    record CreateRole(
            Identifier name, IfExists ifExists, List<Identifier> inRoles, List<Identifier> members, Position at)
            implements RoleStatement {
        public CreateRole {
            inRoles = List.copyOf(inRoles);
            members = List.copyOf(members);
        }
    }

    record DropRole(Identifier name, IfMissing ifMissing, Position at) implements RoleStatement {}

    record GrantRole(List<Identifier> roles, Grantee grantee, Position at) implements RoleStatement {
        public GrantRole {
            roles = List.copyOf(roles);
        }
    }

    record RevokeRole(List<Identifier> roles, Grantee grantee, Position at) implements RoleStatement {
        public RevokeRole {
            roles = List.copyOf(roles);
        }
    }

    /** @param privileges lower case; {@code ALL PRIVILEGES} is {@code all_privileges} */
    record GrantPrivileges(
            List<String> privileges, Securable target, List<Identifier> roles, GrantOption option, Position at)
            implements RoleStatement {
        public GrantPrivileges {
            privileges = List.copyOf(privileges);
            roles = List.copyOf(roles);
        }
    }

    /** @param target the organization where ON was left out */
    record RevokePrivileges(List<String> privileges, Securable target, List<Identifier> roles, Position at)
            implements RoleStatement {
        public RevokePrivileges {
            privileges = List.copyOf(privileges);
            roles = List.copyOf(roles);
        }
    }

    record GrantOwnership(Securable target, Identifier role, Position at) implements RoleStatement {}

    enum GrantOption {
        WITHOUT,
        WITH
    }

    /** Who a role is granted to. */
    sealed interface Grantee {
        record User(String email) implements Grantee {}

        record Roles(List<Identifier> names) implements Grantee {
            public Roles {
                names = List.copyOf(names);
            }
        }
    }

    /**
     * An object that privileges are about.
     *
     * @param name absent for the organization; for a query its id or name
     * @param signature of a function, where written
     */
    record Securable(
            ObjectType type,
            @Nullable QualifiedName name,
            FunctionStatement.@Nullable Signature signature,
            Position at) {}
}
