package io.braid.engine.run;

import io.braid.catalog.RemoteFlink;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job to start.
 *
 * @param jobId 32 hexadecimal digits; submitting the same id again is no error and starts nothing
 * @param query checkpoints of all attempts of a query lie together, under its id
 * @param compiled from {@link StreamRuntime#compile}; null plans anew, which only a job without checkpoints may do
 * @param restorePath checkpoint or savepoint to start from
 * @param checkpointed whether its state has to survive; live results have none worth keeping
 * @param cluster where it runs; null for the server's own
 */
public record JobSubmission(
        String jobId,
        UUID query,
        BoundPlan plan,
        @Nullable String compiled,
        @Nullable String restorePath,
        boolean checkpointed,
        @Nullable RemoteFlink cluster) {
    /** For the server's own cluster. */
    public JobSubmission(
            String jobId,
            UUID query,
            BoundPlan plan,
            @Nullable String compiled,
            @Nullable String restorePath,
            boolean checkpointed) {
        this(jobId, query, plan, compiled, restorePath, checkpointed, null);
    }

    /** Where it runs, unless that is the server's own cluster. */
    public Optional<RemoteFlink> findCluster() {
        return Optional.ofNullable(cluster);
    }

    public Optional<String> findCompiled() {
        return Optional.ofNullable(compiled);
    }

    public Optional<String> findRestorePath() {
        return Optional.ofNullable(restorePath);
    }
}
