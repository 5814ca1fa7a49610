package io.braid.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A server with trial data and a few queries over it, gone without a trace afterwards. */
@Command(
        name = "demo",
        description = "Start a server with trial data, run queries over it, and say how to connect. ^C ends all of it.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--once",
            description = "Stop when everything was shown; the exit status says whether it was right.")
    private boolean once;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keep the server's data here (default: a temporary directory, deleted at the end).")
    private @Nullable Path data;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Path kept = data;
        Path directory = kept != null ? kept : Files.createTempDirectory("braid-demo");
        ChildServer server = ChildServer.start(directory);
        Thread ending = new Thread(() -> end(server, kept == null ? directory : null), "demo-end");
        Runtime.getRuntime().addShutdownHook(ending);
        try {
            awaitReady(server, out);
            new Demo(server.url(), directory, out).run();
            if (!once) {
                out.println("The server runs until you press ^C.");
                out.flush();
                server.await();
            }
            return 0;
        } catch (TerminalException e) {
            spec.commandLine().getErr().println("demo failed: " + e.getMessage());
            return Main.SQL_FAILED;
        } finally {
            out.flush();
            end(server, kept == null ? directory : null);
        }
    }

    private static void awaitReady(ChildServer server, PrintWriter out) {
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

    /** May be called twice: by ^C, and at the end. */
    private static void end(ChildServer server, @Nullable Path temporary) {
        server.close();
        if (temporary == null) {
            return;
        }
        try {
            delete(temporary);
        } catch (IOException e) {
            System.err.println("braid: \"" + temporary + "\" could not be deleted: " + e);
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
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
