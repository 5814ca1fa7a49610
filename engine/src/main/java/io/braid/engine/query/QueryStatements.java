package io.braid.engine.query;

import io.braid.catalog.Catalog;
import io.braid.catalog.Query;
import io.braid.catalog.Query.Actual;
import io.braid.catalog.Query.Intended;
import io.braid.engine.relation.Entities;
import io.braid.engine.relation.RelationStatements;
import io.braid.engine.run.JobBinder;
import io.braid.engine.run.LiveResults;
import io.braid.engine.run.QueryReconciler;
import io.braid.engine.run.StoreConnections;
import io.braid.engine.run.StreamRuntime;
import io.braid.engine.security.Access;
import io.braid.engine.security.Privilege;
import io.braid.engine.statement.Artifact;
import io.braid.engine.statement.Prepared;
import io.braid.engine.statement.QueryReferences;
import io.braid.engine.statement.StatementContext;
import io.braid.engine.statement.StatementHandlers;
import io.braid.engine.statement.StatementResult.Done;
import io.braid.engine.view.SnapshotReader;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.ApplicationStatement.BeginApplication;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.QueryStatement.AddQueryTag;
import io.braid.sql.tree.QueryStatement.CreateRelationAs;
import io.braid.sql.tree.QueryStatement.InsertInto;
import io.braid.sql.tree.QueryStatement.RemoveQueryTag;
import io.braid.sql.tree.QueryStatement.RestartQuery;
import io.braid.sql.tree.QueryStatement.ResumeQuery;
import io.braid.sql.tree.QueryStatement.SelectRows;
import io.braid.sql.tree.QueryStatement.TerminateQuery;
import io.braid.sql.tree.RelationKind;
import io.braid.view.ViewStore;
import java.util.List;

/** Statements that run a SELECT, and those that steer the queries they start. */
public final class QueryStatements implements StatementHandlers.Family {
    private final Catalog catalog;
    private final CreateAs createAs;
    private final CreateView createView;
    private final InsertQuery insert;
    private final LiveSelect live;
    private final ApplicationStatements applications;
    private final SnapshotReader snapshots;
    private final Runnable nudge;

    /** What the family needs of the rest. */
    public record Collaborators(
            Catalog catalog,
            StreamRuntime runtime,
            JobBinder binder,
            StoreConnections connections,
            Entities entities,
            RelationStatements relations,
            ViewStore views,
            LiveResults live,
            SnapshotReader snapshots,
            QueryReconciler reconciler,
            int queryLimit) {}

    public QueryStatements(Collaborators with) {
        this.catalog = with.catalog();
        this.nudge = with.reconciler()::nudge;
        this.snapshots = with.snapshots();
        QueryPlanner planner = new QueryPlanner(with.runtime(), with.binder());
        Launcher launcher = new Launcher(with.catalog(), with.runtime(), with.binder(), nudge, with.queryLimit());
        this.createAs = new CreateAs(planner, launcher, with.entities());
        this.createView = new CreateView(planner, launcher, with.views());
        this.insert = new InsertQuery(planner, launcher);
        this.applications = new ApplicationStatements(planner, launcher, createAs, createView, with.relations());
        this.live = new LiveSelect(planner, with.live(), with.binder(), with.connections(), nudge);
    }

    @Override
    public void register(StatementHandlers.Builder handlers) {
        handlers.on(SelectRows.class, this::select)
                .on(CreateRelationAs.class, this::create)
                .on(InsertInto.class, insert::prepare)
                .on(TerminateQuery.class, this::terminate)
                .on(RestartQuery.class, this::restart)
                .notYet(ResumeQuery.class, "RESUME QUERY")
                .notYet(AddQueryTag.class, "ALTER QUERY … ADD TAG")
                .notYet(RemoveQueryTag.class, "ALTER QUERY … REMOVE TAG")
                .on(BeginApplication.class, applications::prepare);
    }

    private Prepared select(SelectRows statement, StatementContext context) {
        return snapshots.answers(statement.query(), context)
                ? snapshots.prepare(statement.query(), context)
                : live.prepare(statement, context);
    }

    private Prepared create(CreateRelationAs statement, StatementContext context) {
        if (statement.kind() == RelationKind.TABLE) {
            throw noTables(statement.at());
        }
        return statement.kind() == RelationKind.MATERIALIZED_VIEW
                ? createView.prepare(statement, context)
                : createAs.prepare(statement, context);
    }

    static StatementException noTables(Position at) {
        return StatementContext.at(
                at,
                StatementException.of(
                                ErrorCode.FEATURE_NOT_SUPPORTED,
                                "CREATE TABLE … AS SELECT is not supported: there is no type of store for tables")
                        .hint("CREATE MATERIALIZED VIEW … AS keeps rows that SELECT can ask for"));
    }

    private Prepared terminate(TerminateQuery statement, StatementContext context) {
        Query query = QueryReferences.require(statement.query(), context);
        return Prepared.needing(Access.on(query, Privilege.OWNERSHIP)).outside(() -> {
            want(query, Intended.TERMINATED, Actual.TERMINATE_REQUESTED);
            return Done.of(row(query, "TERMINATE", "is being terminated"));
        });
    }

    /** Changes what is wanted of the query, and says it is on its way; a terminated query stays so. */
    private void want(Query query, Intended intended, Actual actual) {
        catalog.write(transaction -> {
            Query now = transaction.findQuery(query.organization(), query.id()).orElse(query);
            boolean restarting = intended == Intended.RUNNING;
            if (now.actual() != Actual.TERMINATED && (!restarting || now.actual() == Actual.ERRORED)) {
                // the cluster remembers the job that failed, so the next one needs another number
                int attempt = restarting ? now.attempt() + 1 : now.attempt();
                transaction.updateQuery(QueryReconciler.copy(now, intended, actual, attempt, ""));
            }
            return now;
        });
        nudge.run();
    }

    private Prepared restart(RestartQuery statement, StatementContext context) {
        Query query = QueryReferences.require(statement.query(), context);
        if (query.intended() == Intended.TERMINATED) {
            throw StatementContext.at(
                    statement.query().at(),
                    StatementException.of(ErrorCode.INVALID_QUERY, "query \"%s\" is terminated", statement.query())
                            .hint("start it again with its statement"));
        }
        return Prepared.needing(Access.on(query, Privilege.OWNERSHIP)).outside(() -> {
            want(query, Intended.RUNNING, Actual.STARTING);
            return Done.of(row(query, "RESTART", "is being restarted"));
        });
    }

    private static Artifact row(Query query, String command, String what) {
        return new Artifact(
                "query",
                query.id().toString(),
                command,
                "query \"%s\" %s".formatted(query.id(), what),
                List.of(query.id().toString()));
    }
}
