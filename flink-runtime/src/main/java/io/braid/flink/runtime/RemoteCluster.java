package io.braid.flink.runtime;

import io.braid.catalog.RemoteFlink;
import io.braid.engine.run.JobFigures;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.messages.webmonitor.JobDetails;
import org.apache.flink.runtime.messages.webmonitor.MultipleJobsDetails;
import org.apache.flink.runtime.rest.handler.legacy.messages.ClusterOverviewWithVersion;
import org.apache.flink.runtime.rest.messages.EmptyMessageParameters;
import org.apache.flink.runtime.rest.messages.EmptyRequestBody;
import org.apache.flink.runtime.rest.messages.JobExceptionsHeaders;
import org.apache.flink.runtime.rest.messages.JobExceptionsInfoWithHistory.RootExceptionInfo;
import org.apache.flink.runtime.rest.messages.JobMessageParameters;
import org.apache.flink.runtime.rest.messages.JobsOverviewHeaders;
import org.apache.flink.runtime.rest.messages.checkpoints.CheckpointingStatistics;
import org.apache.flink.runtime.rest.messages.checkpoints.CheckpointingStatisticsHeaders;
import org.apache.flink.runtime.rest.messages.job.JobExceptionsMessageParameters;
import org.apache.flink.runtime.util.EnvironmentInformation;

/**
 * A session cluster of other machines, asked through its REST interface alone. Nothing is kept of what it said: it may be
 * started anew, or be another one, at any time. Shared between threads.
 */
final class RemoteCluster implements FlinkCluster {
    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(5);

    private static final Executor SOON = CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);

    private final String address;
    private final RestClusterClient<String> client;
    private final RemoteMeter meter;

    private RemoteCluster(String address, RestClusterClient<String> client) {
        this.address = address;
        this.client = client;
        this.meter = new RemoteMeter(client);
    }

    /** Asks nothing yet. */
    static RemoteCluster of(RemoteFlink remote, Duration timeout) {
        URI uri = URI.create(remote.restUri());
        Configuration flink = new Configuration();
        flink.set(RestOptions.ADDRESS, uri.getHost());
        flink.set(RestOptions.PORT, uri.getPort());
        flink.set(RestOptions.CONNECTION_TIMEOUT, CONNECTION_TIMEOUT);
        flink.set(RestOptions.IDLENESS_TIMEOUT, timeout);
        // the reconciler asks again by itself, and a person who waits wants to be told
        flink.set(RestOptions.RETRY_MAX_ATTEMPTS, 1);
        flink.set(RestOptions.RETRY_DELAY, Duration.ofMillis(100));
        try {
            return new RemoteCluster(remote.restUri(), new RestClusterClient<>(flink, remote.restUri()));
        } catch (Exception e) {
            throw new IllegalStateException("no client could be made for " + remote.restUri(), e);
        }
    }

    @Override
    public String restAddress() {
        return address;
    }

    /** @throws StatementException in the future: the cluster cannot be reached, or its version is another */
    CompletableFuture<ClusterOverviewWithVersion> checked() {
        return asked(client.getClusterOverview()).thenApply(overview -> {
            requireVersion(overview.getVersion());
            return overview;
        });
    }

    private void requireVersion(String theirs) {
        String ours = EnvironmentInformation.getVersion();
        if (!minor(theirs).equals(minor(ours))) {
            throw StatementException.of(
                            ErrorCode.COMPUTE_POOL_NOT_READY,
                            "Flink at %s has version %s, jobs of this server need %s",
                            address,
                            theirs,
                            minor(ours))
                    .hint("the cluster has to be of the same minor version");
        }
    }

    static String minor(String version) {
        String[] parts = version.split("\\.", 3);
        return parts.length < 2 ? version : parts[0] + '.' + parts[1];
    }

    private <T> CompletableFuture<T> asked(CompletableFuture<T> question) {
        return question.exceptionallyCompose(
                error -> CompletableFuture.failedFuture(Unreachable.is(error) ? unreachable(error) : error));
    }

    private StatementException unreachable(Throwable error) {
        return StatementException.of(
                        ErrorCode.COMPUTE_POOL_NOT_READY,
                        "Flink at %s cannot be reached: %s",
                        address,
                        Unreachable.why(error))
                .hint("its JobManager has to run and its REST port to be open to this server")
                .causedBy(error);
    }

    @Override
    public CompletableFuture<?> submit(JobGraph job) {
        return checked().thenCompose(overview -> {
            requireSlots(overview, job.getMaximumParallelism());
            return asked(client.submitJob(job));
        });
    }

    private void requireSlots(ClusterOverviewWithVersion overview, int needed) {
        if (overview.getNumSlotsAvailable() < needed) {
            throw StatementException.of(
                            ErrorCode.COMPUTE_POOL_NOT_READY,
                            "Flink at %s has %d free slots of %d, the job needs %d",
                            address,
                            overview.getNumSlotsAvailable(),
                            overview.getNumSlotsTotal(),
                            needed)
                    .hint("start another TaskManager, or terminate a query");
        }
    }

    @Override
    public CompletableFuture<Collection<JobDetails>> jobDetails(Duration timeout) {
        return asked(client.sendRequest(
                        JobsOverviewHeaders.getInstance(),
                        EmptyMessageParameters.getInstance(),
                        EmptyRequestBody.getInstance()))
                .thenApply(MultipleJobsDetails::getJobs);
    }

    /** What Flink shows of the last exception: its text, not the object. */
    @Override
    public CompletableFuture<Optional<Throwable>> failure(JobID job) {
        JobExceptionsMessageParameters parameters = new JobExceptionsMessageParameters();
        parameters.jobPathParameter.resolve(job);
        return asked(client.sendRequest(JobExceptionsHeaders.getInstance(), parameters, EmptyRequestBody.getInstance()))
                .thenApply(exceptions -> {
                    List<RootExceptionInfo> entries =
                            exceptions.getExceptionHistory().getEntries();
                    return entries.stream()
                            .max((one, other) -> Long.compare(one.getTimestamp(), other.getTimestamp()))
                            .flatMap(newest -> ReportedFailure.of(newest.getStacktrace()));
                });
    }

    @Override
    public CompletableFuture<String> stopWithSavepoint(JobID job, String directory) {
        return asked(client.stopWithSavepoint(job, false, directory, SavepointFormatType.CANONICAL));
    }

    @Override
    public CompletableFuture<?> cancel(JobID job) {
        return asked(client.cancel(job));
    }

    /** Looks again and again: the job's result would bring objects of another JVM, of which its state needs none. */
    @Override
    public CompletableFuture<?> end(JobID job) {
        return ended(job);
    }

    private CompletableFuture<JobStatus> ended(JobID job) {
        return asked(client.getJobStatus(job))
                .thenCompose(status -> status.isGloballyTerminalState()
                        ? CompletableFuture.completedFuture(status)
                        : CompletableFuture.completedFuture(job).thenComposeAsync(this::ended, SOON));
    }

    @Override
    public CompletableFuture<Checkpoints> checkpoints(JobID job) {
        JobMessageParameters parameters =
                CheckpointingStatisticsHeaders.getInstance().getUnresolvedMessageParameters();
        parameters.jobPathParameter.resolve(job);
        return asked(client.sendRequest(
                        CheckpointingStatisticsHeaders.getInstance(), parameters, EmptyRequestBody.getInstance()))
                .thenApply(RemoteCluster::checkpoints);
    }

    private static Checkpoints checkpoints(CheckpointingStatistics statistics) {
        var latest = statistics.getLatestCheckpoints().getCompletedCheckpointStatistics();
        return new Checkpoints(
                statistics.getCounts().getNumberCompletedCheckpoints(),
                latest == null ? -1 : latest.getLatestAckTimestamp());
    }

    @Override
    public CompletableFuture<JobFigures> counts(JobID job) {
        return asked(meter.counts(job));
    }

    /** The jobs go on. */
    @Override
    public void close() {
        client.close();
    }
}
