package io.braid.engine.relation;

import io.braid.catalog.Catalog;
import io.braid.catalog.CatalogTransaction;
import io.braid.catalog.Namespace;
import io.braid.catalog.Query;
import io.braid.catalog.Relation;
import io.braid.catalog.Store;
import io.braid.engine.analysis.Types;
import io.braid.engine.database.DatabaseStatements;
import io.braid.engine.run.JobBinder;
import io.braid.engine.run.SchemaRegistries;
import io.braid.engine.security.Access;
import io.braid.engine.security.Privilege;
import io.braid.engine.session.Session.RelationPath;
import io.braid.engine.statement.Artifact;
import io.braid.engine.statement.Explanation;
import io.braid.engine.statement.Explanation.Described;
import io.braid.engine.statement.Prepared;
import io.braid.engine.statement.StatementContext;
import io.braid.engine.statement.StatementHandlers;
import io.braid.engine.statement.StatementResult;
import io.braid.engine.statement.StatementResult.Done;
import io.braid.engine.statement.WithClause;
import io.braid.spi.Column;
import io.braid.spi.ErrorCode;
import io.braid.spi.RowType;
import io.braid.spi.StatementException;
import io.braid.sql.tree.ColumnDefinition;
import io.braid.sql.tree.Identifier;
import io.braid.sql.tree.IfExists;
import io.braid.sql.tree.IfMissing;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.Property;
import io.braid.sql.tree.RelationKind;
import io.braid.sql.tree.RelationStatement.CreateIndex;
import io.braid.sql.tree.RelationStatement.CreateRelation;
import io.braid.sql.tree.RelationStatement.DropIndex;
import io.braid.sql.tree.RelationStatement.DropRelation;
import io.braid.sql.tree.RelationStatement.SetRelationDescription;
import io.braid.sql.tree.RelationStatement.StartRelation;
import io.braid.sql.tree.RelationStatement.StopRelation;
import io.braid.sql.tree.RelationStatement.TruncateRelation;
import io.braid.sql.tree.TypeName;
import io.braid.view.ViewStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Streams and changelogs by their columns, and dropping relations of every kind. */
public final class RelationStatements implements StatementHandlers.Family {
    private final Catalog catalog;
    private final Entities entities;
    private final SchemaRegistries registries;
    private final ViewStore views;

    public RelationStatements(Catalog catalog, Entities entities, SchemaRegistries registries, ViewStore views) {
        this.catalog = catalog;
        this.entities = entities;
        this.registries = registries;
        this.views = views;
    }

    @Override
    public void register(StatementHandlers.Builder handlers) {
        handlers.on(CreateRelation.class, this::create)
                .on(DropRelation.class, this::drop)
                .on(SetRelationDescription.class, this::describe)
                .on(TruncateRelation.class, this::truncate)
                .notYet(StartRelation.class, "START of a relation")
                .notYet(StopRelation.class, "STOP of a relation")
                .notYet(CreateIndex.class, "CREATE INDEX")
                .notYet(DropIndex.class, "DROP INDEX");
    }

    /**
     * A relation that a statement would make.
     *
     * @param at where it was named
     */
    public record NewRelation(Relation relation, Store store, List<Access> needs, Position at) {}

    private Prepared create(CreateRelation statement, StatementContext context) {
        if (statement.columns().isEmpty() && !RegisteredColumns.areDescribed(statement)) {
            return createImported(statement, context);
        }
        NewRelation relation = understand(statement, context);
        return Prepared.needing(relation.needs())
                .explained(explanation(Described.of(relation.relation())))
                .outside(() -> create(relation, statement.ifExists()));
    }

    private Prepared createImported(CreateRelation statement, StatementContext context) {
        Place place = place(statement, context);
        RegisteredColumns registered =
                RegisteredColumns.of(statement, place.path().name(), place.store());
        Described described = new Described(
                context.organization(),
                Relation.Kind.valueOf(statement.kind().name()),
                place.path().database(),
                place.path().schema(),
                place.path().name(),
                place.store().name());
        return Prepared.needing(place.needs()).explained(explanation(described)).outside(() -> {
            RegisteredColumns.Shape shape = registered.read(registries.of(place.store()));
            return create(
                    relation(statement, place, shape.columns(), shape.primaryKey(), context), statement.ifExists());
        });
    }

    private static Explanation explanation(Described relation) {
        return new Explanation("CREATE_" + relation.kind().name(), relation, null, List.of());
    }

    /** Runs work with the relation's entity in place; takes it away again, if it was made, when the work fails. */
    public StatementResult with(NewRelation relation, Supplier<StatementResult> work) {
        return entities.with(relation.store(), relation.relation(), Optional.empty(), work);
    }

    /** @throws StatementException 42P017 when the name is taken */
    public void requireFree(NewRelation wanted) {
        requireFree(wanted.relation(), wanted.at(), catalog);
    }

    /** The same for a relation that is named there. */
    public static void requireFree(Relation wanted, Position at, Catalog catalog) {
        if (findSame(wanted, catalog).isPresent()) {
            throw StatementContext.at(at, exists(wanted));
        }
    }

    private static Optional<Relation> findSame(Relation relation, Catalog catalog) {
        return catalog.read(view ->
                view.findRelation(relation.organization(), relation.database(), relation.namespace(), relation.name()));
    }

    /**
     * IF NOT EXISTS where there is a relation of the name.
     *
     * @throws StatementException 42P017 when it is another thing: who goes on would not find what was asked for
     */
    public static Artifact skipped(Relation there, Relation.Kind wanted, Position at) {
        if (there.kind() != wanted) {
            throw StatementContext.at(
                    at, exists(there).hint("it is a " + there.kind().word().replace('_', ' ')));
        }
        return Artifact.alreadyThere(there.kind().word(), String.join(".", there.path()), there.path());
    }

    /** A relation by the columns in the statement. */
    public NewRelation understand(CreateRelation statement, StatementContext context) {
        Place place = place(statement, context);
        if (RegisteredColumns.areDescribed(statement)) {
            RegisteredColumns.Shape shape =
                    RegisteredColumns.described(statement, place.path().name(), place.store(), context);
            return relation(statement, place, shape.columns(), shape.primaryKey(), context);
        }
        if (statement.columns().isEmpty()) {
            throw StatementContext.at(
                    statement.at(),
                    StatementException.of(
                            ErrorCode.FEATURE_NOT_SUPPORTED,
                            "columns from a schema registry are not supported in an APPLICATION"));
        }
        List<String> key =
                statement.primaryKey().stream().map(Identifier::value).toList();
        RowType columns =
                columns(statement, key, Relation.Kind.valueOf(statement.kind().name()));
        return relation(statement, place, columns, key, context);
    }

    /** Where a relation shall be. */
    private record Place(RelationPath path, Store store, List<Access> needs) {}

    private static Place place(CreateRelation statement, StatementContext context) {
        if (statement.kind() == RelationKind.TABLE || statement.kind() == RelationKind.MATERIALIZED_VIEW) {
            throw StatementContext.at(
                    statement.at(),
                    StatementException.of(
                            ErrorCode.FEATURE_NOT_SUPPORTED,
                            "CREATE %s with columns is not supported yet: it requires SQL store",
                            statement.kind().keyword()));
        }
        RelationPath path = context.session().relationPath(statement.name());
        DatabaseStatements.checkName(statement.name().last(), "relation");
        Namespace schema = context.requireSchema(
                path.database(), path.schema(), statement.name().at());
        Store store = storeOf(statement.properties(), statement, context);
        return new Place(path, store, List.of(Access.on(schema, Privilege.CREATE), Access.on(store, Privilege.USAGE)));
    }

    private NewRelation relation(
            CreateRelation statement, Place place, RowType columns, List<String> primaryKey, StatementContext context) {
        Relation relation = RelationFactory.create(
                place.path(),
                Relation.Kind.valueOf(statement.kind().name()),
                columns,
                primaryKey,
                place.store(),
                statement.properties(),
                Map.of(),
                context);
        // for its refusals; the queries that write it will use them
        Map<String, String> unused =
                entities.writer(place.store(), relation.properties(), WithClause.place(statement.properties()));
        return new NewRelation(
                relation, place.store(), place.needs(), statement.name().at());
    }

    private StatementResult create(NewRelation wanted, IfExists ifExists) {
        Relation relation = wanted.relation();
        if (ifExists == IfExists.SKIP) {
            Optional<Relation> there = findSame(relation, catalog);
            if (there.isPresent()) {
                return Done.of(skipped(there.get(), relation.kind(), wanted.at()));
            }
        } else {
            requireFree(wanted);
        }
        return with(
                wanted,
                () -> catalog.write(transaction -> {
                    transaction.createRelation(relation);
                    return Done.of(created(relation));
                }));
    }

    /** The row of a result that says a relation was created; its name is the last part, as clients expect. */
    public static Artifact created(Relation relation) {
        return new Artifact(
                relation.kind().word(),
                relation.name(),
                "CREATE",
                "%s \"%s\" was successfully created"
                        .formatted(relation.kind().word().replace('_', ' '), String.join(".", relation.path())),
                relation.path());
    }

    public static StatementException exists(Relation relation) {
        return StatementException.of(
                ErrorCode.DUPLICATE_RELATION, "relation \"%s\" already exists", String.join(".", relation.path()));
    }

    /** The store that 'store' names, else the one in use. */
    public static Store storeOf(
            List<Property> properties, io.braid.sql.tree.Statement statement, StatementContext context) {
        Optional<Property> written = Property.find(properties, "store");
        return written.isPresent()
                ? context.requireStore(written.get().text(), written.get().at())
                : context.requireStore((Identifier) null, statement.at());
    }

    private static RowType columns(CreateRelation statement, List<String> key, Relation.Kind kind) {
        List<Column> columns =
                statement.columns().stream().map(RelationStatements::column).toList();
        if (kind == Relation.Kind.CHANGELOG && key.isEmpty()) {
            throw StatementContext.at(
                    statement.at(),
                    StatementException.of(
                                    ErrorCode.INVALID_RELATION,
                                    "changelog \"%s\" needs a primary key",
                                    statement.name())
                            .hint("add PRIMARY KEY (column) after the columns"));
        }
        for (Identifier part : statement.primaryKey()) {
            if (columns.stream().noneMatch(column -> column.name().equals(part.value()))) {
                throw StatementContext.at(
                        part.at(),
                        StatementException.of(
                                ErrorCode.INVALID_RELATION, "primary key column \"%s\" does not exist", part.value()));
            }
        }
        if (kind == Relation.Kind.STREAM && !key.isEmpty()) {
            throw StatementContext.at(
                    statement.at(),
                    StatementException.of(ErrorCode.INVALID_RELATION, "a stream has no primary key")
                            .hint("CREATE CHANGELOG makes a relation whose rows replace each other"));
        }
        return new RowType(columns);
    }

    private static Column column(ColumnDefinition definition) {
        return new Column(
                definition.name().value(),
                Types.of(definition.type()),
                definition.nullability() == TypeName.Nullability.NULLABLE);
    }

    private Prepared drop(DropRelation statement, StatementContext context) {
        RelationPath path = context.session().relationPath(statement.name());
        if (statement.ifMissing() == IfMissing.SKIP
                && context.findRelation(path).isEmpty()) {
            return Prepared.answered(Artifact.notThere("relation", path.toString(), path.parts()));
        }
        Relation relation = context.requireRelation(statement.name());
        RelationKind kind = statement.kind();
        if (kind != null && !kind.name().equals(relation.kind().name())) {
            throw StatementContext.at(
                    statement.name().at(),
                    StatementException.of(
                                    ErrorCode.INVALID_RELATION,
                                    "%s \"%s\" does not exist",
                                    kind.keyword().toLowerCase(java.util.Locale.ROOT),
                                    path)
                            .hint("there is a %s of that name"
                                    .formatted(relation.kind().word().replace('_', ' '))));
        }
        return Prepared.needing(Access.on(relation, Privilege.OWNERSHIP)).outside(() -> {
            catalog.write(transaction -> {
                refuseIfUsed(transaction, relation, statement);
                transaction.dropRelation(relation.id());
                transaction.removeGrantsOn(relation.organization(), "relation", Access.target(relation));
                return relation;
            });
            if (relation.kind() == Relation.Kind.MATERIALIZED_VIEW) {
                views.drop(relation.id());
            }
            return Done.of(new Artifact(
                    relation.kind().word(),
                    path.toString(),
                    "DROP",
                    "relation %s was dropped".formatted(path),
                    path.parts()));
        });
    }

    private static void refuseIfUsed(CatalogTransaction transaction, Relation relation, DropRelation statement) {
        List<String> queries = transaction.liveQueriesOn(relation.id()).stream()
                .map(Query::id)
                .map(Object::toString)
                .toList();
        if (!queries.isEmpty()) {
            throw StatementContext.at(
                    statement.name().at(),
                    StatementException.of(
                                    ErrorCode.DEPENDENT_OBJECTS,
                                    "relation \"%s\" has running queries: %s",
                                    String.join(".", relation.path()),
                                    String.join(", ", queries))
                            .hint("TERMINATE QUERY them first"));
        }
    }

    private Prepared truncate(TruncateRelation statement, StatementContext context) {
        Relation relation = context.requireRelation(statement.name());
        if (relation.kind() == Relation.Kind.MATERIALIZED_VIEW) {
            throw StatementContext.at(
                    statement.name().at(),
                    StatementException.of(
                                    ErrorCode.FEATURE_NOT_SUPPORTED,
                                    "TRUNCATE of materialized view \"%s\" is not supported",
                                    relation.name())
                            .hint("its rows are those of its query; drop it and create it again"));
        }
        Store store = JobBinder.storeOf(relation, context.catalog());
        return Prepared.needing(Access.on(relation, Privilege.OWNERSHIP)).outside(() -> {
            entities.truncate(store, relation);
            return Done.of(new Artifact(
                    relation.kind().word(),
                    relation.name(),
                    "TRUNCATE",
                    "relation %s was truncated".formatted(String.join(".", relation.path())),
                    relation.path()));
        });
    }

    private Prepared describe(SetRelationDescription statement, StatementContext context) {
        Relation relation = context.requireRelation(statement.name());
        return Prepared.needing(Access.on(relation, Privilege.OWNERSHIP)).then(transaction -> {
            transaction.updateRelation(new Relation(
                    relation.id(),
                    relation.organization(),
                    relation.database(),
                    relation.namespace(),
                    relation.name(),
                    relation.kind(),
                    relation.store(),
                    relation.entity(),
                    relation.columns(),
                    relation.primaryKey(),
                    relation.properties(),
                    statement.description(),
                    relation.state(),
                    relation.audit().touched()));
            return Done.of(new Artifact(
                    relation.kind().word(),
                    relation.name(),
                    "ALTER",
                    "description of relation \"%s\" was successfully updated"
                            .formatted(String.join(".", relation.path())),
                    relation.path()));
        });
    }
}
