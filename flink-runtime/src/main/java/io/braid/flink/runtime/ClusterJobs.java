package io.braid.flink.runtime;

import io.braid.engine.run.BoundPlan.BoundFunction;
import io.braid.engine.run.JobFigures;
import io.braid.engine.run.JobState;
import io.braid.engine.run.JobSubmission;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.messages.webmonitor.JobDetails;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** Jobs of one cluster, in this JVM or elsewhere. Shared between threads. */
final class ClusterJobs {
    private static final Duration CANCEL_WAIT = Duration.ofSeconds(5);

    private static final int MOST_KNOWN = 10_000;

    private final FlinkCluster cluster;
    private final PlannerPool planners;
    private final StateFiles states;
    private final RuntimeSettings settings;
    private final JobShipping shipping;
    /** Jobs that were seen on this cluster, the newest of them. */
    private final Set<String> known = Collections.synchronizedSet(Collections.newSetFromMap(new Recent()));
    /** Why jobs failed; they stay failed. */
    private final Map<String, JobState.Failed> failures = new ConcurrentHashMap<>();

    /** @param shipping what jobs take along */
    ClusterJobs(
            FlinkCluster cluster,
            PlannerPool planners,
            StateFiles states,
            RuntimeSettings settings,
            JobShipping shipping) {
        this.cluster = cluster;
        this.shipping = shipping;
        this.planners = planners;
        this.states = states;
        this.settings = settings;
    }

    private static final class Recent extends LinkedHashMap<String, Boolean> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_KNOWN;
        }
    }

    boolean knows(String jobId) {
        return known.contains(jobId);
    }

    void submit(JobSubmission bound) {
        JobSubmission submission = shipping.routed(bound);
        known.add(submission.jobId());
        JobID id = JobID.fromHexString(submission.jobId());
        if (isKnown(id)) {
            return;
        }
        Map<String, String> options = options(submission);
        List<BoundFunction> functions = submission.plan().functions();
        // Operators hold instances of the functions: the graph is written where their classes are known.
        JobGraph job = PlannerMessages.translating(
                () -> planners.with(functions, session -> jobGraph(session, submission, options, id)));
        functions.stream()
                .map(function -> new Path(function.file().toUri()))
                .distinct()
                .forEach(job::addJar);
        shipping.jars().forEach(job::addJar);
        SecretFiles secrets = SecretFiles.write(functions, settings.scratchDirectory());
        secrets.addTo(job);
        if (submission.checkpointed()) {
            states.keepOnly(submission.query(), submission.jobId(), submission.findRestorePath());
        }
        try (secrets) {
            await(cluster.submit(job));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StatementException refused) {
                throw refused;
            }
            // an answer that was lost on its way, or the same submission twice
            if (!isKnown(id)) {
                throw StatementException.of(
                                ErrorCode.COMPUTE_POOL_NOT_READY, "the job was not accepted: " + FailureReasons.of(e))
                        .causedBy(e);
            }
        }
    }

    private static JobGraph jobGraph(
            PlannerSession session, JobSubmission submission, Map<String, String> options, JobID id) {
        StreamGraph graph = submission
                .findCompiled()
                .map(compiled -> session.graph(submission.plan(), options, compiled))
                .orElseGet(() -> session.graph(submission.plan(), options));
        graph.setJobName(submission.plan().name());
        submission
                .findRestorePath()
                .ifPresent(path -> graph.setSavepointRestoreSettings(
                        SavepointRestoreSettings.forPath(path, false, RecoveryClaimMode.NO_CLAIM)));
        return graph.getJobGraph(Thread.currentThread().getContextClassLoader(), id);
    }

    private boolean isKnown(JobID id) {
        return answer(cluster.jobDetails(settings.callTimeout())).stream()
                .anyMatch(job -> job.getJobId().equals(id));
    }

    private Map<String, String> options(JobSubmission submission) {
        Map<String, String> options = new HashMap<>();
        options.put("pipeline.name", submission.plan().name());
        // operators in one chain hand rows on as they are: Flink's own keep none, and ours convert them at once
        options.put("pipeline.object-reuse", "true");
        // a row waits this long for others between two operators; Flink's 100 ms can be seen by a person
        options.put("execution.buffer-timeout.interval", submission.checkpointed() ? "20 ms" : "5 ms");
        if (!submission.checkpointed()) {
            // Rows that were shown cannot be taken back: a live result that broke has failed.
            options.put("restart-strategy.type", "none");
            return options;
        }
        options.put("execution.checkpointing.dir", StateFiles.uri(states.of(submission.query())));
        options.put("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
        options.put("execution.checkpointing.mode", "EXACTLY_ONCE");
        options.put("execution.checkpointing.tolerable-failed-checkpoints", "10");
        options.put("execution.checkpointing.num-retained", "2");
        options.put("restart-strategy.type", "exponential-delay");
        options.put("restart-strategy.exponential-delay.initial-backoff", "500 ms");
        options.put("restart-strategy.exponential-delay.max-backoff", "30 s");
        options.put("restart-strategy.exponential-delay.backoff-multiplier", "2.0");
        options.put("restart-strategy.exponential-delay.reset-backoff-threshold", "5 min");
        options.put("restart-strategy.exponential-delay.attempts-before-reset-backoff", "8");
        options.putIfAbsent(
                "execution.checkpointing.interval",
                settings.checkpointInterval().toMillis() + " ms");
        options.keySet().removeIf(submission.plan().options()::containsKey);
        return options;
    }

    Map<String, JobState> states() {
        Map<String, JobState> states = new LinkedHashMap<>();
        Collection<JobDetails> jobs = answer(cluster.jobDetails(settings.callTimeout()));
        jobs.forEach(job -> states.put(job.getJobId().toHexString(), state(job)));
        known.addAll(states.keySet());
        failures.keySet().retainAll(states.keySet());
        return states;
    }

    private JobState state(JobDetails job) {
        JobState known = failures.get(job.getJobId().toHexString());
        return known == null ? stateNow(job) : known;
    }

    private JobState stateNow(JobDetails job) {
        return switch (job.getStatus()) {
            case INITIALIZING, CREATED, RECONCILING, SUSPENDED, FAILING -> new JobState.Starting();
            case RESTARTING -> restarting(job.getJobId());
            case RUNNING -> allTasksRun(job) ? new JobState.Running() : new JobState.Starting();
            // Still holds what it writes to.
            case CANCELLING -> new JobState.Running();
            case FINISHED, CANCELED -> new JobState.Ended();
            case FAILED ->
                failures.computeIfAbsent(
                        job.getJobId().toHexString(),
                        id -> new JobState.Failed(
                                error(job.getJobId()).map(FailureReasons::of).orElse("the cluster does not say why")));
        };
    }

    @SuppressWarnings("EnumOrdinal") // Flink's array is indexed by it
    private static boolean allTasksRun(JobDetails job) {
        int[] tasks = job.getTasksPerState();
        int up = tasks[ExecutionState.RUNNING.ordinal()] + tasks[ExecutionState.FINISHED.ordinal()];
        return up == job.getNumTasks();
    }

    /** A job that fails of its data or its state would be started again for minutes before Flink gives up. */
    private JobState restarting(JobID id) {
        Optional<Throwable> error = error(id);
        Optional<String> hopeless = error.flatMap(FailureReasons::ifHopeless);
        if (hopeless.isEmpty()) {
            return new JobState.Starting(error.map(FailureReasons::of).orElse(""));
        }
        JobState.Failed failed = new JobState.Failed(hopeless.get());
        failures.put(id.toHexString(), failed);
        var unused = cluster.cancel(id);
        return failed;
    }

    private Optional<Throwable> error(JobID id) {
        return answer(cluster.failure(id));
    }

    String stop(String jobId, UUID query) {
        JobID id = JobID.fromHexString(jobId);
        try {
            return await(cluster.stopWithSavepoint(id, StateFiles.uri(states.of(query))));
        } catch (ExecutionException e) {
            // The job ended or is being started again: what it wrote down last is all there is.
            Optional<String> newest = states.newest(query);
            if (newest.isPresent()) {
                cancel(jobId);
                return newest.get();
            }
            throw StatementException.of(
                            ErrorCode.INVALID_QUERY,
                            "query %s cannot be stopped with its state: it does not run and has no checkpoint",
                            query)
                    .causedBy(e);
        }
    }

    void cancel(String jobId) {
        JobID id = JobID.fromHexString(jobId);
        try {
            await(cluster.cancel(id));
            cluster.end(id).get(CANCEL_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // Unknown, ended already, or its tasks take their time: it will not come back in any of the cases.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    JobFigures figures(String jobId) {
        JobID id = JobID.fromHexString(jobId);
        FlinkCluster.Checkpoints checkpoints;
        try {
            checkpoints = await(cluster.checkpoints(id));
        } catch (ExecutionException e) {
            if (isKnown(id)) {
                throw unanswered(e);
            }
            return JobFigures.UNKNOWN;
        }
        JobFigures counts = answer(cluster.counts(id));
        return new JobFigures(
                counts.recordsIn(),
                counts.recordsOut(),
                counts.bytesIn(),
                counts.bytesOut(),
                checkpoints.completed(),
                checkpoints.lastMillis(),
                counts.rates(),
                counts.others());
    }

    void close() throws IOException {
        cluster.close();
    }

    private <T> T answer(CompletableFuture<T> question) {
        try {
            return await(question);
        } catch (ExecutionException e) {
            throw unanswered(e);
        }
    }

    private <T> T await(CompletableFuture<T> question) throws ExecutionException {
        try {
            return question.get(settings.callTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw unanswered(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unanswered(e);
        }
    }

    private static StatementException unanswered(Exception cause) {
        if (cause.getCause() instanceof StatementException said) {
            return said;
        }
        return StatementException.of(ErrorCode.COMPUTE_POOL_NOT_READY, "the compute pool does not answer")
                .causedBy(cause);
    }
}
