package io.braid.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The one server of all tests that do not need to stop theirs; a start takes as long as several tests. */
final class SharedServer {
    private static final ServerProcess SERVER = start();

    private SharedServer() {}

    static ServerProcess get() {
        return SERVER;
    }

    private static ServerProcess start() {
        try {
            // Below target and not in the system's folder for temporary files: its logs tell why a test failed.
            Path folder = Files.createDirectories(
                    Path.of(System.getProperty("braid.home")).resolve("../../it"));
            return ServerProcess.start(
                    Files.createTempDirectory(folder.toRealPath(), "shared").resolve("data"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
