package io.braid.flink.runtime;

import io.braid.engine.run.JobFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.messages.webmonitor.JobDetails;
import org.apache.flink.runtime.messages.webmonitor.MultipleJobsDetails;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JobManager and TaskManager in this JVM. A TaskManager can die of what a job does to the JVM (a linkage error while a
 * task is cleaned up, metaspace running out), and its jobs would say RUNNING for ever: a watch starts a new one. Shared
 * between threads.
 */
public final class EmbeddedCluster implements FlinkCluster {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedCluster.class);
    private static final int TASK_MANAGERS = 1;
    private static final MemorySize NETWORK_MEMORY = MemorySize.ofMebiBytes(128);
    /**
     * A window or a sort inside a job takes its memory from the share of its slot, and refuses to start on less than about a
     * mebibyte for each; none is taken before there are rows.
     */
    private static final long MANAGED_MEBIBYTES_PER_SLOT = 16;

    private static final Duration WATCH_INTERVAL = Duration.ofMillis(500);
    private static final Duration REGISTRATION_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final Cluster cluster;
    private final ScheduledExecutorService watch;
    /** Until when a task manager that was started may still be missing; used by the watching thread alone. */
    private long awaited = System.nanoTime() + REGISTRATION_TIMEOUT.toNanos();

    private EmbeddedCluster(Cluster cluster) {
        this.cluster = cluster;
        this.watch = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "braid-cluster-watch");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Returns when jobs can be submitted. Takes seconds in a cold JVM. */
    public static EmbeddedCluster start(RuntimeSettings settings) throws Exception {
        Files.createDirectories(settings.stateDirectory());
        Files.createDirectories(settings.scratchDirectory());
        MiniClusterConfiguration configuration = new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration(settings))
                .setNumTaskManagers(TASK_MANAGERS)
                .setNumSlotsPerTaskManager(settings.slots())
                .build();
        Cluster cluster = new Cluster(configuration);
        cluster.start();
        EmbeddedCluster embedded = new EmbeddedCluster(cluster);
        var unused = embedded.watch.scheduleWithFixedDelay(
                embedded::reviveTaskManagers,
                WATCH_INTERVAL.toMillis(),
                WATCH_INTERVAL.toMillis(),
                TimeUnit.MILLISECONDS);
        return embedded;
    }

    private static Configuration configuration(RuntimeSettings settings) {
        Configuration flink = new Configuration();
        // The REST server cannot be turned off; nobody but this machine reaches it, and it changes nothing.
        flink.set(RestOptions.ADDRESS, "127.0.0.1");
        flink.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        flink.set(RestOptions.BIND_PORT, "0");
        flink.set(WebOptions.SUBMIT_ENABLE, false);
        flink.set(WebOptions.CANCEL_ENABLE, false);
        flink.set(WebOptions.REFRESH_INTERVAL, Duration.ofMillis(100));
        flink.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK_MEMORY);
        flink.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK_MEMORY);
        flink.set(
                TaskManagerOptions.MANAGED_MEMORY_SIZE,
                MemorySize.ofMebiBytes(MANAGED_MEBIBYTES_PER_SLOT * settings.slots()));
        flink.set(
                CoreOptions.TMP_DIRS,
                settings.scratchDirectory().toAbsolutePath().toString());
        flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, StateFiles.uri(settings.stateDirectory()));
        flink.set(CoreOptions.CHECK_LEAKED_CLASSLOADER, false);
        // Both ends are in this JVM: an answer that does not come means that the machine sleeps or collects garbage.
        flink.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofSeconds(5));
        flink.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, Duration.ofSeconds(60));
        flink.set(JobManagerOptions.SLOT_REQUEST_TIMEOUT, Duration.ofSeconds(15));
        flink.set(MetricOptions.REPORTERS_LIST, JobMeter.NAME);
        flink.setString("metrics.reporter." + JobMeter.NAME + ".factory.class", JobMeter.Factory.class.getName());
        flink.setString("metrics.reporter." + JobMeter.NAME + ".interval", "5 s");
        return flink;
    }

    private void reviveTaskManagers() {
        try {
            int alive = cluster.requestClusterOverview()
                    .get(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .getNumTaskManagersConnected();
            if (alive >= TASK_MANAGERS) {
                awaited = System.nanoTime();
                return;
            }
            // one that has been started needs a moment to register; meanwhile it is missing, but not gone
            if (System.nanoTime() < awaited || !cluster.isRunning()) {
                return;
            }
            log.atWarn().log("a task manager is gone, starting another one");
            awaited = System.nanoTime() + REGISTRATION_TIMEOUT.toNanos();
            cluster.startTaskManager();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            if (cluster.isRunning()) {
                log.atWarn().setCause(e).log("task managers could not be counted");
            }
        }
    }

    MiniCluster flink() {
        return cluster;
    }

    /** Graphs are handed over in memory: the road through the REST server costs a result 100 ms and more. */
    @Override
    public CompletableFuture<?> submit(JobGraph job) {
        return cluster.submitJob(job);
    }

    @Override
    public CompletableFuture<Collection<JobDetails>> jobDetails(Duration timeout) {
        return cluster.jobDetails(timeout);
    }

    @Override
    public CompletableFuture<Optional<Throwable>> failure(JobID job) {
        return cluster.getExecutionGraph(job).thenApply(graph -> Optional.ofNullable(graph.getFailureInfo())
                .map(ErrorInfo::getException)
                .map(error -> error.deserializeError(EmbeddedCluster.class.getClassLoader())));
    }

    @Override
    public CompletableFuture<String> stopWithSavepoint(JobID job, String directory) {
        return cluster.stopWithSavepoint(job, directory, false, SavepointFormatType.CANONICAL);
    }

    @Override
    public CompletableFuture<?> cancel(JobID job) {
        return cluster.cancelJob(job);
    }

    @Override
    public CompletableFuture<?> end(JobID job) {
        return cluster.requestJobResult(job);
    }

    @Override
    public CompletableFuture<Checkpoints> checkpoints(JobID job) {
        return cluster.getExecutionGraph(job).thenApply(graph -> {
            CheckpointStatsSnapshot stats = graph.getCheckpointStatsSnapshot();
            if (stats == null) {
                return new Checkpoints(-1, -1);
            }
            CompletedCheckpointStats latest = stats.getHistory().getLatestCompletedCheckpoint();
            return new Checkpoints(
                    stats.getCounts().getNumberOfCompletedCheckpoints(),
                    latest == null ? -1 : latest.getLatestAckTimestamp());
        });
    }

    @Override
    public CompletableFuture<JobFigures> counts(JobID job) {
        return CompletableFuture.completedFuture(JobMeter.of(job.toHexString())
                .map(totals -> new JobFigures(
                        totals.recordsIn(),
                        totals.recordsOut(),
                        totals.bytesIn(),
                        totals.bytesOut(),
                        -1,
                        -1,
                        totals.rates(),
                        totals.others()))
                .orElse(JobFigures.UNKNOWN));
    }

    /** Where the cluster's own REST interface is, with its metrics and job pages. */
    @Override
    public String restAddress() {
        try {
            return cluster.getRestAddress()
                    .get(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException("the cluster does not say where it is", e);
        }
    }

    @Override
    public void close() throws IOException {
        watch.shutdownNow();
        try {
            cluster.closeAsync().get(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IOException("the embedded cluster did not stop", e);
        }
    }

    /** Flink's own, for one question that it asks only itself. */
    @SuppressWarnings("try") // its close() throws Exception, which includes InterruptedException; we call closeAsync()
    private static final class Cluster extends MiniCluster {
        Cluster(MiniClusterConfiguration configuration) {
            super(configuration);
        }

        CompletableFuture<Collection<JobDetails>> jobDetails(Duration timeout) {
            return getDispatcherGatewayFuture()
                    .thenCompose(dispatcher -> dispatcher.requestMultipleJobDetails(timeout))
                    .thenApply(MultipleJobsDetails::getJobs);
        }
    }
}
