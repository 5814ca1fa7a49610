package io.braid.engine.query;

import io.braid.catalog.Catalog;
import io.braid.catalog.Query;
import io.braid.catalog.Query.Actual;
import io.braid.catalog.Query.Intended;
import io.braid.engine.pool.PoolObjects;
import io.braid.engine.relation.Entities;
import io.braid.engine.relation.RelationStatements;
import io.braid.engine.run.JobBinder;
import io.braid.engine.run.LiveResults;
import io.braid.engine.run.QueryReconciler;
import io.braid.engine.run.SchemaRegistries;
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
import io.braid.sql.tree.QueryReference;
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
import java.util.UUID;

/** Statements that run a SELECT, and those that steer the queries they start. */
public final class QueryStatements implements StatementHandlers.Family {
    private static final int MOST_TAGS = 50;
    private static final int MOST_TAG_CHARACTERS = 255;

    private final Catalog catalog;
    private final Launcher launcher;
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
            SchemaRegistries registries,
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
        this.launcher =
                new Launcher(with.catalog(), with.runtime(), with.binder(), with.live(), nudge, with.queryLimit());
        this.createAs = new CreateAs(planner, launcher, with.entities());
        this.createView = new CreateView(planner, launcher, with.views());
        this.insert = new InsertQuery(planner, launcher, with.entities());
        this.applications =
                new ApplicationStatements(planner, launcher, createAs, createView, insert, with.relations());
        this.live = new LiveSelect(
                planner,
                with.live(),
                with.binder(),
                launcher,
                new DirectRead(with.connections(), with.registries()),
                nudge);
    }

    @Override
    public void register(StatementHandlers.Builder handlers) {
        handlers.on(SelectRows.class, this::select)
                .on(CreateRelationAs.class, this::create)
                .on(InsertInto.class, insert::prepare)
                .on(TerminateQuery.class, this::terminate)
                .on(RestartQuery.class, this::restart)
                .on(ResumeQuery.class, this::resume)
                .on(AddQueryTag.class, this::tag)
                .on(RemoveQueryTag.class, this::untag)
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
            Query now = transaction.newest(query);
            boolean restarting = intended == Intended.RUNNING;
            if (restarting && now.actual() == Actual.ERRORED) {
                launcher.admit(transaction, now.organization(), now.computePool());
            } else if (restarting) {
                PoolObjects.requireStarted(transaction, now);
            }
            if (now.actual() != Actual.TERMINATED && (!restarting || now.actual() == Actual.ERRORED)) {
                // the cluster remembers the job that failed, so the next one needs another number
                int attempt = restarting ? now.attempt() + 1 : now.attempt();
                transaction.updateQuery(now.in(intended, actual, attempt, ""));
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

    /** Continues a terminated query with all that it remembers; one that failed is restarted. */
    private Prepared resume(ResumeQuery statement, StatementContext context) {
        Query query = QueryReferences.require(statement.query(), context);
        String saved = query.restorePath();
        boolean ended = query.actual() == Actual.TERMINATED;
        if (!ended && query.actual() != Actual.ERRORED) {
            throw refused(statement.query(), "is not terminated").hint("TERMINATE QUERY saves its state");
        }
        for (UUID relation : query.sinks()) {
            if (context.catalog().findRelation(relation).isEmpty()) {
                throw refused(statement.query(), "cannot go on: a relation that it writes was dropped");
            }
        }
        List<Access> needs =
                List.of(Access.on(query, Privilege.OWNERSHIP), Access.onOrganization(Privilege.CREATE_QUERY));
        if (!ended) {
            return Prepared.needing(needs).outside(() -> {
                want(query, Intended.RUNNING, Actual.STARTING);
                return Done.of(row(query, "RESUME", "is being restarted"));
            });
        }
        if (saved == null) {
            throw refused(statement.query(), "has no saved state to go on with").hint("its statement starts it anew");
        }
        return Prepared.needing(needs).outside(() -> Done.of(launcher.again(query, saved, context.audit())));
    }

    private static StatementException refused(QueryReference reference, String why) {
        return StatementContext.at(
                reference.at(), StatementException.of(ErrorCode.INVALID_QUERY, "query \"%s\" %s", reference, why));
    }

    private Prepared tag(AddQueryTag statement, StatementContext context) {
        Query query = QueryReferences.require(statement.query(), context);
        if (statement.key().length() > MOST_TAG_CHARACTERS || statement.value().length() > MOST_TAG_CHARACTERS) {
            throw StatementContext.at(
                    statement.at(),
                    StatementException.of(
                            ErrorCode.INVALID_PARAMETER,
                            "a tag and its value can have %d characters at most",
                            MOST_TAG_CHARACTERS));
        }
        return Prepared.needing(Access.on(query, Privilege.OWNERSHIP)).then(transaction -> {
            if (transaction.queryLog().tags(query.id()).size() >= MOST_TAGS) {
                throw StatementContext.at(
                        statement.at(),
                        StatementException.of(ErrorCode.LIMIT_EXCEEDED, "a query can have %d tags at most", MOST_TAGS));
            }
            transaction.queryLog().putTag(query.id(), statement.key(), statement.value());
            return Done.of(row(query, "ALTER", "has tag \"%s\"".formatted(statement.key())));
        });
    }

    private Prepared untag(RemoveQueryTag statement, StatementContext context) {
        Query query = QueryReferences.require(statement.query(), context);
        return Prepared.needing(Access.on(query, Privilege.OWNERSHIP)).then(transaction -> {
            if (!transaction.queryLog().removeTag(query.id(), statement.key())) {
                throw StatementContext.at(
                        statement.at(),
                        StatementException.of(
                                ErrorCode.INVALID_PARAMETER,
                                "tag \"%s\" of query \"%s\" does not exist",
                                statement.key(),
                                statement.query()));
            }
            return Done.of(row(query, "ALTER", "has no tag \"%s\" any more".formatted(statement.key())));
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
