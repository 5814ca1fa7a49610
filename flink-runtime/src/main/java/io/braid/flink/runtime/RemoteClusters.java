package io.braid.flink.runtime;

import io.braid.catalog.RemoteFlink;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The clusters elsewhere, each met when something is first wanted of it. Shared between threads. */
final class RemoteClusters implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RemoteClusters.class);
    /** The longest a question may take that a person waits for. */
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

    private final Map<RemoteFlink, ClusterJobs> clusters = new ConcurrentHashMap<>();
    private final PlannerPool planners;
    private final StateFiles states;
    private final RuntimeSettings settings;
    private final FeedDoor feeds;
    private @Nullable List<Path> code;

    RemoteClusters(PlannerPool planners, StateFiles states, RuntimeSettings settings) {
        this.planners = planners;
        this.states = states;
        this.settings = settings;
        this.feeds = new FeedDoor(settings.feed());
    }

    ClusterJobs of(RemoteFlink remote) {
        return clusters.computeIfAbsent(
                remote,
                first -> new ClusterJobs(
                        RemoteCluster.of(first, CALL_TIMEOUT), planners, states, settings, shipping(first)));
    }

    private JobShipping shipping(RemoteFlink remote) {
        List<Path> jars = remote.code() == RemoteFlink.Code.UPLOAD ? code() : List.of();
        return feeds.shipping(
                remote.findFeedAddress(),
                jars.stream()
                        .map(jar -> new org.apache.flink.core.fs.Path(jar.toUri()))
                        .toList());
    }

    private synchronized List<Path> code() {
        if (code == null) {
            try {
                code = JobCode.jars(settings.scratchDirectory());
            } catch (IOException e) {
                throw StatementException.of(
                                ErrorCode.COMPUTE_POOL_NOT_READY,
                                "what jobs need on a remote cluster cannot be packed: %s",
                                String.valueOf(e.getMessage()))
                        .causedBy(e);
            }
        }
        return code;
    }

    /** The cluster on which the job was seen. */
    Optional<ClusterJobs> find(String jobId) {
        return clusters.values().stream().filter(jobs -> jobs.knows(jobId)).findFirst();
    }

    /** Asks the cluster for its version, on a connection for this once: what is checked may be a mistake. */
    void check(RemoteFlink remote) {
        RemoteCluster cluster = RemoteCluster.of(remote, CALL_TIMEOUT);
        try {
            cluster.checked().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StatementException said) {
                throw said;
            }
            throw StatementException.of(
                            ErrorCode.COMPUTE_POOL_NOT_READY,
                            "what answers at %s is no Flink cluster: %s",
                            remote.restUri(),
                            FailureReasons.of(e))
                    .hint("flink.rest.uri is where the JobManager's REST interface and pages are")
                    .causedBy(e);
        } finally {
            cluster.close();
        }
    }

    @Override
    public void close() {
        try {
            for (ClusterJobs jobs : clusters.values()) {
                jobs.close();
            }
            feeds.close();
        } catch (IOException e) {
            log.atWarn().setCause(e).log("connections to Flink clusters did not close cleanly");
        }
    }
}
