package io.braid.engine.listing;

import io.braid.catalog.Organization;
import io.braid.catalog.Relation;
import io.braid.catalog.Role;
import io.braid.catalog.Store;
import io.braid.catalog.User;
import io.braid.catalog.UserFunction;
import io.braid.engine.library.LibraryObjects;
import io.braid.engine.run.StoreConnections;
import io.braid.engine.run.StreamRuntime;
import io.braid.engine.security.Access;
import io.braid.engine.security.Authorizer;
import io.braid.engine.security.Privilege;
import io.braid.engine.session.Session;
import io.braid.engine.statement.Prepared;
import io.braid.engine.statement.StatementContext;
import io.braid.engine.statement.StatementHandlers;
import io.braid.engine.statement.StatementResult.Table;
import io.braid.spi.Column;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.DescribeStatement.DescribeColumns;
import io.braid.sql.tree.DescribeStatement.DescribeFunction;
import io.braid.sql.tree.DescribeStatement.DescribeObject;
import io.braid.sql.tree.DescribeStatement.DescribeQuery;
import io.braid.sql.tree.DescribeStatement.DescribeUser;
import io.braid.sql.tree.ObjectType;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** DESCRIBE of what is there: one thing, told in rows of a property and its value wherever clients do not ask for more. */
public final class DescribeStatements implements StatementHandlers.Family {
    private static final Listing<Column> COLUMNS = RelationListings.describedColumns();

    private final Listings listings;
    private final SystemTables systemTables;
    private final Authorizer authorizer;
    private final DescribeStores stores;
    private final DescribeQueries queries;

    public DescribeStatements(
            Listings listings,
            SystemTables systemTables,
            Authorizer authorizer,
            StoreConnections connections,
            StreamRuntime runtime) {
        this.listings = listings;
        this.systemTables = systemTables;
        this.authorizer = authorizer;
        this.stores = new DescribeStores(listings, connections);
        this.queries = new DescribeQueries(runtime);
    }

    @Override
    public void register(StatementHandlers.Builder handlers) {
        handlers.on(DescribeObject.class, this::object)
                .on(DescribeColumns.class, this::columns)
                .on(DescribeUser.class, this::user)
                .on(DescribeFunction.class, this::function)
                .on(DescribeQuery.class, queries::describe);
    }

    private Prepared object(DescribeObject statement, StatementContext context) {
        ObjectType type = statement.type();
        QualifiedName name = statement.name();
        String last = name.last().value();
        return switch (type) {
            case DATABASE -> {
                context.requireDatabase(last, name.at());
                yield one(context, listings.databases, Wanted.ALL.and("name", last), statement);
            }
            case SCHEMA -> {
                String database = name.size() > 1 ? name.first().value() : databaseInUse(context, name);
                context.requireSchema(database, last, name.at());
                Wanted wanted = Wanted.ALL.and("database_name", database).and("name", last);
                yield one(context, listings.schemas, wanted, statement);
            }
            case STORE -> {
                Store store = context.requireStore(last, name.at());
                Table table = stores.store(store);
                yield Prepared.needing(Access.on(store, Privilege.USAGE)).read(catalog -> table);
            }
            case ENTITY -> stores.entity(statement, context);
            case RELATION, STREAM, CHANGELOG, TABLE, MATERIALIZED_VIEW -> {
                Relation relation = require(type, name, context);
                yield one(
                        context,
                        listings.relations,
                        Wanted.ALL.and("id", relation.id().toString()),
                        statement);
            }
            case COMPUTE_POOL -> one(context, listings.pools, Wanted.ALL.and("name", last), statement);
            case ROLE -> role(statement, context);
            case FUNCTION_SOURCE -> one(context, listings.functionSources, Wanted.ALL.and("name", last), statement);
            case DESCRIPTOR_SOURCE -> one(context, listings.descriptorSources, Wanted.ALL.and("name", last), statement);
            case SCHEMA_REGISTRY -> one(context, listings.schemaRegistries, Wanted.ALL.and("name", last), statement);
            case SECRET -> one(context, listings.secrets, Wanted.ALL.and("name", last), statement);
            case API_TOKEN -> one(context, listings.tokens, Wanted.ALL.and("name", last), statement);
            case ORGANIZATION -> organization(statement, context);
            case METRICS_INTEGRATION, SECURITY_INTEGRATION, INDEX ->
                throw StatementContext.at(
                        statement.at(),
                        StatementException.of(
                                ErrorCode.FEATURE_NOT_SUPPORTED,
                                "%s \"%s\" does not exist: there are none yet",
                                type.label(),
                                name));
            default -> throw missing(statement);
        };
    }

    /** One thing of a listing, or the error that there is none. */
    private <T> Prepared one(StatementContext context, Listing<T> listing, Wanted wanted, DescribeObject statement) {
        return read(context, viewer -> listing.find(viewer, wanted).stream()
                .findFirst()
                .map(thing -> listing.described(thing, viewer))
                .orElseThrow(() -> missing(statement)));
    }

    private Prepared read(StatementContext context, Function<Viewer, Table> work) {
        Session session = context.session();
        return Prepared.needing().read(catalog -> work.apply(new Viewer(session, catalog, authorizer)));
    }

    private Prepared organization(DescribeObject statement, StatementContext context) {
        String wanted = statement.name().last().value();
        return read(context, viewer -> {
            Optional<Organization> found = viewer.organizations().stream()
                    .filter(it -> it.name().equals(wanted) || it.id().toString().equals(wanted))
                    .findFirst();
            return found.map(it -> listings.organizations.described(it, viewer)).orElseThrow(() -> missing(statement));
        });
    }

    private Prepared role(DescribeObject statement, StatementContext context) {
        String name = statement.name().last().value();
        return read(context, viewer -> {
            Optional<Role> role = viewer.catalog().findRole(viewer.organization(), name);
            if (role.filter(viewer::seesRole).isEmpty()) {
                throw missing(statement);
            }
            Wanted wanted = Wanted.ALL.and("role_name", name);
            return listings.privileges.table(listings.privileges.find(viewer, wanted), viewer, held -> true);
        });
    }

    private Prepared function(DescribeFunction statement, StatementContext context) {
        UserFunction function = LibraryObjects.requireFunction(statement.name(), statement.signature(), context);
        return read(context, viewer -> listings.functions.described(function, viewer));
    }

    /** Everyone may look at themselves. */
    private Prepared user(DescribeUser statement, StatementContext context) {
        String email = statement.email();
        boolean self = email.equalsIgnoreCase(context.session().caller().email());
        List<Access> needs = self ? List.of() : List.of(Access.onOrganization(Privilege.MANAGE_MEMBERS));
        Session session = context.session();
        return Prepared.needing(needs).read(catalog -> {
            Viewer viewer = new Viewer(session, catalog, authorizer);
            User user = catalog.users(session.organization()).stream()
                    .filter(it -> it.email().equalsIgnoreCase(email))
                    .findFirst()
                    .orElseThrow(() -> missing(ErrorCode.INVALID_USER, "user", email, statement.at()));
            Wanted wanted = Wanted.ALL.and("user_email", user.email());
            return listings.memberships.table(listings.memberships.find(viewer, wanted), viewer, it -> true);
        });
    }

    private Prepared columns(DescribeColumns statement, StatementContext context) {
        List<Column> columns = systemTables
                .find(statement.name(), context)
                .map(table -> table.columns().columns())
                .orElseGet(() -> {
                    ObjectType type = statement.kind() == null
                            ? ObjectType.RELATION
                            : statement.kind().objectType();
                    return require(type, statement.name(), context).columns().columns();
                });
        return read(context, viewer -> COLUMNS.table(new ArrayList<>(columns), viewer, column -> true));
    }

    private static Relation require(ObjectType type, QualifiedName name, StatementContext context) {
        Relation relation = context.requireRelation(name);
        if (!ListStatements.isOf(type, relation)) {
            throw StatementContext.at(
                    name.at(),
                    StatementException.of(
                                    ErrorCode.INVALID_RELATION,
                                    "%s \"%s\" does not exist",
                                    type.label(),
                                    context.session().relationPath(name))
                            .hint("there is a " + relation.kind().word().replace('_', ' ') + " of that name"));
        }
        return relation;
    }

    private static String databaseInUse(StatementContext context, QualifiedName name) {
        return context.session()
                .findDatabase()
                .orElseThrow(() -> StatementContext.at(
                        name.at(),
                        StatementException.of(ErrorCode.INVALID_DATABASE, "no database is in use")
                                .hint("write DESCRIBE SCHEMA database.schema")));
    }

    private static StatementException missing(DescribeObject statement) {
        return missing(
                missingCode(statement.type()),
                statement.type().label(),
                statement.name().toString(),
                statement.name().at());
    }

    static StatementException missing(ErrorCode code, String kind, String name, Position at) {
        return StatementContext.at(at, StatementException.of(code, "%s \"%s\" does not exist", kind, name));
    }

    static ErrorCode missingCode(ObjectType type) {
        return switch (type) {
            case ORGANIZATION -> ErrorCode.INVALID_ORGANIZATION;
            case DATABASE -> ErrorCode.INVALID_DATABASE;
            case SCHEMA -> ErrorCode.INVALID_SCHEMA;
            case STORE -> ErrorCode.INVALID_STORE;
            case SCHEMA_REGISTRY -> ErrorCode.INVALID_SCHEMA_REGISTRY;
            case RELATION, STREAM, CHANGELOG, TABLE, MATERIALIZED_VIEW, INDEX -> ErrorCode.INVALID_RELATION;
            case QUERY -> ErrorCode.INVALID_QUERY;
            case FUNCTION -> ErrorCode.INVALID_FUNCTION;
            case FUNCTION_SOURCE -> ErrorCode.INVALID_FUNCTION_SOURCE;
            case DESCRIPTOR -> ErrorCode.INVALID_DESCRIPTOR;
            case DESCRIPTOR_SOURCE -> ErrorCode.INVALID_DESCRIPTOR_SOURCE;
            case SECRET -> ErrorCode.INVALID_SECRET;
            case ROLE, USER_ROLE -> ErrorCode.INVALID_ROLE;
            case USER -> ErrorCode.INVALID_USER;
            case API_TOKEN -> ErrorCode.INVALID_API_TOKEN;
            case COMPUTE_POOL -> ErrorCode.INVALID_COMPUTE_POOL;
            case REGION -> ErrorCode.INVALID_REGION;
            // clients take 3D008 for an entity that is gone
            case ENTITY, INVITATION, PENDING_INVITATION, MY_INVITATION, METRICS_INTEGRATION, SECURITY_INTEGRATION ->
                ErrorCode.INVALID_PARAMETER;
        };
    }
}
