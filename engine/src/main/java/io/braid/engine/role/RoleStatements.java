package io.braid.engine.role;

import io.braid.catalog.CatalogTransaction;
import io.braid.catalog.CatalogView;
import io.braid.catalog.Grant;
import io.braid.catalog.Role;
import io.braid.catalog.User;
import io.braid.engine.database.DatabaseStatements;
import io.braid.engine.security.Access;
import io.braid.engine.security.Privilege;
import io.braid.engine.statement.Artifact;
import io.braid.engine.statement.Prepared;
import io.braid.engine.statement.StatementContext;
import io.braid.engine.statement.StatementHandlers;
import io.braid.engine.statement.StatementResult;
import io.braid.engine.statement.StatementResult.Done;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.ErrorCode;
import io.braid.spi.RowType;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Identifier;
import io.braid.sql.tree.IfExists;
import io.braid.sql.tree.IfMissing;
import io.braid.sql.tree.RoleStatement.CreateRole;
import io.braid.sql.tree.RoleStatement.DropRole;
import io.braid.sql.tree.RoleStatement.GrantOption;
import io.braid.sql.tree.RoleStatement.GrantPrivileges;
import io.braid.sql.tree.RoleStatement.GrantRole;
import io.braid.sql.tree.RoleStatement.Grantee;
import io.braid.sql.tree.RoleStatement.RevokePrivileges;
import io.braid.sql.tree.RoleStatement.RevokeRole;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Creates and drops roles, and grants roles and privileges. */
public final class RoleStatements implements StatementHandlers.Family {
    /** Grants answer with three columns: clients count them. */
    static final RowType GRANTED = RowType.of(
            new Column("Type", DataType.VARCHAR, false),
            new Column("Command", DataType.VARCHAR, false),
            new Column("Summary", DataType.VARCHAR, false));

    @Override
    public void register(StatementHandlers.Builder handlers) {
        handlers.on(CreateRole.class, this::create)
                .on(DropRole.class, this::drop)
                .on(GrantRole.class, this::grantRole)
                .on(RevokeRole.class, this::revokeRole)
                .on(GrantPrivileges.class, this::grant)
                .on(RevokePrivileges.class, this::revoke);
    }

    static StatementResult granted(String type, String summary) {
        Object[] row = {type, "ALTER", summary};
        return StatementResult.Table.of(GRANTED, List.<Object[]>of(row));
    }

    private Prepared create(CreateRole statement, StatementContext context) {
        String name = statement.name().value();
        DatabaseStatements.checkName(statement.name(), "role");
        List<Role> parents = roles(statement.inRoles(), context);
        List<Role> members = roles(statement.members(), context);
        return Prepared.needing(Access.onOrganization(Privilege.MANAGE_MEMBERS)).then(catalog -> {
            if (statement.ifExists() == IfExists.SKIP
                    && catalog.findRole(context.organization(), name).isPresent()) {
                return Done.of(Artifact.alreadyThere("role", name, List.of(name)));
            }
            Set<String> inherits = parents.stream().map(Role::name).collect(Collectors.toSet());
            catalog.createRole(new Role(context.organization(), name, inherits, false, context.audit()));
            members.forEach(member -> inherit(catalog, member, name));
            return Done.of(Artifact.created("role", name, List.of(name)));
        });
    }

    private static List<Role> roles(List<Identifier> names, StatementContext context) {
        return names.stream().map(name -> Securables.requireRole(name, context)).toList();
    }

    /** The roles that a grant is for; none when it is for a user. */
    private static List<Role> children(Grantee grantee, StatementContext context) {
        return grantee instanceof Grantee.Roles roles ? roles(roles.names(), context) : List.of();
    }

    private static void inherit(CatalogTransaction catalog, Role role, String parent) {
        Set<String> inherits = new HashSet<>(role.inherits());
        inherits.add(parent);
        catalog.updateRole(new Role(
                role.organization(),
                role.name(),
                inherits,
                role.builtIn(),
                role.audit().touched()));
    }

    private Prepared drop(DropRole statement, StatementContext context) {
        String name = statement.name().value();
        if (statement.ifMissing() == IfMissing.SKIP
                && context.catalog().findRole(context.organization(), name).isEmpty()) {
            return Prepared.answered(Artifact.notThere("role", name, List.of(name)));
        }
        Role role = Securables.requireRole(statement.name(), context);
        boolean owner = context.session().roles().contains(role.audit().owner());
        Access need =
                owner ? Securables.on(role, Privilege.OWNERSHIP) : Access.onOrganization(Privilege.MANAGE_MEMBERS);
        return Prepared.needing(need).then(catalog -> {
            if (role.builtIn()) {
                throw StatementContext.at(
                        statement.name().at(),
                        StatementException.of(
                                ErrorCode.FEATURE_NOT_SUPPORTED,
                                "role \"%s\" is built in and cannot be dropped",
                                name));
            }
            List<String> dependent = dependents(catalog, role);
            if (!dependent.isEmpty()) {
                throw StatementContext.at(
                        statement.name().at(),
                        StatementException.of(
                                        ErrorCode.DEPENDENT_OBJECTS,
                                        "role \"%s\" still has %s",
                                        name,
                                        String.join(", ", dependent))
                                .hint("GRANT OWNERSHIP and REVOKE ROLE take them away"));
            }
            catalog.dropRole(context.organization(), name);
            return Done.of(Artifact.dropped("role", name, List.of(name)));
        });
    }

    /** What stands against dropping a role: objects it owns, roles that were granted to it. */
    private static List<String> dependents(CatalogView catalog, Role role) {
        List<String> found = new ArrayList<>();
        role.inherits().forEach(parent -> found.add("role " + parent));
        var organization = role.organization();
        catalog.databases(organization).stream()
                .filter(database -> database.audit().owner().equals(role.name()))
                .forEach(database -> found.add("database " + database.name()));
        catalog.stores(organization).stream()
                .filter(store -> store.audit().owner().equals(role.name()))
                .forEach(store -> found.add("store " + store.name()));
        catalog.relations(organization).stream()
                .filter(relation -> relation.audit().owner().equals(role.name()))
                .limit(5)
                .forEach(relation -> found.add("relation " + relation.name()));
        return found;
    }

    private Prepared grantRole(GrantRole statement, StatementContext context) {
        List<Role> roles = roles(statement.roles(), context);
        List<Role> children = children(statement.grantee(), context);
        String names = roles.stream().map(Role::name).collect(Collectors.joining(", "));
        return managing(roles, statement.grantee(), context).then(catalog -> {
            if (statement.grantee() instanceof Grantee.User grantee) {
                User user = user(grantee, catalog, context);
                roles.forEach(role -> catalog.grantRole(context.organization(), user.id(), role.name()));
                return granted(
                        "role grant", "Role(s) \"%s\" granted to user user \"%s\"".formatted(names, user.email()));
            }
            for (Role child : children) {
                for (Role parent : roles) {
                    refuseCycle(catalog, child, parent, statement);
                    Role now = catalog.findRole(context.organization(), child.name())
                            .orElse(child);
                    inherit(catalog, now, parent.name());
                }
            }
            return granted("role grant", "Role(s) \"%s\" granted to role \"%s\"".formatted(names, joined(children)));
        });
    }

    private static void refuseCycle(CatalogView catalog, Role child, Role parent, GrantRole statement) {
        Set<String> above =
                io.braid.engine.session.Sessions.closure(child.organization(), Set.of(parent.name()), catalog);
        if (above.contains(child.name())) {
            throw StatementContext.at(
                    statement.at(),
                    StatementException.of(
                            ErrorCode.INVALID_GRANT,
                            "role \"%s\" inherits role \"%s\" already, the other way round is not possible",
                            parent.name(),
                            child.name()));
        }
    }

    private Prepared revokeRole(RevokeRole statement, StatementContext context) {
        List<Role> roles = roles(statement.roles(), context);
        List<Role> children = children(statement.grantee(), context);
        String names = roles.stream().map(Role::name).collect(Collectors.joining(", "));
        return managing(roles, statement.grantee(), context).then(catalog -> {
            if (statement.grantee() instanceof Grantee.User grantee) {
                User user = user(grantee, catalog, context);
                roles.forEach(role -> catalog.revokeRole(context.organization(), user.id(), role.name()));
                return granted("role revoke", "Role(s) \"%s\" revoked from user \"%s\"".formatted(names, user.email()));
            }
            for (Role child : children) {
                Set<String> inherits = new HashSet<>(catalog.findRole(context.organization(), child.name())
                        .orElse(child)
                        .inherits());
                roles.forEach(role -> inherits.remove(role.name()));
                catalog.updateRole(new Role(
                        child.organization(),
                        child.name(),
                        inherits,
                        child.builtIn(),
                        child.audit().touched()));
            }
            return granted("role revoke", "Role(s) \"%s\" revoked from role \"%s\"".formatted(names, joined(children)));
        });
    }

    private static String joined(List<Role> roles) {
        return roles.stream().map(Role::name).collect(Collectors.joining(", "));
    }

    /** Whoever owns both sides needs nothing else; anyone else manages members. */
    private static Prepared.Builder managing(List<Role> roles, Grantee grantee, StatementContext context) {
        List<Role> all = new ArrayList<>(roles);
        boolean toRoles = grantee instanceof Grantee.Roles;
        if (grantee instanceof Grantee.Roles children) {
            all.addAll(roles(children.names(), context));
        }
        boolean owner = toRoles
                && all.stream()
                        .allMatch(role ->
                                context.session().roles().contains(role.audit().owner()));
        return Prepared.needing(
                owner
                        ? all.stream()
                                .map(role -> Securables.on(role, Privilege.OWNERSHIP))
                                .toList()
                        : List.of(Access.onOrganization(Privilege.MANAGE_MEMBERS)));
    }

    private static User user(Grantee.User grantee, CatalogView catalog, StatementContext context) {
        return catalog.users(context.organization()).stream()
                .filter(user -> user.email().equalsIgnoreCase(grantee.email()))
                .findFirst()
                .orElseThrow(() ->
                        StatementException.of(ErrorCode.INVALID_USER, "user \"%s\" does not exist", grantee.email()));
    }

    private Prepared grant(GrantPrivileges statement, StatementContext context) {
        List<Privilege> privileges = Securables.privileges(statement.privileges(), statement.target());
        Access object = Securables.require(statement.target(), privileges.get(0), context.ofGrants());
        List<Role> roles = roles(statement.roles(), context);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return Prepared.needing(Securables.toManage(object, privileges, context))
                .then(catalog -> {
                    for (Role role : roles) {
                        for (Privilege privilege : privileges) {
                            catalog.putGrant(new Grant(
                                    context.organization(),
                                    role.name(),
                                    privilege.word(),
                                    object.kind(),
                                    object.target(),
                                    statement.option() == GrantOption.WITH,
                                    context.session().role(),
                                    now));
                        }
                    }
                    return granted(
                            "privilege grant", summary(privileges, object, "granted to", roles, catalog, context));
                });
    }

    private Prepared revoke(RevokePrivileges statement, StatementContext context) {
        List<Privilege> privileges = Securables.privileges(statement.privileges(), statement.target());
        Access object = Securables.require(statement.target(), privileges.get(0), context.ofGrants());
        List<Role> roles = roles(statement.roles(), context);
        return Prepared.needing(Securables.toManage(object, privileges, context))
                .then(catalog -> {
                    for (Role role : roles) {
                        for (Privilege privilege : privileges) {
                            catalog.removeGrant(
                                    context.organization(),
                                    role.name(),
                                    privilege.word(),
                                    object.kind(),
                                    object.target());
                        }
                    }
                    return granted(
                            "privilege revoke", summary(privileges, object, "revoked from", roles, catalog, context));
                });
    }

    private static String summary(
            List<Privilege> privileges,
            Access object,
            String verb,
            List<Role> roles,
            CatalogView catalog,
            StatementContext context) {
        String target = object.target().isEmpty()
                ? catalog.findOrganization(context.organization())
                        .map(organization -> organization.name())
                        .orElse("")
                : object.target().replace("\"", "");
        return "Privilege(s) \"%s\" on \"%s\" %s \"%s\""
                .formatted(
                        privileges.stream().map(Privilege::word).collect(Collectors.joining(", ")),
                        target,
                        verb,
                        joined(roles));
    }
}
