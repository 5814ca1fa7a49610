package io.braid.flink.runtime;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How the embedded cluster is set up.
 *
 * @param stateDirectory checkpoints and savepoints, one folder a query
 * @param scratchDirectory what may be lost when the process ends
 * @param slots how many jobs can run at once, times their parallelism
 * @param checkpointInterval of jobs that do not ask for another one. A reader who sees only committed records waits this
 *     long for them; every running job takes a checkpoint this often
 * @param readyTimeout how long a call waits for the runtime to come up
 * @param callTimeout how long a call waits for the cluster's answer
 */
public record RuntimeSettings(
        Path stateDirectory,
        Path scratchDirectory,
        int slots,
        Duration checkpointInterval,
        Duration readyTimeout,
        Duration callTimeout) {

    public static RuntimeSettings in(Path directory) {
        return new RuntimeSettings(
                directory.resolve("state"),
                directory.resolve("tmp"),
                64,
                Duration.ofSeconds(1),
                Duration.ofSeconds(60),
                Duration.ofSeconds(30));
    }

    public RuntimeSettings withSlots(int slots) {
        return new RuntimeSettings(
                stateDirectory, scratchDirectory, slots, checkpointInterval, readyTimeout, callTimeout);
    }

    public RuntimeSettings withCheckpointInterval(Duration interval) {
        return new RuntimeSettings(stateDirectory, scratchDirectory, slots, interval, readyTimeout, callTimeout);
    }
}
