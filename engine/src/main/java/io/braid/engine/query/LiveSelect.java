package io.braid.engine.query;

import io.braid.engine.analysis.QueryProperties;
import io.braid.engine.plan.JobPlan;
import io.braid.engine.pool.PoolObjects;
import io.braid.engine.run.JobBinder;
import io.braid.engine.run.LiveFeed;
import io.braid.engine.run.LiveResults;
import io.braid.engine.security.Access;
import io.braid.engine.security.Privilege;
import io.braid.engine.statement.Explanation;
import io.braid.engine.statement.Prepared;
import io.braid.engine.statement.StatementContext;
import io.braid.engine.statement.StatementResult;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.QueryStatement.SelectRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * SELECT from streams and changelogs: rows without end. What only filters and projects one relation is read directly,
 * because a job takes a hundred times as long to start; all else runs as a job whose rows are pushed here.
 */
final class LiveSelect {
    private final QueryPlanner planner;
    private final LiveResults live;
    private final JobBinder binder;
    private final Launcher launcher;
    private final DirectRead direct;
    private final Runnable nudge;

    LiveSelect(
            QueryPlanner planner,
            LiveResults live,
            JobBinder binder,
            Launcher launcher,
            DirectRead direct,
            Runnable nudge) {
        this.planner = planner;
        this.live = live;
        this.binder = binder;
        this.launcher = launcher;
        this.direct = direct;
        this.nudge = nudge;
    }

    Prepared prepare(SelectRows statement, StatementContext context) {
        EntityTable.refusePartitions(statement.query().partitionBy());
        Optional<Prepared> read = direct.prepare(statement.query(), context);
        if (read.isPresent()) {
            return read.get();
        }
        ContinuousQuery query = planner.plan(statement.query(), context);
        if (QueryProperties.resumes(query.analyzed().properties())) {
            throw StatementContext.at(
                    statement.query().at(),
                    StatementException.of(
                                    ErrorCode.INVALID_QUERY,
                                    "a SELECT whose rows are shown cannot go on where another query stopped")
                            .hint("INSERT INTO or CREATE … AS SELECT can"));
        }
        UUID id = UUID.randomUUID();
        JobPlan plan = QueryPlanner.plan(
                "live-" + id,
                query,
                QueryPlanner.withoutTime(query),
                SinkTables.live(
                        LiveResults.ticket(id),
                        query.columns(),
                        query.analyzed().changes()));
        List<Access> needs = new ArrayList<>(query.needs());
        needs.addAll(PoolObjects.toUse(PoolObjects.current(context)));
        needs.add(Access.onOrganization(Privilege.CREATE_QUERY));
        return Prepared.needing(needs)
                .explained(new Explanation("SELECT", null, null, query.described()))
                .rehearsed(() -> launcher.rehearse(
                        context.organization(), plan, statement.query().at()))
                .outside(() -> {
                    String pool = context.session().computePool();
                    launcher.requireRoom(context.organization(), pool);
                    JobPlan pinned = binder.pin(context.organization(), plan);
                    LiveFeed feed = Launcher.placed(
                            statement.query().at(),
                            () -> live.start(
                                    context.organization(),
                                    pool,
                                    id,
                                    pinned,
                                    query.columns(),
                                    query.analyzed().limit()));
                    nudge.run();
                    return new StatementResult.Live(id, feed);
                });
    }
}
