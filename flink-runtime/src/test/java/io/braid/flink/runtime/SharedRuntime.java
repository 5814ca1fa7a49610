package io.braid.flink.runtime;

import io.braid.engine.run.JobState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** One runtime for all tests of this JVM: starting it takes longer than most of them. */
final class SharedRuntime {
    static final FlinkRuntime RUNTIME = start();

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private SharedRuntime() {}

    private static FlinkRuntime start() {
        try {
            Path directory = Files.createTempDirectory("braid-flink");
            FlinkRuntime runtime = new FlinkRuntime(
                    RuntimeSettings.in(directory).withSlots(16).withCheckpointInterval(Duration.ofMillis(100)));
            var unused = runtime.start();
            Runtime.getRuntime().addShutdownHook(new Thread(runtime::close));
            return runtime;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it is so. */
    static void await(String what, Callable<Boolean> condition) throws Exception {
        await(what, PATIENCE, condition);
    }

    static void await(String what, Duration patience, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + patience + ": " + what);
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    static void awaitRunning(String jobId) throws Exception {
        await("job runs", () -> {
            JobState state = RUNTIME.jobs().get(jobId);
            if (state instanceof JobState.Failed failed) {
                throw new AssertionError("job failed: " + failed.reason());
            }
            return state instanceof JobState.Running;
        });
    }

    static String awaitFailure(String jobId) throws Exception {
        await("job failed", () -> failure(jobId).isPresent());
        return failure(jobId).orElseThrow();
    }

    private static Optional<String> failure(String jobId) {
        return RUNTIME.jobs().get(jobId) instanceof JobState.Failed failed
                ? Optional.of(failed.reason())
                : Optional.empty();
    }

    static void awaitEnd(String jobId) throws Exception {
        await("job ended", () -> RUNTIME.jobs().get(jobId) instanceof JobState.Ended);
    }
}
