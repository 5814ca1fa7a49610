package io.braid.flink.runtime;

import io.braid.engine.run.JobFigures;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.messages.webmonitor.JobDetails;

/** What is asked of a cluster, in this JVM or elsewhere. Answers come later; called from many threads. */
interface FlinkCluster extends AutoCloseable {
    /** For people: where its own pages are. */
    String restAddress();

    /** Puts the job on the cluster's machines; completes when it was accepted. */
    CompletableFuture<?> submit(JobGraph job);

    CompletableFuture<Collection<JobDetails>> jobDetails(Duration timeout);

    /** Why a job failed, or why it is being started again. */
    CompletableFuture<Optional<Throwable>> failure(JobID job);

    CompletableFuture<String> stopWithSavepoint(JobID job, String directory);

    CompletableFuture<?> cancel(JobID job);

    /** Completes when the job has ended in any way. */
    CompletableFuture<?> end(JobID job);

    /** Fails when there is no such job. */
    CompletableFuture<Checkpoints> checkpoints(JobID job);

    /** What sources and sinks of the job have counted; its checkpoints are not looked at. */
    CompletableFuture<JobFigures> counts(JobID job);

    @Override
    void close() throws IOException;

    /** @param lastMillis when the newest one was complete; negative when there is none */
    record Checkpoints(long completed, long lastMillis) {}
}
