package io.braid.engine.query;

import io.braid.catalog.Namespace;
import io.braid.catalog.Relation;
import io.braid.catalog.Store;
import io.braid.engine.analysis.RelationProperties;
import io.braid.engine.analysis.ResultKind;
import io.braid.engine.database.DatabaseStatements;
import io.braid.engine.relation.Entities;
import io.braid.engine.relation.RelationFactory;
import io.braid.engine.relation.RelationStatements;
import io.braid.engine.security.Access;
import io.braid.engine.security.Privilege;
import io.braid.engine.session.Session.RelationPath;
import io.braid.engine.statement.Explanation;
import io.braid.engine.statement.Explanation.Described;
import io.braid.engine.statement.Prepared;
import io.braid.engine.statement.StatementContext;
import io.braid.engine.statement.WithClause;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.IfExists;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.Property;
import io.braid.sql.tree.QueryStatement.CreateRelationAs;
import io.braid.sql.tree.RelationKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** CREATE STREAM and CREATE CHANGELOG … AS SELECT: a relation over an entity, and the query that fills it. */
final class CreateAs {
    private final QueryPlanner planner;
    private final Launcher launcher;
    private final Entities entities;

    CreateAs(QueryPlanner planner, Launcher launcher, Entities entities) {
        this.planner = planner;
        this.launcher = launcher;
        this.entities = entities;
    }

    Prepared prepare(CreateRelationAs statement, StatementContext context) {
        if (statement.persistence() == CreateRelationAs.Persistence.VIRTUAL) {
            throw StatementContext.at(
                    statement.at(),
                    StatementException.of(
                            ErrorCode.INVALID_QUERY,
                            "a virtual relation can be created inside of an APPLICATION only"));
        }
        Optional<Prepared> skipped = skipIfThere(statement, context);
        if (skipped.isPresent()) {
            return skipped.get();
        }
        Write write = understand(statement, planner.plan(statement.query(), context), context);
        return launcher.prepared(write, Launcher.nameOf(write.query()), context);
    }

    Write understand(CreateRelationAs statement, ContinuousQuery query, StatementContext context) {
        requireKind(statement, query.analyzed().kind());
        query.refuseLimit(statement.query().at());
        query.requireNames(statement.query());
        RelationPath path = context.session().relationPath(statement.name());
        DatabaseStatements.checkName(statement.name().last(), "relation");
        Namespace schema = context.requireSchema(
                path.database(), path.schema(), statement.name().at());
        Store store = RelationStatements.storeOf(statement.properties(), statement, context);
        Relation.Kind kind = Relation.Kind.valueOf(statement.kind().name());
        Relation sink = RelationFactory.create(
                path,
                kind,
                query.columns(),
                key(kind, query, statement.query().at()),
                store,
                statement.properties(),
                defaults(query, kind),
                context);
        requireUpsertsOfUpserts(sink, query, statement.properties());
        List<Access> needs = new ArrayList<>(query.needs());
        needs.add(Access.on(schema, Privilege.CREATE));
        needs.add(Access.on(store, Privilege.USAGE));
        needs.add(Access.onOrganization(Privilege.CREATE_QUERY));
        Explanation explanation =
                new Explanation("CREATE_" + kind.name() + "_AS", Described.of(sink), null, query.described());
        Optional<Source> leftmost = leftmost(query, context);
        Map<String, String> producer =
                entities.writer(store, sink.properties(), WithClause.place(statement.properties()));
        return new Write(
                query,
                needs,
                explanation,
                sink,
                true,
                statement.name().at(),
                work -> entities.with(
                        store,
                        sink,
                        leftmost.flatMap(source -> entities.shapeOf(source.store(), source.entity())),
                        work),
                EntityTable.of(
                        sink,
                        query,
                        query.analyzed().select(),
                        statement.query().partitionBy(),
                        producer));
    }

    /** Where the leftmost relation of a query is, which lends its size to a new entity. */
    private record Source(Store store, List<String> entity) {}

    private static Optional<Source> leftmost(ContinuousQuery query, StatementContext context) {
        return query.analyzed().findLeftmost().flatMap(relation -> context.catalog()
                .findStore(relation.organization(), relation.store())
                .map(store -> new Source(store, relation.entity())));
    }

    private static Map<String, String> defaults(ContinuousQuery query, Relation.Kind kind) {
        Map<String, String> defaults = new LinkedHashMap<>();
        String format = query.analyzed()
                .findLeftmost()
                .flatMap(relation ->
                        Optional.ofNullable(relation.properties().get(RelationProperties.VALUE_FORMAT.name())))
                .orElse("json");
        defaults.put(RelationProperties.VALUE_FORMAT.name(), format);
        if (kind == Relation.Kind.CHANGELOG && readsUpserts(query)) {
            defaults.put(RelationProperties.UPSERT.name(), "true");
        }
        return defaults;
    }

    private static boolean readsUpserts(ContinuousQuery query) {
        return query.analyzed().relations().stream()
                .anyMatch(relation -> RelationProperties.of(relation).get(RelationProperties.UPSERT));
    }

    /** Rows of a source in upsert mode are deleted, which only upsert mode can write. */
    private static void requireUpsertsOfUpserts(Relation sink, ContinuousQuery query, List<Property> written) {
        boolean upsert = RelationProperties.of(sink).get(RelationProperties.UPSERT);
        if (sink.kind() == Relation.Kind.CHANGELOG && !upsert && readsUpserts(query)) {
            throw StatementContext.at(
                    WithClause.at(written, RelationProperties.UPSERT, WithClause.place(written)),
                    StatementException.of(
                                    ErrorCode.INVALID_PARAMETER,
                                    "enable.upsert.mode cannot be FALSE: a source of the query is in upsert mode")
                            .hint("its rows can be deleted, which a plain changelog cannot say"));
        }
    }

    private static List<String> key(Relation.Kind kind, ContinuousQuery query, Position at) {
        if (kind == Relation.Kind.STREAM) {
            return List.of();
        }
        List<String> key = query.keyNames();
        if (key.isEmpty()) {
            throw StatementContext.at(
                    at,
                    StatementException.of(
                                    ErrorCode.INVALID_QUERY, "the result has no primary key, a changelog needs one")
                            .hint(SinkTables.KEY_HINT));
        }
        return key;
    }

    /** The words are those of the product: people and scripts look for them. */
    static void requireKind(CreateRelationAs statement, ResultKind kind) {
        RelationKind sink = statement.kind();
        boolean fits = sink == RelationKind.MATERIALIZED_VIEW
                || (sink == RelationKind.STREAM && kind == ResultKind.STREAM)
                || (sink == RelationKind.CHANGELOG && kind == ResultKind.CHANGELOG);
        if (!fits) {
            ResultKind written = sink == RelationKind.STREAM ? ResultKind.STREAM : ResultKind.CHANGELOG;
            throw StatementContext.at(
                    statement.at(),
                    StatementException.of(
                            ErrorCode.INVALID_QUERY,
                            "Invalid sink type detected for CREATE_%s_AS statement: Expected %s but got %s.",
                            sink.name(),
                            kind,
                            written));
        }
    }

    static Optional<Prepared> skipIfThere(CreateRelationAs statement, StatementContext context) {
        if (statement.ifExists() != IfExists.SKIP) {
            return Optional.empty();
        }
        RelationPath path = context.session().relationPath(statement.name());
        Relation.Kind kind = Relation.Kind.valueOf(statement.kind().name());
        return context.findRelation(path)
                .map(relation -> Prepared.answered(RelationStatements.skipped(
                        relation, kind, statement.name().at())));
    }
}
