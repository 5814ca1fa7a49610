package io.braid.engine.query;

import io.braid.catalog.Audit;
import io.braid.catalog.Catalog;
import io.braid.catalog.CatalogTransaction;
import io.braid.catalog.CatalogView;
import io.braid.catalog.Query;
import io.braid.catalog.Query.Actual;
import io.braid.catalog.Query.Intended;
import io.braid.catalog.Relation;
import io.braid.engine.analysis.QueryProperties;
import io.braid.engine.plan.JobPlan;
import io.braid.engine.pool.PoolObjects;
import io.braid.engine.relation.RelationStatements;
import io.braid.engine.run.JobBinder;
import io.braid.engine.run.LiveResults;
import io.braid.engine.run.PlanCodec;
import io.braid.engine.run.PlanCodec.StoredPlan;
import io.braid.engine.run.StreamRuntime;
import io.braid.engine.security.Access;
import io.braid.engine.statement.Artifact;
import io.braid.engine.statement.Prepared;
import io.braid.engine.statement.StatementContext;
import io.braid.engine.statement.StatementResult;
import io.braid.engine.statement.StatementResult.Done;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Plans a continuous query to the end and writes it into the catalog; the reconciler does the rest. */
final class Launcher {
    private final Catalog catalog;
    private final StreamRuntime runtime;
    private final JobBinder binder;
    private final LiveResults live;
    private final Runnable nudge;
    private final int limit;

    /** @param limit how many queries may run at once */
    Launcher(Catalog catalog, StreamRuntime runtime, JobBinder binder, LiveResults live, Runnable nudge, int limit) {
        this.catalog = catalog;
        this.runtime = runtime;
        this.binder = binder;
        this.live = live;
        this.nudge = nudge;
        this.limit = limit;
    }

    /** What is known of a query before it is planned. */
    record Order(
            UUID id,
            UUID organization,
            String text,
            String computePool,
            @Nullable String name,
            List<Relation> sources,
            List<Relation> sinks,
            @Nullable ResumePoint resume,
            Audit audit) {}

    /**
     * A query that writes into one place, ready to be launched; the result names what it made and the query.
     *
     * @param name of the query
     */
    Prepared prepared(Write write, @Nullable String name, StatementContext context) {
        Order order = new Order(
                UUID.randomUUID(),
                context.organization(),
                context.text(),
                context.session().computePool(),
                name,
                write.query().analyzed().relations(),
                List.of(write.sink()),
                ResumePoint.find(write.query().analyzed().properties(), write.at(), context)
                        .orElse(null),
                context.audit());
        List<Access> needs = new ArrayList<>(write.needs());
        needs.addAll(PoolObjects.toUse(PoolObjects.current(context)));
        return Prepared.needing(needs)
                .explained(write.explanation())
                .rehearsed(() -> rehearse(order.organization(), planned(write, order, 1), write.at()))
                .outside(() -> placed(write.at(), () -> launch(write, order)));
    }

    private static JobPlan planned(Write write, Order order, long version) {
        return QueryPlanner.plan(
                order.id().toString(),
                write.query().analyzed(),
                List.of(write.table().insert(SinkTables.NAME, order.id(), version)));
    }

    /** Plans a job to the end, for what the planner says of it. */
    void rehearse(UUID organization, JobPlan plan, Position at) {
        var unused = placed(at, () -> runtime.compile(binder.bindUnread(organization, plan)));
    }

    /** What the planner has against a plan as a whole is said at the place of the query. */
    static <T> T placed(Position at, Supplier<T> planning) {
        try {
            return planning.get();
        } catch (StatementException e) {
            boolean ofTheQuery = e.code() == ErrorCode.INVALID_QUERY || e.code() == ErrorCode.FEATURE_NOT_SUPPORTED;
            throw ofTheQuery ? StatementContext.at(at, e) : e;
        }
    }

    private StatementResult launch(Write write, Order order) {
        requireRoom(order.organization(), order.computePool());
        requireFree(write);
        long version = nextVersion(order.organization(), order.name());
        JobPlan plan = planned(write, order, version);
        return write.place().with(() -> {
            if (!write.creates()) {
                return Done.of(launch(order, version, plan, transaction -> {}));
            }
            Artifact launched = launch(order, version, plan, transaction -> transaction.createRelation(write.sink()));
            return Done.of(RelationStatements.created(write.sink()), launched);
        });
    }

    /** @throws StatementException 42P017 when what the statement would make is there */
    void requireFree(Write write) {
        if (write.creates()) {
            RelationStatements.requireFree(write.sink(), write.at(), catalog);
        }
    }

    /** @throws StatementException when the pool that the query shall run on does not take it */
    void requireRoom(UUID organization, String pool) {
        catalog.read(view -> {
            admit(view, organization, pool);
            return pool;
        });
    }

    /** @throws StatementException when the pool does not take one more query */
    void admit(CatalogView view, UUID organization, String pool) {
        PoolObjects.admit(view, organization, pool, live.countOn(organization, pool));
    }

    /** The version that a query of this name gets now. Two that race for one are told apart by their ids. */
    long nextVersion(UUID organization, @Nullable String name) {
        if (name == null) {
            return 1;
        }
        Optional<Query> newest = catalog.read(view -> view.findQuery(organization, name, 0));
        newest.filter(query -> query.intended() == Intended.RUNNING && query.actual() != Actual.TERMINATED)
                .ifPresent(query -> {
                    throw StatementException.of(
                                    ErrorCode.DUPLICATE_OBJECT, "query \"%s\" already exists and is running", name)
                            .hint("TERMINATE QUERY it first; the next one becomes its next version");
                });
        return newest.map(query -> query.version() + 1).orElse(1L);
    }

    /**
     * @param with further changes that belong to the same transaction, such as the sink's own record
     * @return the row of the result that names the query
     */
    Artifact launch(Order order, long version, JobPlan plan, Consumer<CatalogTransaction> with) {
        ResumePoint resume = order.resume();
        JobPlan pinned = resume == null
                ? binder.pin(order.organization(), plan)
                : binder.prepare(order.organization(), resume.applied(plan, binder));
        String compiled = runtime.compile(binder.bind(order.organization(), pinned));
        if (resume != null) {
            resume.refuseMemories(runtime.memories(compiled));
        }
        byte[] stored = PlanCodec.write(new StoredPlan(pinned, compiled));
        catalog.write(transaction -> {
            if (transaction.unfinishedQueries().size() >= limit) {
                throw StatementException.of(ErrorCode.LIMIT_EXCEEDED, "%d queries are running already", limit)
                        .hint("terminate one, or raise the setting query.limit");
            }
            admit(transaction, order.organization(), order.computePool());
            with.accept(transaction);
            Query query = new Query(
                    order.id(),
                    order.organization(),
                    order.name(),
                    version,
                    Intended.RUNNING,
                    Actual.STARTING,
                    order.text(),
                    stored,
                    0,
                    null,
                    "",
                    order.computePool(),
                    order.sources().stream().map(Relation::id).toList(),
                    order.sinks().stream().map(Relation::id).toList(),
                    order.audit());
            transaction.createQuery(query);
            return query;
        });
        nudge.run();
        return created(order.id());
    }

    /** Starts a terminated query again, as it was: a new query with the next version of the name. */
    Artifact again(Query old, String restorePath, Audit audit) {
        long version = nextVersion(old.organization(), old.name());
        UUID id = UUID.randomUUID();
        catalog.write(transaction -> {
            admit(transaction, old.organization(), old.computePool());
            Query query = new Query(
                    id,
                    old.organization(),
                    old.name(),
                    version,
                    Intended.RUNNING,
                    Actual.STARTING,
                    old.text(),
                    old.plan(),
                    0,
                    restorePath,
                    "",
                    old.computePool(),
                    old.sources(),
                    old.sinks(),
                    audit);
            transaction.createQuery(query);
            return query;
        });
        nudge.run();
        return created(id);
    }

    private static Artifact created(UUID id) {
        return new Artifact(
                "query",
                id.toString(),
                "CREATE",
                "query \"%s\" was successfully created".formatted(id),
                List.of(id.toString()));
    }

    static @Nullable String nameOf(ContinuousQuery query) {
        return query.analyzed().properties().find(QueryProperties.NAME).orElse(null);
    }
}
