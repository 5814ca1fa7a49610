package io.braid.engine.run;

import io.braid.catalog.Catalog;
import io.braid.catalog.Query;
import io.braid.catalog.Query.Actual;
import io.braid.catalog.Query.Intended;
import io.braid.catalog.SavedPosition;
import io.braid.engine.plan.TableSpec;
import io.braid.engine.run.PlanCodec.StoredPlan;
import io.braid.feed.FeedExchange;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.view.ViewStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
import java.util.function.UnaryOperator;
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
    private final ViewStore views;
    private final LiveResults live;
    private final ExecutorService workers = Executors.newFixedThreadPool(3, task -> daemon(task, "query-worker"));
    /** Queries that the world outside did not let start yet, and when they are tried again. */
    private final Map<UUID, Instant> notBefore = new ConcurrentHashMap<>();

    private final Set<UUID> inWork = ConcurrentHashMap.newKeySet();
    private final Semaphore nudges = new Semaphore(0);
    private final Thread loop = daemon(this::run, "query-reconciler");
    private volatile boolean closed;

    public QueryReconciler(
            Catalog catalog, StreamRuntime runtime, JobBinder binder, ViewStore views, LiveResults live) {
        this.catalog = catalog;
        this.runtime = runtime;
        this.binder = binder;
        this.views = views;
        this.live = live;
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
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (!closed) {
                    log.atWarn().setCause(e).log("queries could not be compared with their jobs");
                }
            }
        }
    }

    /** One look at everything; says whether something is on its way and worth another look soon. */
    private boolean reconcile() {
        List<Query> queries = catalog.read(view -> view.unfinishedQueries());
        if (queries.isEmpty() && live.jobCount() == 0) {
            live.check(Map.of());
            return false;
        }
        Map<String, JobState> jobs = runtime.jobs();
        live.check(jobs);
        boolean busy = live.jobCount() > 0;
        for (Query query : queries) {
            busy |= reconcile(query, jobs.get(jobId(query)));
        }
        return busy;
    }

    private boolean reconcile(Query query, @Nullable JobState job) {
        if (inWork.contains(query.id())) {
            return true;
        }
        if (query.intended() == Intended.TERMINATED) {
            inBackground(query, () -> stop(query));
            return true;
        }
        if (query.actual() == Actual.ERRORED) {
            return false;
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
                change(query, now -> with(now, Actual.RUNNING, ""));
            }
            return false;
        }
        if (job instanceof JobState.Failed failed) {
            log.atWarn()
                    .addKeyValue("queryId", query.id())
                    .addKeyValue("reason", failed.reason())
                    .log("query failed");
            change(query, now -> with(now, Actual.ERRORED, failed.reason()));
        } else if (job instanceof JobState.Ended) {
            change(query, now -> ended(now));
        } else if (query.actual() != Actual.STARTING) {
            String reason = job instanceof JobState.Starting starting ? starting.reason() : "";
            change(query, now -> with(now, Actual.STARTING, reason));
        }
        return true;
    }

    private static String jobId(Query query) {
        return JobIds.of(query.id(), query.version(), query.attempt());
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
        Query query = catalog.read(view -> view.findQuery(seen.organization(), seen.id()))
                .orElse(seen);
        try {
            boolean wanted = query.intended() == Intended.RUNNING && query.actual() != Actual.ERRORED;
            if (!wanted || runtime.jobs().containsKey(jobId(query))) {
                return;
            }
            StoredPlan stored = PlanCodec.read(query.plan());
            // a query that continues another one begins with that one's state, until it has some of its own
            String restore = runtime.newestCheckpoint(query.id()).orElse(query.restorePath());
            // the attempt is remembered before it is made: a crash in between costs a number, not a second job
            Query attempt = change(query, now -> attempt(now));
            if (attempt.intended() != Intended.RUNNING) {
                return;
            }
            stored.plan().inserts().forEach(insert -> openFeed(insert.sink()));
            runtime.submit(new JobSubmission(
                    jobId(attempt),
                    query.id(),
                    binder.bind(query.organization(), stored.plan()),
                    stored.compiled(),
                    restore,
                    true));
            log.atInfo()
                    .addKeyValue("queryId", query.id())
                    .addKeyValue("jobId", jobId(attempt))
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
                warn(query, "waits: " + e.getMessage());
                return;
            }
            log.atWarn()
                    .addKeyValue("queryId", query.id())
                    .addKeyValue("reason", e.getMessage())
                    .log("query failed");
            change(query, now -> with(now, Actual.ERRORED, e.getMessage()));
        } catch (RuntimeException e) {
            if (closed) {
                return;
            }
            log.atError().setCause(e).addKeyValue("queryId", query.id()).log("query could not be started");
            change(query, now -> with(now, Actual.ERRORED, "the query could not be started: internal error"));
        }
    }

    private void warn(Query query, String message) {
        catalog.write(transaction -> {
            Query now = transaction.findQuery(query.organization(), query.id()).orElse(query);
            transaction.queryLog().warn(query.id(), now.actual(), message);
            return now;
        });
    }

    private void openFeed(TableSpec sink) {
        if (sink.connector() instanceof TableSpec.ToFeed feed) {
            FeedExchange.close(feed.ticket());
            FeedExchange.open(feed.ticket(), views.writer(viewOf(feed.ticket())));
        }
    }

    /** The ticket of the feed that fills a view. */
    public static String ticket(UUID view) {
        return "view-" + view;
    }

    private static UUID viewOf(String ticket) {
        return UUID.fromString(ticket.substring("view-".length()));
    }

    private void stop(Query query) {
        Optional<String> saved = Optional.empty();
        try {
            if (query.attempt() > 0 && runtime.jobs().get(jobId(query)) instanceof JobState.Running) {
                saved = Optional.of(runtime.stop(jobId(query), query.id()));
            } else {
                saved = runtime.newestCheckpoint(query.id());
            }
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).addKeyValue("queryId", query.id()).log("query did not stop in order, cancelled");
            warn(query, "did not stop in order: " + e.getMessage());
        }
        try {
            runtime.cancel(jobId(query));
            String restore = saved.orElse(null);
            List<SavedPosition> positions = restore == null ? List.of() : positions(query, restore);
            if (restore == null) {
                runtime.forget(query.id());
            } else {
                runtime.keepOnly(query.id(), restore);
            }
            PlanCodec.read(query.plan()).plan().inserts().forEach(insert -> {
                if (insert.sink().connector() instanceof TableSpec.ToFeed feed) {
                    FeedExchange.close(feed.ticket());
                }
            });
            catalog.write(transaction -> {
                Query now =
                        transaction.findQuery(query.organization(), query.id()).orElse(query);
                transaction.updateQuery(ended(now).restoredFrom(restore));
                transaction.queryLog().savePositions(query.id(), positions);
                return now;
            });
            log.atInfo().addKeyValue("queryId", query.id()).log("query terminated");
        } catch (RuntimeException e) {
            if (!closed) {
                log.atError().setCause(e).addKeyValue("queryId", query.id()).log("query could not be stopped");
            }
        }
    }

    /** Where the query had come to in each of its sources, for one that continues there. */
    private List<SavedPosition> positions(Query query, String path) {
        try {
            List<SourceOffsets> offsets = runtime.offsets(path);
            List<SavedPosition> positions = new ArrayList<>();
            for (TableSpec table : PlanCodec.read(query.plan()).plan().sources()) {
                if (table.connector() instanceof TableSpec.FromStore source) {
                    List<String> entity = source.options().path();
                    offsets.stream()
                            .filter(found -> found.entity().equals(entity.get(entity.size() - 1)))
                            .findFirst()
                            .ifPresent(
                                    found -> positions.add(new SavedPosition(source.store(), entity, found.offsets())));
                }
            }
            return positions.stream().distinct().toList();
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).addKeyValue("queryId", query.id()).log("positions of a query could not be read");
            return List.of();
        }
    }

    private Query change(Query query, UnaryOperator<Query> change) {
        return catalog.write(transaction -> {
            Query now = transaction.findQuery(query.organization(), query.id()).orElse(query);
            Query next = change.apply(now);
            if (!next.equals(now)) {
                transaction.updateQuery(next);
            }
            return next;
        });
    }

    private static Query with(Query query, Actual actual, String message) {
        boolean stopping = query.intended() == Intended.TERMINATED && actual != Actual.TERMINATED;
        return copy(query, query.intended(), stopping ? Actual.TERMINATE_REQUESTED : actual, query.attempt(), message);
    }

    private static Query attempt(Query query) {
        return query.intended() == Intended.RUNNING
                ? copy(query, query.intended(), Actual.STARTING, query.attempt() + 1, "")
                : query;
    }

    private static Query ended(Query query) {
        return copy(query, Intended.TERMINATED, Actual.TERMINATED, query.attempt(), query.message());
    }

    /** The same query in another state. */
    public static Query copy(Query query, Intended intended, Actual actual, int attempt, String message) {
        return new Query(
                query.id(),
                query.organization(),
                query.name(),
                query.version(),
                intended,
                actual,
                query.text(),
                query.plan(),
                attempt,
                query.restorePath(),
                message,
                query.computePool(),
                query.sources(),
                query.sinks(),
                query.audit().touched());
    }

    @Override
    public void close() {
        closed = true;
        loop.interrupt();
        workers.shutdownNow();
    }
}
