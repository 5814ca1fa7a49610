package io.braid.engine.role;

import io.braid.catalog.Role;
import io.braid.engine.library.Descriptors;
import io.braid.engine.library.LibraryObjects;
import io.braid.engine.pool.PoolObjects;
import io.braid.engine.security.Access;
import io.braid.engine.security.Privilege;
import io.braid.engine.statement.QueryReferences;
import io.braid.engine.statement.StatementContext;
import io.braid.spi.ErrorCode;
import io.braid.spi.Names;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Identifier;
import io.braid.sql.tree.ObjectType;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.QualifiedName;
import io.braid.sql.tree.QueryReference;
import io.braid.sql.tree.RoleStatement.Securable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The objects that privileges are about, and which privileges each kind of them has. */
public final class Securables {
    private static final List<Privilege> OF_ORGANIZATION = List.of(
            Privilege.CREATE_DATABASE,
            Privilege.CREATE_STORE,
            Privilege.CREATE_QUERY,
            Privilege.CREATE_COMPUTE_POOL,
            Privilege.CREATE_SCHEMA_REGISTRY,
            Privilege.CREATE_DESCRIPTOR_SOURCE,
            Privilege.CREATE_FUNCTION_SOURCE,
            Privilege.CREATE_FUNCTION,
            Privilege.MANAGE_MEMBERS,
            Privilege.MANAGE_GRANTS,
            Privilege.USAGE);

    private Securables() {}

    /** The object, as an access to it; what the role cannot see does not exist. */
    static Access require(Securable securable, Privilege privilege, StatementContext context) {
        QualifiedName name = securable.name();
        if (securable.type() == ObjectType.ORGANIZATION || name == null) {
            return Access.onOrganization(privilege);
        }
        Position at = name.at();
        return switch (securable.type()) {
            case DATABASE -> Access.on(context.requireDatabase(name.last().value(), at), privilege);
            case SCHEMA -> {
                String database = name.size() > 1
                        ? name.first().value()
                        : context.session()
                                .findDatabase()
                                .orElseThrow(() -> StatementContext.at(
                                        at,
                                        StatementException.of(ErrorCode.INVALID_DATABASE, "no database is in use")));
                yield Access.on(context.requireSchema(database, name.last().value(), at), privilege);
            }
            case STORE -> Access.on(context.requireStore(name.last().value(), at), privilege);
            case SCHEMA_REGISTRY ->
                Access.on(context.requireSchemaRegistry(name.last().value(), at), privilege);
            case RELATION, STREAM, CHANGELOG, TABLE, MATERIALIZED_VIEW ->
                Access.on(context.requireRelation(name), privilege);
            case QUERY ->
                Access.on(QueryReferences.require(new QueryReference(name.last(), null, at), context), privilege);
            case ROLE -> on(requireRole(name.last(), context), privilege);
            case FUNCTION_SOURCE -> LibraryObjects.on(LibraryObjects.requireSource(name.last(), context), privilege);
            case DESCRIPTOR_SOURCE -> Descriptors.on(Descriptors.requireSource(name.last(), context), privilege);
            case FUNCTION ->
                LibraryObjects.on(
                        LibraryObjects.requireFunction(name.last(), securable.signature(), context), privilege);
            case COMPUTE_POOL -> PoolObjects.on(PoolObjects.require(name.last(), context), privilege);
            case SECRET -> LibraryObjects.on(LibraryObjects.requireSecret(name.last(), context), privilege);
            default ->
                throw StatementContext.at(
                        at,
                        StatementException.of(
                                ErrorCode.FEATURE_NOT_SUPPORTED,
                                "privileges on a %s are not supported yet",
                                securable.type().label()));
        };
    }

    static Access on(Role role, Privilege privilege) {
        return new Access(
                privilege, "role", Names.always(role.name()), role.audit().owner());
    }

    /** The role of that name. */
    public static Role requireRole(Identifier name, StatementContext context) {
        return context.catalog()
                .findRole(context.organization(), name.value())
                .orElseThrow(() -> StatementContext.at(
                        name.at(),
                        StatementException.of(ErrorCode.INVALID_ROLE, "role \"%s\" does not exist", name.value())
                                .hint("LIST ROLES shows the ones there are")));
    }

    /**
     * The privileges by their names.
     *
     * @throws StatementException 0LP01 for one that objects of this kind do not have
     */
    static List<Privilege> privileges(List<String> names, Securable securable) {
        List<Privilege> possible = possible(securable.type());
        if (names.contains("all_privileges")) {
            return possible;
        }
        List<Privilege> privileges = new ArrayList<>();
        for (String name : names) {
            String wanted = name.toUpperCase(Locale.ROOT);
            Privilege found = possible.stream()
                    .filter(privilege -> privilege.name().equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> StatementContext.at(
                            securable.at(),
                            StatementException.of(
                                            ErrorCode.INVALID_GRANT,
                                            "privilege %s does not exist for a %s",
                                            wanted,
                                            securable.type().label())
                                    .hint("there are " + possible)));
            privileges.add(found);
        }
        return privileges;
    }

    private static List<Privilege> possible(ObjectType type) {
        return switch (type) {
            case ORGANIZATION -> OF_ORGANIZATION;
            case DATABASE, SCHEMA, STORE -> List.of(Privilege.USAGE, Privilege.CREATE);
            case RELATION, STREAM, CHANGELOG, TABLE, MATERIALIZED_VIEW -> List.of(Privilege.SELECT, Privilege.INSERT);
            default -> List.of(Privilege.USAGE);
        };
    }

    /**
     * What a session must hold to pass a privilege on: the object itself, the privilege with its grant option, or else
     * the right to manage grants.
     */
    static Access toManage(Access object, List<Privilege> privileges, StatementContext context) {
        Set<String> roles = context.session().roles();
        String owner = object.owner();
        if (owner != null && roles.contains(owner)) {
            return new Access(Privilege.OWNERSHIP, object.kind(), object.target(), owner);
        }
        boolean all = privileges.stream()
                .allMatch(privilege -> context.catalog().grantsOf(context.organization(), roles).stream()
                        .anyMatch(grant -> grant.withGrantOption()
                                && grant.privilege().equals(privilege.word())
                                && grant.targetKind().equals(object.kind())
                                && grant.target().equals(object.target())));
        return all && !privileges.isEmpty()
                ? new Access(privileges.get(0), object.kind(), object.target(), owner)
                : Access.onOrganization(Privilege.MANAGE_GRANTS);
    }
}
