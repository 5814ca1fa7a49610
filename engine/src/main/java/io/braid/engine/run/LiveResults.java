package io.braid.engine.run;

import io.braid.catalog.ComputePool;
import io.braid.engine.plan.JobPlan;
import io.braid.feed.FeedExchange;
import io.braid.spi.ErrorCode;
import io.braid.spi.RowType;
import io.braid.spi.StatementException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * The live results that somebody reads or is about to read. A result that nobody opens in time is closed, and so is its
 * job. Shared between threads.
 */
public final class LiveResults {
    private static final Duration UNOPENED = Duration.ofMinutes(1);

    private record Unopened(LiveFeed feed, Instant until) {}

    private final Map<UUID, Unopened> unopened = new ConcurrentHashMap<>();
    /** Of statements whose result is not closed, read or not. */
    private final Map<UUID, CancellableFeed> open = new ConcurrentHashMap<>();

    /** @param feed where the rows of the job go */
    private record Job(QueueFeed feed, PoolName pool) {}

    private record PoolName(UUID organization, String name) {
        static PoolName of(ComputePool pool) {
            return new PoolName(pool.organization(), pool.name());
        }
    }

    /** When the last live job of a pool ended. */
    private final Map<PoolName, Instant> lastUses = new ConcurrentHashMap<>();

    private final Map<String, Job> jobs = new ConcurrentHashMap<>();
    private final StreamRuntime runtime;
    private final JobBinder binder;
    private final Executor background;
    private final int limit;
    private final Duration patience;

    /**
     * @param background cancels jobs, so that no client waits for it
     * @param limit how many live jobs there may be at once
     */
    public LiveResults(StreamRuntime runtime, JobBinder binder, Executor background, int limit) {
        this(runtime, binder, background, limit, UNOPENED);
    }

    /** @param patience how long a result waits for its reader */
    LiveResults(StreamRuntime runtime, JobBinder binder, Executor background, int limit, Duration patience) {
        this.patience = patience;
        this.runtime = runtime;
        this.binder = binder;
        this.background = background;
        this.limit = limit;
    }

    /** The ticket that the sink of a live plan must name. */
    public static String ticket(UUID query) {
        return "live-" + query;
    }

    /** Starts a job whose rows go to the feed that is returned. */
    public LiveFeed start(UUID organization, String pool, UUID query, JobPlan plan, RowType columns, long rowLimit) {
        if (jobs.size() >= limit) {
            throw StatementException.of(ErrorCode.LIMIT_EXCEEDED, "%d live results are being read already", jobs.size())
                    .hint("close one of them first");
        }
        String ticket = ticket(query);
        String jobId = JobIds.of(query, 1, 1);
        QueueFeed feed = new QueueFeed(ticket, columns, rowLimit, () -> background.execute(() -> stop(jobId, ticket)));
        FeedExchange.open(ticket, feed);
        jobs.put(jobId, new Job(feed, new PoolName(organization, pool)));
        try {
            runtime.submit(new JobSubmission(
                    jobId,
                    query,
                    binder.bind(organization, plan),
                    null,
                    null,
                    false,
                    binder.cluster(organization, pool).orElse(null)));
        } catch (RuntimeException e) {
            jobs.remove(jobId);
            FeedExchange.close(ticket);
            throw e;
        }
        return feed;
    }

    private void stop(String jobId, String ticket) {
        try {
            runtime.cancel(jobId);
        } finally {
            FeedExchange.close(ticket);
            Job ended = jobs.remove(jobId);
            if (ended != null) {
                lastUses.put(ended.pool(), Instant.now());
            }
        }
    }

    /** Keeps a result until its reader comes. */
    public void offer(UUID statement, LiveFeed feed) {
        CancellableFeed offered = new CancellableFeed(feed, () -> open.remove(statement));
        open.put(statement, offered);
        unopened.put(statement, new Unopened(offered, Instant.now().plus(patience)));
    }

    /** Ends a result for its reader, or for the one who would have come; returns whether there was one. */
    public boolean cancel(UUID statement) {
        CancellableFeed feed = open.get(statement);
        if (feed == null) {
            return false;
        }
        feed.cancel();
        take(statement).ifPresent(LiveFeed::close);
        return true;
    }

    /** Whether the result of a statement is not closed, read or not. */
    public boolean isOpen(UUID statement) {
        return open.containsKey(statement);
    }

    /** Hands the result to its reader, once. */
    public Optional<LiveFeed> take(UUID statement) {
        return Optional.ofNullable(unopened.remove(statement)).map(Unopened::feed);
    }

    /** Tells the readers of jobs that have failed, and closes what nobody came for. Called every moment. */
    void check(Map<String, JobState> states) {
        jobs.forEach((jobId, job) -> {
            QueueFeed feed = job.feed();
            JobState state = states.get(jobId);
            if (state instanceof JobState.Failed failed) {
                feed.fail(StatementException.of(ErrorCode.INVALID_QUERY, "%s", failed.reason()));
            } else if (state instanceof JobState.Ended) {
                feed.finished();
            }
        });
        Instant now = Instant.now();
        unopened.forEach((statement, waiting) -> {
            if (waiting.until().isBefore(now) && unopened.remove(statement, waiting)) {
                waiting.feed().close();
            }
        });
    }

    /** Ends the jobs on stopped pools, and tells their readers. */
    void stopOn(List<ComputePool> stopped) {
        stopped.forEach(pool -> jobs.forEach((jobId, job) -> {
            if (job.pool().equals(PoolName.of(pool))) {
                job.feed()
                        .fail(StatementException.of(
                                ErrorCode.COMPUTE_POOL_NOT_READY, "compute pool \"%s\" was stopped", pool.name()));
                background.execute(() -> stop(jobId, job.feed().ticket()));
            }
        }));
    }

    /** How many live jobs run on the pool now. */
    public int countOn(UUID organization, String pool) {
        PoolName name = new PoolName(organization, pool);
        return (int)
                jobs.values().stream().filter(job -> job.pool().equals(name)).count();
    }

    /** When a live job has last run on the pool: now, or long ago when none has since the server started. */
    Instant lastUseOf(ComputePool pool) {
        if (countOn(pool.organization(), pool.name()) > 0) {
            return Instant.now();
        }
        return lastUses.getOrDefault(PoolName.of(pool), Instant.EPOCH);
    }

    /** How many jobs feed a live result now. */
    public int jobCount() {
        return jobs.size();
    }
}
