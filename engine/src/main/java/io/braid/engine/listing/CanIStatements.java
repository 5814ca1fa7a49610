package io.braid.engine.listing;

import io.braid.catalog.CatalogView;
import io.braid.catalog.ComputePool;
import io.braid.catalog.Role;
import io.braid.engine.pool.PoolObjects;
import io.braid.engine.security.Access;
import io.braid.engine.security.Authorizer;
import io.braid.engine.security.Privilege;
import io.braid.engine.session.Session;
import io.braid.engine.session.Sessions;
import io.braid.engine.statement.Prepared;
import io.braid.engine.statement.QueryReferences;
import io.braid.engine.statement.StatementContext;
import io.braid.engine.statement.StatementHandlers;
import io.braid.engine.statement.StatementResult.Table;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.ErrorCode;
import io.braid.spi.RowType;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Identifier;
import io.braid.sql.tree.ObjectType;
import io.braid.sql.tree.QualifiedName;
import io.braid.sql.tree.QueryReference;
import io.braid.sql.tree.RoleStatement.Securable;
import io.braid.sql.tree.SessionStatement.CanI;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** CAN I: asks what the role in use may do, without doing it. */
public final class CanIStatements implements StatementHandlers.Family {
    private static final RowType COLUMNS = RowType.of(new Column("CanI", DataType.BOOLEAN, false));
    private static final Map<String, Privilege> ACTIONS = Map.of(
            "use", Privilege.USAGE,
            "create_in", Privilege.CREATE,
            "select_from", Privilege.SELECT,
            "insert_into", Privilege.INSERT,
            "drop", Privilege.OWNERSHIP);

    /** Part of the language; there is nothing that it would allow. */
    private static final String CREATE_CONNECTOR = "create_connector";

    private final Authorizer authorizer;

    public CanIStatements(Authorizer authorizer) {
        this.authorizer = authorizer;
    }

    @Override
    public void register(StatementHandlers.Builder handlers) {
        handlers.on(CanI.class, this::canI);
    }

    private Prepared canI(CanI statement, StatementContext context) {
        Session session = context.session();
        Securable target = statement.target();
        if (target == null) {
            if (statement.action().equals(CREATE_CONNECTOR)) {
                return answer(catalog -> false);
            }
            Access need = Access.onOrganization(privilege(statement));
            return answer(catalog -> authorizer.allows(need, session, catalog));
        }
        Privilege privilege = ACTIONS.get(statement.action());
        if (privilege == null) {
            throw unknown(statement);
        }
        QualifiedName name = target.name();
        boolean use = privilege == Privilege.USAGE;
        if (name == null || target.type() == ObjectType.ORGANIZATION) {
            Access need = Access.onOrganization(privilege);
            return answer(catalog -> use || authorizer.allows(need, session, catalog));
        }
        String last = name.last().value();
        if (target.type() == ObjectType.ROLE && use) {
            requireRole(last, target, context);
            return answer(catalog -> Sessions.usable(session.organization(), session.caller(), catalog)
                    .contains(last));
        }
        if (isEverybodys(target.type(), last)) {
            return answer(catalog -> use);
        }
        Access need = access(target, name, privilege, context);
        return answer(catalog -> authorizer.allows(need, session, catalog));
    }

    private static Access access(Securable target, QualifiedName name, Privilege privilege, StatementContext context) {
        String last = name.last().value();
        return switch (target.type()) {
            case DATABASE -> Access.on(context.requireDatabase(last, name.at()), privilege);
            case SCHEMA -> {
                String database = name.size() > 1
                        ? name.first().value()
                        : context.session().findDatabase().orElse("");
                yield Access.on(context.requireSchema(database, last, name.at()), privilege);
            }
            case STORE -> Access.on(context.requireStore(last, name.at()), privilege);
            case SCHEMA_REGISTRY -> Access.on(context.requireSchemaRegistry(last, name.at()), privilege);
            case RELATION, STREAM, CHANGELOG, TABLE, MATERIALIZED_VIEW ->
                Access.on(context.requireRelation(name), privilege);
            case QUERY ->
                Access.on(
                        QueryReferences.require(new QueryReference(Identifier.of(last), null, name.at()), context),
                        privilege);
            case ROLE -> Viewer.access(requireRole(last, target, context), privilege);
            case COMPUTE_POOL -> PoolObjects.on(PoolObjects.require(name.last(), context), privilege);
            default ->
                throw DescribeStatements.missing(
                        DescribeStatements.missingCode(target.type()),
                        target.type().label(),
                        name.toString(),
                        name.at());
        };
    }

    private static boolean isEverybodys(ObjectType type, String name) {
        return (type == ObjectType.COMPUTE_POOL && name.equals(ComputePool.DEFAULT))
                || (type == ObjectType.REGION && name.equals(Listings.REGION));
    }

    private static Role requireRole(String name, Securable target, StatementContext context) {
        return context.catalog()
                .findRole(context.organization(), name)
                .orElseThrow(() -> DescribeStatements.missing(ErrorCode.INVALID_ROLE, "role", name, target.at()));
    }

    private static Privilege privilege(CanI statement) {
        return organizationPrivileges().stream()
                .filter(privilege -> privilege.word().equals(statement.action()))
                .findFirst()
                .orElseThrow(() -> unknown(statement));
    }

    private static List<Privilege> organizationPrivileges() {
        return Arrays.stream(Privilege.values())
                .filter(privilege -> privilege.name().contains("_"))
                .toList();
    }

    private static StatementException unknown(CanI statement) {
        String known = organizationPrivileges().stream().map(Privilege::name).collect(Collectors.joining(", "));
        return StatementContext.at(
                statement.at(),
                StatementException.of(
                                ErrorCode.SYNTAX_ERROR,
                                "\"%s\" is not something a role may be allowed",
                                statement.action().toUpperCase(Locale.ROOT))
                        .hint("CAN I takes " + known + ", or an action and an object: CAN I USE DATABASE d"));
    }

    private static Prepared answer(Predicate<CatalogView> question) {
        return Prepared.needing().read(catalog -> {
            @Nullable Object[] row = {question.test(catalog)};
            return Table.of(COLUMNS, Collections.singletonList(row));
        });
    }
}
