package io.braid.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A server for as long as a command runs, ^C included; its data go with it unless somebody wants to keep them. */
final class TemporaryServer implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);

    private final ChildServer server;
    private final Path data;
    private final boolean keep;

    private TemporaryServer(ChildServer server, Path data, boolean keep) {
        this.server = server;
        this.data = data;
        this.keep = keep;
    }

    static TemporaryServer start(PrintWriter out) throws IOException {
        return start(null, out);
    }

    /** @param kept where the data shall stay; null for nowhere */
    static TemporaryServer start(@Nullable Path kept, PrintWriter out) throws IOException {
        Path directory = kept != null ? kept : Files.createTempDirectory("braid-demo");
        TemporaryServer server = new TemporaryServer(ChildServer.start(directory), directory, kept != null);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "server-end"));
        try {
            server.awaitReady(out);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    private void awaitReady(PrintWriter out) {
        long started = System.nanoTime();
        out.print("Starting Braid with an embedded Kafka and Flink ");
        out.flush();
        while (!server.awaitReady(Duration.ofSeconds(1))) {
            out.print('.');
            out.flush();
            if (System.nanoTime() - started > START_TIMEOUT.toNanos()) {
                throw new TerminalException("the server was not ready within " + START_TIMEOUT.toMinutes()
                        + " minutes:\n" + server.output());
            }
        }
        out.printf(" ready after %.1f s%n", (System.nanoTime() - started) / 1e9);
    }

    String url() {
        return server.url();
    }

    Path data() {
        return data;
    }

    /** Returns when the server has ended. */
    void await() throws InterruptedException {
        server.await();
    }

    /** May be called twice: by ^C, and at the end. */
    @Override
    public void close() {
        server.close();
        if (keep || !Files.exists(data)) {
            return;
        }
        try {
            delete(data);
        } catch (IOException e) {
            System.err.println("braid: \"" + data + "\" could not be deleted: " + e);
        }
    }

    private static void delete(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
