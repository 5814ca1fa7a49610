package io.braid.engine.query;

import io.braid.catalog.Namespace;
import io.braid.catalog.Relation;
import io.braid.engine.analysis.RelationProperties;
import io.braid.engine.analysis.ResultKind;
import io.braid.engine.analysis.SourceProperties;
import io.braid.engine.analysis.ViewProperties;
import io.braid.engine.database.DatabaseStatements;
import io.braid.engine.plan.JobPlan.InsertSpec;
import io.braid.engine.security.Access;
import io.braid.engine.security.Privilege;
import io.braid.engine.session.Session.RelationPath;
import io.braid.engine.statement.Explanation;
import io.braid.engine.statement.Explanation.Described;
import io.braid.engine.statement.Prepared;
import io.braid.engine.statement.StatementContext;
import io.braid.engine.statement.StatementResult;
import io.braid.spi.DataType;
import io.braid.spi.ErrorCode;
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import io.braid.sql.tree.QueryStatement.CreateRelationAs;
import io.braid.view.ViewShape;
import io.braid.view.ViewStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** CREATE MATERIALIZED VIEW: rows kept by the server, and the query that keeps them new. */
final class CreateView {
    private final QueryPlanner planner;
    private final Launcher launcher;
    private final ViewStore views;

    CreateView(QueryPlanner planner, Launcher launcher, ViewStore views) {
        this.planner = planner;
        this.launcher = launcher;
        this.views = views;
    }

    Prepared prepare(CreateRelationAs statement, StatementContext context) {
        Optional<Prepared> skipped = CreateAs.skipIfThere(statement, context);
        if (skipped.isPresent()) {
            return skipped.get();
        }
        Write write = understand(statement, planner.plan(statement.query(), context), context);
        String name = Launcher.nameOf(write.query());
        // the view's own properties can name the query, too
        return launcher.prepared(
                write, name == null ? write.sink().properties().get(ViewProperties.NAME.name()) : name, context);
    }

    Write understand(CreateRelationAs statement, ContinuousQuery query, StatementContext context) {
        query.refuseLimit(statement.query().at());
        query.requireNames(statement.query());
        EntityTable.refusePartitions(statement.query().partitionBy());
        RelationPath path = context.session().relationPath(statement.name());
        DatabaseStatements.checkName(statement.name().last(), "relation");
        Namespace schema = context.requireSchema(
                path.database(), path.schema(), statement.name().at());
        Settings settings = read(statement);
        ViewShape shape;
        try {
            shape = shape(query, settings);
        } catch (StatementException e) {
            throw StatementContext.at(statement.query().at(), e);
        }
        boolean keyed = query.analyzed().kind() == ResultKind.CHANGELOG;
        Relation view = new Relation(
                UUID.randomUUID(),
                context.organization(),
                path.database(),
                path.schema(),
                path.name(),
                Relation.Kind.MATERIALIZED_VIEW,
                "",
                List.of(),
                query.columns(),
                keyed ? query.keyNames() : List.of(),
                settings.asTexts(),
                "",
                Relation.State.CREATED,
                context.audit());
        List<Access> needs = new ArrayList<>(query.needs());
        needs.add(Access.on(schema, Privilege.CREATE));
        needs.add(Access.onOrganization(Privilege.CREATE_QUERY));
        return new Write(
                query,
                needs,
                new Explanation("CREATE_MATERIALIZED_VIEW_AS", Described.of(view), null, query.described()),
                view,
                true,
                statement.name().at(),
                work -> with(view.id(), shape, work),
                (name, id, version) -> new InsertSpec(
                        select(query, shape),
                        SinkTables.view(
                                name,
                                view.id(),
                                shape.columns(),
                                query.analyzed().changes())));
    }

    private StatementResult with(UUID view, ViewShape shape, Supplier<StatementResult> work) {
        views.create(view, shape);
        try {
            return work.get();
        } catch (RuntimeException e) {
            views.drop(view);
            throw e;
        }
    }

    private static String select(ContinuousQuery query, ViewShape shape) {
        boolean onlyRow = shape.columns().size() > query.columns().size();
        String select = QueryPlanner.withoutTime(query);
        if (!onlyRow) {
            return select;
        }
        String all = String.join(", ", QueryPlanner.numbered(query.columns().size()));
        return "SELECT %s, 1 FROM (%s) AS `v` (%s)".formatted(all, select, all);
    }

    private static Settings read(CreateRelationAs statement) {
        Map<String, String> given = new LinkedHashMap<>(SourceProperties.texts(statement.properties()));
        // the product takes producer settings here and does nothing with them, and scripts in use have them
        given.keySet().removeIf(key -> key.startsWith(RelationProperties.PRODUCER_PREFIX));
        try {
            return Settings.read(ViewProperties.ALL, given);
        } catch (StatementException e) {
            throw StatementContext.at(statement.properties().get(0).at(), e);
        }
    }

    private static ViewShape shape(ContinuousQuery query, Settings settings) {
        String time = settings.find(ViewProperties.TIMESTAMP).orElse(null);
        if (time != null) {
            DataType.Kind kind = query.columns().columns().stream()
                    .filter(column -> column.name().equals(time))
                    .findFirst()
                    .map(column -> column.type().kind())
                    .orElseThrow(() -> StatementException.of(
                            ErrorCode.INVALID_PARAMETER, "timestamp column \"%s\" does not exist in the view", time));
            if (kind != DataType.Kind.BIGINT
                    && kind != DataType.Kind.TIMESTAMP
                    && kind != DataType.Kind.TIMESTAMP_LTZ) {
                throw StatementException.of(
                                ErrorCode.INVALID_PARAMETER, "column \"%s\" cannot be the timestamp of the view", time)
                        .hint("it is a BIGINT of milliseconds, a TIMESTAMP or a TIMESTAMP_LTZ");
            }
        }
        Duration retention =
                settings.find(ViewProperties.RETENTION).map(Duration::ofMillis).orElse(null);
        List<String> key = query.analyzed().findKey().map(k -> query.keyNames()).orElse(null);
        return SinkTables.shape(query.columns(), query.analyzed().kind(), key, retention, time);
    }
}
