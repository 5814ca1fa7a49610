package io.braid.engine.listing;

import io.braid.catalog.Query;
import io.braid.catalog.Relation;
import io.braid.catalog.Store;
import io.braid.engine.run.StoreConnections;
import io.braid.engine.security.Access;
import io.braid.engine.security.Authorizer;
import io.braid.engine.security.Privilege;
import io.braid.engine.session.Session;
import io.braid.engine.statement.Prepared;
import io.braid.engine.statement.StatementContext;
import io.braid.engine.statement.StatementHandlers;
import io.braid.spi.ErrorCode;
import io.braid.spi.Names;
import io.braid.spi.StatementException;
import io.braid.spi.StoreConnection.Entity;
import io.braid.sql.tree.Expression;
import io.braid.sql.tree.Identifier;
import io.braid.sql.tree.ListStatement.ListObjects;
import io.braid.sql.tree.ObjectType;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.QualifiedName;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** LIST, also spelled SHOW. */
public final class ListStatements implements StatementHandlers.Family {
    private static final Set<String> PLACE = Set.of("database_name", "schema_name");

    /** Names are written so that reading them as SQL gives them back. */
    private static final Listing<Entity> ENTITIES = Listing.of(
            List.of(Fact.text("name", entity -> Names.quoted(entity.name())), Fact.flag("is_leaf", Entity::leaf)),
            List.of(),
            (viewer, wanted) -> List.of());

    private final Listings listings;
    private final Authorizer authorizer;
    private final StoreConnections connections;

    public ListStatements(Listings listings, Authorizer authorizer, StoreConnections connections) {
        this.listings = listings;
        this.authorizer = authorizer;
        this.connections = connections;
    }

    @Override
    public void register(StatementHandlers.Builder handlers) {
        handlers.on(ListObjects.class, this::list);
    }

    private Prepared list(ListObjects statement, StatementContext context) {
        ObjectType type = statement.type();
        Identifier store = statement.store();
        if (store != null && type != ObjectType.ENTITY) {
            throw misplaced(statement, store.at());
        }
        return switch (type) {
            case ENTITY -> entities(statement, context);
            case SCHEMA -> {
                Wanted wanted = Wanted.ALL.and("database_name", databaseOfSchemas(statement, context));
                yield read(statement, context, listings.schemas, wanted, schema -> true, List.of());
            }
            case RELATION, STREAM, CHANGELOG, TABLE, MATERIALIZED_VIEW, INDEX ->
                read(
                        statement,
                        context,
                        listings.relations,
                        placeOfRelations(statement, context),
                        relation -> isOf(type, relation),
                        List.of());
            case QUERY -> whole(statement, context, listings.queries, ListStatements::isLive, List.of());
            case INVITATION, PENDING_INVITATION ->
                whole(
                        statement,
                        context,
                        require(type),
                        invitation -> true,
                        List.of(Access.onOrganization(Privilege.MANAGE_MEMBERS)));
            default -> whole(statement, context, require(type), thing -> true, List.of());
        };
    }

    private Listing<?> require(ObjectType type) {
        return listings.find(type).orElseThrow(() -> new IllegalStateException("no listing of " + type));
    }

    /** Ended queries stay in the system table for those who wait for their end; clients wait for this list to empty. */
    private static boolean isLive(Query query) {
        return query.actual() != Query.Actual.TERMINATED;
    }

    static boolean isOf(ObjectType type, Relation relation) {
        return type == ObjectType.RELATION || type.name().equals(relation.kind().name());
    }

    private <T> Prepared whole(
            ListObjects statement,
            StatementContext context,
            Listing<T> listing,
            Predicate<T> kind,
            List<Access> needs) {
        QualifiedName in = statement.in();
        if (in != null) {
            throw misplaced(statement, in.at());
        }
        return read(statement, context, listing, Wanted.ALL, kind, needs);
    }

    private <T> Prepared read(
            ListObjects statement,
            StatementContext context,
            Listing<T> listing,
            Wanted wanted,
            Predicate<T> kind,
            List<Access> needs) {
        Expression condition = statement.where();
        Where<T> where = condition == null ? null : Where.of(listing, condition);
        Session session = context.session();
        return Prepared.needing(needs).read(catalog -> {
            Viewer viewer = new Viewer(session, catalog, authorizer);
            return listing.table(
                    listing.find(viewer, wanted),
                    viewer,
                    thing -> kind.test(thing) && (where == null || where.test(thing, viewer)));
        });
    }

    private static String databaseOfSchemas(ListObjects statement, StatementContext context) {
        QualifiedName in = statement.in();
        if (in == null) {
            return databaseInUse(statement, context);
        }
        if (!in.isSimple()) {
            throw StatementContext.at(
                    in.at(),
                    StatementException.of(ErrorCode.INVALID_DATABASE, "database \"%s\" does not exist", in)
                            .hint("the name of a database has one part"));
        }
        return context.requireDatabase(in.first().value(), in.at()).name();
    }

    /** The schema that is named, else everything if the condition chooses, else the schema in use. */
    private Wanted placeOfRelations(ListObjects statement, StatementContext context) {
        QualifiedName in = statement.in();
        Expression where = statement.where();
        if (in == null && where != null && Where.names(listings.relations, where, PLACE)) {
            return Wanted.ALL;
        }
        if (in != null && in.size() > 2) {
            throw StatementContext.at(
                    in.at(),
                    StatementException.of(ErrorCode.INVALID_SCHEMA, "schema \"%s\" does not exist", in)
                            .hint("the name of a schema has two parts at most"));
        }
        String database = in != null && in.size() == 2 ? in.first().value() : databaseInUse(statement, context);
        String schema = in != null ? in.last().value() : schemaInUse(statement, context);
        context.requireSchema(database, schema, in == null ? statement.at() : in.at());
        return Wanted.ALL.and("database_name", database).and("schema_name", schema);
    }

    private static String databaseInUse(ListObjects statement, StatementContext context) {
        return context.session()
                .findDatabase()
                .map(name -> context.requireDatabase(name, statement.at()).name())
                .orElseThrow(() -> StatementContext.at(
                        statement.at(),
                        StatementException.of(ErrorCode.INVALID_DATABASE, "no database is in use")
                                .hint("USE DATABASE chooses one, or name it with IN")));
    }

    private static String schemaInUse(ListObjects statement, StatementContext context) {
        String schema = context.session().schema();
        if (schema == null) {
            throw StatementContext.at(
                    statement.at(),
                    StatementException.of(ErrorCode.INVALID_SCHEMA, "no schema is in use")
                            .hint("USE SCHEMA chooses one, or name it with IN SCHEMA"));
        }
        return schema;
    }

    private Prepared entities(ListObjects statement, StatementContext context) {
        Store store = context.requireStore(statement.store(), statement.at());
        QualifiedName in = statement.in();
        List<String> path = in == null ? List.of() : in.values();
        Expression condition = statement.where();
        Where<Entity> where = condition == null ? null : Where.of(ENTITIES, condition);
        Viewer viewer = new Viewer(context.session(), context.catalog(), authorizer);
        return Prepared.needing(Access.on(store, Privilege.USAGE)).outside(() -> {
            List<Entity> entities = connections.to(store).entities(path).stream()
                    .sorted(Comparator.comparing(Entity::name))
                    .toList();
            return ENTITIES.table(entities, viewer, entity -> where == null || where.test(entity, viewer));
        });
    }

    private static StatementException misplaced(ListObjects statement, Position at) {
        return StatementContext.at(
                at,
                StatementException.of(
                        ErrorCode.SYNTAX_ERROR,
                        "LIST %s takes no IN",
                        statement.type().pluralKeyword()));
    }
}
