package io.braid.flink.runtime;

import io.braid.catalog.RemoteFlink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the server's own cluster is set up, and what all clusters are told.
 *
 * @param stateDirectory checkpoints and savepoints, one folder a query
 * @param scratchDirectory what may be lost when the process ends
 * @param slots how many jobs can run at once, times their parallelism
 * @param checkpointInterval of jobs that do not ask for another one. A reader who sees only committed records waits this
 *     long for them; every running job takes a checkpoint this often
 * @param readyTimeout how long a call waits for the runtime to come up
 * @param callTimeout how long a call waits for the cluster's answer
 * @param feed where jobs of clusters elsewhere bring their rows
 * @param home the cluster to use in the place of an embedded one
 */
public record RuntimeSettings(
        Path stateDirectory,
        Path scratchDirectory,
        int slots,
        Duration checkpointInterval,
        Duration readyTimeout,
        Duration callTimeout,
        FeedSettings feed,
        @Nullable RemoteFlink home) {

    public static RuntimeSettings in(Path directory) {
        return new RuntimeSettings(
                directory.resolve("state"),
                directory.resolve("tmp"),
                64,
                Duration.ofSeconds(1),
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                FeedSettings.local(directory),
                null);
    }

    /** The cluster that takes the place of an embedded one. */
    public Optional<RemoteFlink> findHome() {
        return Optional.ofNullable(home);
    }

    public RuntimeSettings withSlots(int number) {
        return new RuntimeSettings(
                stateDirectory, scratchDirectory, number, checkpointInterval, readyTimeout, callTimeout, feed, home);
    }

    public RuntimeSettings withCheckpointInterval(Duration interval) {
        return new RuntimeSettings(
                stateDirectory, scratchDirectory, slots, interval, readyTimeout, callTimeout, feed, home);
    }

    public RuntimeSettings withState(Path directory) {
        return new RuntimeSettings(
                directory, scratchDirectory, slots, checkpointInterval, readyTimeout, callTimeout, feed, home);
    }

    public RuntimeSettings withFeed(FeedSettings place) {
        return new RuntimeSettings(
                stateDirectory, scratchDirectory, slots, checkpointInterval, readyTimeout, callTimeout, place, home);
    }

    public RuntimeSettings withHome(RemoteFlink cluster) {
        return new RuntimeSettings(
                stateDirectory, scratchDirectory, slots, checkpointInterval, readyTimeout, callTimeout, feed, cluster);
    }
}
