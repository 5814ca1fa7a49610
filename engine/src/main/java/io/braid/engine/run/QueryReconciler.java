package io.braid.engine.run;

import io.braid.catalog.Catalog;
import io.braid.catalog.ComputePool;
import io.braid.catalog.Query;
import io.braid.catalog.Query.Actual;
import io.braid.catalog.Query.Intended;
import io.braid.engine.run.PlanCodec.StoredPlan;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.view.ViewStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes true what the catalog wants. A query that should run and has no job is started from its newest checkpoint; one
 * that should not is stopped. Start-up, recovery after a crash, RESTART and a lost cluster are all this one loop. Runs on
 * a thread of its own; starting and stopping happens on a few more.
 */
public final class QueryReconciler implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(QueryReconciler.class);
    private static final int BUSY_MILLIS = 100;
    private static final int IDLE_MILLIS = 1_000;
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Catalog catalog;
    private final StreamRuntime runtime;
    private final JobBinder binder;
    private final ViewFeeds feeds;
    private final LiveResults live;
    private final QueryStates states;
    private final ClusterJobsView clusters;
    private final QueryStopper stopper;
    private final IdlePools idle;
    private final ExecutorService workers = Executors.newFixedThreadPool(3, task -> daemon(task, "query-worker"));
    /** Queries that the world outside did not let start yet, and when they are tried again. */
    private final Map<UUID, Instant> notBefore = new ConcurrentHashMap<>();

    private final Set<UUID> inWork = ConcurrentHashMap.newKeySet();
    private final Semaphore nudges = new Semaphore(0);
    private final Thread loop = daemon(this::run, "query-reconciler");
    private String said = "";
    private volatile boolean closed;

    public QueryReconciler(
            Catalog catalog, StreamRuntime runtime, JobBinder binder, ViewStore views, LiveResults live) {
        this.catalog = catalog;
        this.runtime = runtime;
        this.binder = binder;
        this.feeds = new ViewFeeds(views);
        this.live = live;
        this.states = new QueryStates(catalog);
        this.clusters = new ClusterJobsView(catalog, runtime);
        this.stopper = new QueryStopper(runtime, clusters, states);
        this.idle = new IdlePools(catalog, live::lastUseOf, Instant.now());
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    public void start() {
        loop.start();
    }

    /** Something has changed: look at once. */
    public void nudge() {
        nudges.release();
    }

    private void run() {
        boolean busy = true;
        while (!closed) {
            try {
                nudges.tryAcquire(busy ? BUSY_MILLIS : IDLE_MILLIS, TimeUnit.MILLISECONDS);
                nudges.drainPermits();
                busy = reconcile();
                said = "";
            } catch (InterruptedException e) {
                return;
            } catch (StatementException e) {
                sayOnce(e);
            } catch (RuntimeException e) {
                if (!closed) {
                    log.atWarn().setCause(e).log("queries could not be compared with their jobs");
                }
            }
        }
    }

    /** A cluster that is away for an hour needs one line, not a thousand. */
    private void sayOnce(StatementException e) {
        if (!closed && !String.valueOf(e.getMessage()).equals(said)) {
            said = String.valueOf(e.getMessage());
            log.atWarn().addKeyValue("reason", said).log("queries could not be compared with their jobs");
        }
    }

    /** One look at everything; says whether something is on its way and worth another look soon. */
    private boolean reconcile() {
        Wanted wanted = catalog.read(
                view -> new Wanted(view.unfinishedQueries(), view.computePools().stored()));
        List<Query> queries = wanted.queries();
        idle.stop(wanted.pools(), Instant.now());
        List<ComputePool> stopped =
                wanted.pools().stream().filter(ComputePool::isStopped).toList();
        live.stopOn(stopped);
        if (queries.isEmpty() && live.jobCount() == 0) {
            live.check(Map.of());
            return false;
        }
        ClusterJobsView.Seen seen = clusters.look(
                wanted.pools(),
                pool -> live.countOn(pool.organization(), pool.name()) > 0
                        || queries.stream().anyMatch(query -> query.isOn(pool)));
        live.check(seen.jobs());
        boolean busy = live.jobCount() > 0;
        for (Query query : queries) {
            if (seen.whySilent(query).isPresent()) {
                waitForCluster(query, seen.whySilent(query).get());
                continue;
            }
            JobState job = seen.jobs().get(JobIds.of(query));
            if ((seen.isRemote(query) || runtime.outlives()) && !inWork.contains(query.id())) {
                feeds.attach(query, job);
            }
            boolean waits = stopped.stream().anyMatch(query::isOn);
            busy |= reconcile(query, job, waits);
        }
        feeds.forgetAllBut(queries);
        return busy;
    }

    /** Its job goes on or does not, and only its cluster knows. */
    private void waitForCluster(Query query, String reason) {
        if (query.intended() == Intended.RUNNING && query.actual() == Actual.RUNNING) {
            states.seenOf(query, Actual.STARTING, reason);
        }
    }

    /** What the catalog wants, at one moment. */
    private record Wanted(List<Query> queries, List<ComputePool> pools) {}

    /** @param waits whether the query's pool is stopped */
    private boolean reconcile(Query query, @Nullable JobState job, boolean waits) {
        if (inWork.contains(query.id())) {
            return true;
        }
        if (query.intended() == Intended.TERMINATED) {
            inBackground(query, () -> attempt(query, "stopped", stopper::stop));
            return true;
        }
        if (query.actual() == Actual.ERRORED) {
            return false;
        }
        if (waits) {
            if (query.actual() == Actual.STOPPED) {
                return false;
            }
            if (!(job instanceof JobState.Failed)) {
                inBackground(query, () -> attempt(query, "stopped with its pool", this::suspend));
                return true;
            }
        }
        if (job == null) {
            if (Instant.now().isBefore(notBefore.getOrDefault(query.id(), Instant.MIN))) {
                return true;
            }
            notBefore.remove(query.id());
            inBackground(query, () -> submit(query));
            return true;
        }
        if (job instanceof JobState.Running) {
            if (query.actual() != Actual.RUNNING) {
                states.seenOf(query, Actual.RUNNING, "");
            }
            return false;
        }
        if (job instanceof JobState.Failed failed) {
            log.atWarn()
                    .addKeyValue("queryId", query.id())
                    .addKeyValue("reason", failed.reason())
                    .log("query failed");
            states.seenOf(query, Actual.ERRORED, failed.reason());
        } else if (job instanceof JobState.Ended) {
            states.ended(query);
        } else if (query.actual() != Actual.STARTING) {
            String reason = job instanceof JobState.Starting starting ? starting.reason() : "";
            states.seenOf(query, Actual.STARTING, reason);
        }
        return true;
    }

    private void inBackground(Query query, Runnable work) {
        if (!inWork.add(query.id())) {
            return;
        }
        try {
            workers.execute(() -> {
                try {
                    work.run();
                } finally {
                    inWork.remove(query.id());
                    nudge();
                }
            });
        } catch (RejectedExecutionException e) {
            inWork.remove(query.id());
        }
    }

    private void submit(Query seen) {
        // what was seen may be older than the last submission: only now, alone with this query, it can be told
        Query query = catalog.read(view -> view.newest(seen));
        try {
            boolean wanted = query.intended() == Intended.RUNNING && query.actual() != Actual.ERRORED;
            if (!wanted || clusters.jobsBeside(query).containsKey(JobIds.of(query))) {
                return;
            }
            StoredPlan stored = PlanCodec.read(query.plan());
            // a query that continues another one begins with that one's state, until it has some of its own
            String restore = runtime.newestCheckpoint(query.id()).orElse(query.restorePath());
            // the attempt is remembered before it is made: a crash in between costs a number, not a second job
            Query attempt = states.attempted(query);
            if (attempt.intended() != Intended.RUNNING) {
                return;
            }
            feeds.open(stored.plan());
            runtime.submit(new JobSubmission(
                    JobIds.of(attempt),
                    query.id(),
                    binder.bind(query.organization(), stored.plan()),
                    stored.compiled(),
                    restore,
                    true,
                    clusters.clusterOf(attempt).orElse(null)));
            log.atInfo()
                    .addKeyValue("queryId", query.id())
                    .addKeyValue("jobId", JobIds.of(attempt))
                    .addKeyValue("restoredFrom", String.valueOf(restore))
                    .log("query submitted");
        } catch (StatementException e) {
            if (e.code().move() == ErrorCode.Whose.WORLD) {
                // a cluster that is still starting, a store that does not answer: that passes
                log.atInfo()
                        .addKeyValue("queryId", query.id())
                        .addKeyValue("reason", e.getMessage())
                        .log("query has to wait");
                notBefore.put(query.id(), Instant.now().plus(PAUSE));
                states.warn(query, "waits: " + e.getMessage());
                return;
            }
            log.atWarn()
                    .addKeyValue("queryId", query.id())
                    .addKeyValue("reason", e.getMessage())
                    .log("query failed");
            states.seen(query, Actual.ERRORED, e.getMessage());
        } catch (RuntimeException e) {
            if (closed) {
                return;
            }
            log.atError().setCause(e).addKeyValue("queryId", query.id()).log("query could not be started");
            states.seen(query, Actual.ERRORED, "the query could not be started: internal error");
        }
    }

    private void suspend(Query seen) {
        // as before a submission: only now, alone with this query, it can be told
        Optional<Query> running = catalog.read(view -> Optional.of(view.newest(seen))
                .filter(query -> query.intended() == Intended.RUNNING)
                .filter(query -> query.actual() == Actual.RUNNING || query.actual() == Actual.STARTING)
                .filter(query -> view.computePools()
                        .find(query.organization(), query.computePool())
                        .filter(ComputePool::isStopped)
                        .isPresent()));
        running.ifPresent(stopper::suspend);
    }

    /** The ticket of the feed that fills a view. */
    public static String ticket(UUID view) {
        return ViewFeeds.ticket(view);
    }

    /** What does not succeed is tried again at the next look. */
    private void attempt(Query query, String what, Consumer<Query> work) {
        try {
            work.accept(query);
        } catch (RuntimeException e) {
            if (!closed) {
                log.atError().setCause(e).addKeyValue("queryId", query.id()).log("query could not be {}", what);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        loop.interrupt();
        workers.shutdownNow();
    }
}
