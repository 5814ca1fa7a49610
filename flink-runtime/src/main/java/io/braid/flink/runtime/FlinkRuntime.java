package io.braid.flink.runtime;

import io.braid.catalog.RemoteFlink;
import io.braid.catalog.UserFunction;
import io.braid.engine.run.BoundPlan;
import io.braid.engine.run.FunctionCandidate;
import io.braid.engine.run.JobFigures;
import io.braid.engine.run.JobState;
import io.braid.engine.run.JobSubmission;
import io.braid.engine.run.QueryShape;
import io.braid.engine.run.SourceOffsets;
import io.braid.engine.run.StreamRuntime;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flink in this JVM or elsewhere, and its planner here. {@link #start} returns at once; every other call waits until the cluster and the planner are up and
 * warm. Shared between threads.
 */
public final class FlinkRuntime implements StreamRuntime {
    private static final Logger log = LoggerFactory.getLogger(FlinkRuntime.class);

    private final RuntimeSettings settings;
    private final StateFiles states;
    private final PlannerPool planners = new PlannerPool();
    private final CompletableFuture<ClusterJobs> ready = new CompletableFuture<>();
    private final CompletableFuture<EmbeddedCluster> cluster = new CompletableFuture<>();
    private final RemoteClusters remotes;
    private volatile boolean closed;

    public FlinkRuntime(RuntimeSettings settings) {
        this.settings = settings;
        this.states = new StateFiles(settings.stateDirectory());
        this.remotes = new RemoteClusters(planners, states, settings);
    }

    /** Brings cluster and planner up in the background; the result completes when both are. */
    public CompletableFuture<Void> start() {
        CompletableFuture<Void> planner = inBackground("braid-planner-start", () -> {
            WarmUp.planner(planners);
        });
        CompletableFuture<Void> up = inBackground("braid-cluster-start", () -> {
            if (settings.findHome().isPresent()) {
                planner.get();
                ready.complete(remotes.of(settings.findHome().get()));
                return;
            }
            long begin = System.nanoTime();
            EmbeddedCluster started = EmbeddedCluster.start(settings);
            cluster.complete(started);
            if (closed) {
                started.close();
                throw new IllegalStateException("closed while it started");
            }
            ClusterJobs jobs = new ClusterJobs(started, planners, states, settings, JobShipping.NONE);
            planner.get();
            WarmUp.jobs(jobs);
            log.atInfo()
                    .addKeyValue("millis", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin))
                    .log("embedded Flink is ready");
            ready.complete(jobs);
        });
        var unused = up.whenComplete((done, error) -> {
            if (error != null) {
                cluster.completeExceptionally(error);
                ready.completeExceptionally(error);
            }
        });
        return ready.thenApply(jobs -> null);
    }

    /** Where the cluster's own REST interface is, once it is up. */
    public Optional<String> findRestAddress() {
        if (settings.findHome().isPresent()) {
            return settings.findHome().map(RemoteFlink::restUri);
        }
        return cluster.isDone() && !cluster.isCompletedExceptionally()
                ? Optional.of(cluster.join().restAddress())
                : Optional.empty();
    }

    private interface Work {
        void run() throws Exception;
    }

    private static CompletableFuture<Void> inBackground(String name, Work work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                        done.complete(null);
                    } catch (Throwable e) {
                        log.atError().setCause(e).log("embedded Flink did not start");
                        done.completeExceptionally(e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    private ClusterJobs jobsWhenReady() {
        try {
            return ready.get(settings.readyTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw notReady("is still starting").hint("try again in a moment").causedBy(e);
        } catch (ExecutionException e) {
            throw notReady("did not start").hint("the server's log says why").causedBy(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notReady("was not waited for").causedBy(e);
        }
    }

    private static StatementException notReady(String what) {
        return StatementException.of(ErrorCode.COMPUTE_POOL_NOT_READY, "the compute pool " + what);
    }

    @Override
    public QueryShape analyze(BoundPlan plan) {
        jobsWhenReady();
        return new QueryShape(
                PlannerMessages.translating(() -> planners.with(plan.functions(), session -> session.analyze(plan))));
    }

    @Override
    public String compile(BoundPlan plan) {
        jobsWhenReady();
        return PlannerMessages.translating(() -> planners.with(plan.functions(), session -> session.compile(plan)));
    }

    @Override
    public UserFunction.Kind check(FunctionCandidate candidate) {
        jobsWhenReady();
        return UserCode.check(candidate, planners);
    }

    @Override
    public void submit(JobSubmission submission) {
        ClusterJobs home = jobsWhenReady();
        submission.findCluster().map(remotes::of).orElse(home).submit(submission);
    }

    @Override
    public Map<String, JobState> jobs() {
        return jobsWhenReady().states();
    }

    @Override
    public Map<String, JobState> jobs(RemoteFlink remote) {
        jobsWhenReady();
        return remotes.of(remote).states();
    }

    @Override
    public boolean outlives() {
        return settings.findHome().isPresent();
    }

    @Override
    public void check(RemoteFlink remote) {
        remotes.check(remote);
    }

    /** The cluster on which the job was seen last; the server's own when it was seen nowhere. */
    private ClusterJobs having(String jobId) {
        ClusterJobs home = jobsWhenReady();
        return home.knows(jobId) ? home : remotes.find(jobId).orElse(home);
    }

    @Override
    public String stop(String jobId, UUID query) {
        return having(jobId).stop(jobId, query);
    }

    @Override
    public void cancel(String jobId) {
        having(jobId).cancel(jobId);
    }

    @Override
    public Optional<String> newestCheckpoint(UUID query) {
        return states.newest(query);
    }

    @Override
    public void keepOnly(UUID query, String path) {
        states.keepOnly(query, path);
    }

    @Override
    public List<SourceOffsets> offsets(String path) {
        return SavedOffsets.of(StateFiles.path(path));
    }

    @Override
    public List<String> memories(String compiled) {
        return Memories.of(compiled);
    }

    @Override
    public void forget(UUID query) {
        states.delete(query);
    }

    @Override
    public JobFigures figures(String jobId) {
        return having(jobId).figures(jobId);
    }

    EmbeddedCluster cluster() {
        jobsWhenReady();
        return cluster.join();
    }

    /** Jobs end with an embedded cluster; their newest checkpoints stay. Those of other clusters go on. */
    @Override
    public void close() {
        closed = true;
        planners.close();
        remotes.close();
        EmbeddedCluster running = cluster.isCompletedExceptionally() ? null : cluster.getNow(null);
        if (running != null) {
            try {
                running.close();
            } catch (IOException e) {
                log.atWarn().setCause(e).log("embedded Flink did not stop cleanly");
            }
        }
    }
}
