package io.braid.engine.query;

import io.braid.catalog.Catalog;
import io.braid.catalog.Namespace;
import io.braid.catalog.Relation;
import io.braid.engine.analysis.RelationProperties;
import io.braid.engine.analysis.ResultKind;
import io.braid.engine.analysis.SourceProperties;
import io.braid.engine.database.DatabaseStatements;
import io.braid.engine.plan.JobPlan;
import io.braid.engine.relation.RelationStatements;
import io.braid.engine.security.Access;
import io.braid.engine.security.Privilege;
import io.braid.engine.session.Session.RelationPath;
import io.braid.engine.statement.Artifact;
import io.braid.engine.statement.Explanation;
import io.braid.engine.statement.Explanation.Described;
import io.braid.engine.statement.Prepared;
import io.braid.engine.statement.StatementContext;
import io.braid.engine.statement.StatementResult;
import io.braid.engine.statement.StatementResult.Done;
import io.braid.spi.DataType;
import io.braid.spi.ErrorCode;
import io.braid.spi.Setting;
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

/** CREATE MATERIALIZED VIEW: rows kept by the server, and the query that keeps them new. */
final class CreateView {
    static final Setting<Long> RETENTION =
            Setting.whole("retention.millis", "How long a row is kept, in milliseconds; for ever when left out.");
    static final Setting<String> TIMESTAMP =
            Setting.text("timestamp", "Column that retention is measured on; the time of writing when left out.");
    static final Setting<String> NAME = Setting.text("query.name", "Name of the query that fills the view.");

    private final Catalog catalog;
    private final QueryPlanner planner;
    private final Launcher launcher;
    private final ViewStore views;

    CreateView(Catalog catalog, QueryPlanner planner, Launcher launcher, ViewStore views) {
        this.catalog = catalog;
        this.planner = planner;
        this.launcher = launcher;
        this.views = views;
    }

    Prepared prepare(CreateRelationAs statement, StatementContext context) {
        Optional<Prepared> skipped = CreateAs.skipIfThere(statement, context);
        if (skipped.isPresent()) {
            return skipped.get();
        }
        ContinuousQuery query = planner.plan(statement.query(), context);
        CreateAs.refuseLimit(statement, query);
        query.requireNames();
        RelationPath path = context.session().relationPath(statement.name());
        DatabaseStatements.checkName(statement.name().last(), "relation");
        Namespace schema = context.requireSchema(
                path.database(), path.schema(), statement.name().at());
        Settings settings = read(statement);
        ViewShape shape = shape(query, settings);
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
        String name = Launcher.nameOf(query);
        Launcher.Order order = new Launcher.Order(
                UUID.randomUUID(),
                context.organization(),
                context.text(),
                context.session().computePool(),
                name == null ? settings.find(NAME).orElse(null) : name,
                query.analyzed().relations(),
                view,
                context.audit());
        return Prepared.needing(needs)
                .explained(new Explanation(
                        "CREATE_MATERIALIZED_VIEW_AS",
                        Described.of(view),
                        null,
                        query.analyzed().relations().stream().map(Described::of).toList()))
                .outside(() -> create(statement, query, view, shape, order));
    }

    private StatementResult create(
            CreateRelationAs statement, ContinuousQuery query, Relation view, ViewShape shape, Launcher.Order order) {
        boolean taken = catalog.read(
                        now -> now.findRelation(view.organization(), view.database(), view.namespace(), view.name()))
                .isPresent();
        if (taken) {
            throw StatementContext.at(statement.name().at(), RelationStatements.exists(view));
        }
        long version = launcher.nextVersion(order.organization(), order.name());
        boolean onlyRow = shape.columns().size() > query.columns().size();
        String select = QueryPlanner.withoutTime(query);
        if (onlyRow) {
            String all = String.join(", ", QueryPlanner.numbered(query.columns().size()));
            select = "SELECT %s, 1 FROM (%s) AS `v` (%s)".formatted(all, select, all);
        }
        JobPlan plan =
                QueryPlanner.plan(order.id().toString(), query, select, SinkTables.view(view.id(), shape.columns()));
        views.create(view.id(), shape);
        try {
            Artifact launched = launcher.launch(order, version, plan, transaction -> transaction.createRelation(view));
            return Done.of(RelationStatements.created(view), launched);
        } catch (RuntimeException e) {
            views.drop(view.id());
            throw e;
        }
    }

    private static Settings read(CreateRelationAs statement) {
        Map<String, String> given = new LinkedHashMap<>(SourceProperties.texts(statement.properties()));
        // the product takes producer settings here and does nothing with them, and scripts in use have them
        given.keySet().removeIf(key -> key.startsWith(RelationProperties.PRODUCER_PREFIX));
        try {
            return Settings.read(List.of(RETENTION, TIMESTAMP, NAME), given);
        } catch (StatementException e) {
            throw StatementContext.at(statement.properties().get(0).at(), e);
        }
    }

    private static ViewShape shape(ContinuousQuery query, Settings settings) {
        String time = settings.find(TIMESTAMP).orElse(null);
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
        Duration retention = settings.find(RETENTION).map(Duration::ofMillis).orElse(null);
        List<String> key = query.analyzed().findKey().map(k -> query.keyNames()).orElse(null);
        return SinkTables.shape(query.columns(), query.analyzed().kind(), key, retention, time);
    }
}
