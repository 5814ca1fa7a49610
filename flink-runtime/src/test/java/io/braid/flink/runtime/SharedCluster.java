package io.braid.flink.runtime;

import io.braid.catalog.RemoteFlink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One cluster of processes for all tests of this JVM, with our code among its libraries, and one runtime on it. */
final class SharedCluster {
    static final Path DIRECTORY = newDirectory();
    static final FlinkProcesses PROCESSES = FlinkProcesses.start(DIRECTORY.resolve("cluster"), jobCode(), 16);
    static final FlinkRuntime RUNTIME = started(settings());

    private SharedCluster() {}

    private static Path newDirectory() {
        try {
            return Files.createTempDirectory("braid-remote");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> jobCode() {
        try {
            return JobCode.jars(DIRECTORY.resolve("code"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RuntimeSettings settings() {
        return RuntimeSettings.in(DIRECTORY.resolve("server"))
                .withCheckpointInterval(Duration.ofMillis(200))
                .withHome(PROCESSES.address(RemoteFlink.Code.INSTALLED));
    }

    static FlinkRuntime started(RuntimeSettings settings) {
        FlinkRuntime runtime = new FlinkRuntime(settings);
        var unused = runtime.start();
        Runtime.getRuntime().addShutdownHook(new Thread(runtime::close));
        return runtime;
    }
}
