package io.braid.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A server in a process of its own, which ends with this one. */
final class ChildServer implements AutoCloseable {
    /** Flags for the child's Java, separated by blanks; without it the child gets this process's own. */
    static final String FLAGS = "braid.server.flags";

    private static final String MAIN = "io.braid.server.Main";
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(12);
    /** A process that records an archive of its classes writes it at its very end, which takes a while. */
    private static final Duration RECORDING_TIMEOUT = Duration.ofSeconds(90);

    private static final int LINES_KEPT = 20;

    private final Process process;
    private final CompletableFuture<String> url = new CompletableFuture<>();
    private final Deque<String> lastLines = new ArrayDeque<>();

    private ChildServer(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "server-output");
        reader.setDaemon(true);
        reader.start();
    }

    static ChildServer start(Path data) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
        command.addAll(List.of("--data", data.toString(), "--port", "0", "--set", "kafka.port=0", "--trial-data"));
        // Our end of its standard input closes when this process ends, however it ends.
        command.add("--until-input-ends");
        return new ChildServer(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Whether it was ready in time. */
    boolean awaitReady(Duration patience) {
        try {
            url.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TerminalException("interrupted while the server started");
        } catch (ExecutionException e) {
            throw new TerminalException("the server did not start:\n" + output());
        }
    }

    String url() {
        return url.join();
    }

    String output() {
        synchronized (lastLines) {
            return String.join("\n", lastLines);
        }
    }

    /** Returns when the process has ended. */
    void await() throws InterruptedException {
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            Duration patience = records() ? RECORDING_TIMEOUT : STOP_TIMEOUT;
            if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                process.waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static boolean records() {
        return System.getProperty(FLAGS, "").contains("-XX:ArchiveClassesAtExit");
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (lastLines) {
                    lastLines.addLast(line);
                    if (lastLines.size() > LINES_KEPT) {
                        lastLines.removeFirst();
                    }
                }
                if (line.startsWith("ready ")) {
                    url.complete(line.substring("ready ".length()).strip());
                }
            }
        } catch (IOException e) {
            // the process has gone, which is told below
        }
        url.completeExceptionally(new IllegalStateException("the server ended"));
    }

    /** An archive of classes is written at the end of one process; two would write over each other. */
    private static List<String> flags() {
        String told = System.getProperty(FLAGS);
        if (told != null) {
            return Arrays.stream(told.split(" ", -1)).filter(f -> !f.isBlank()).toList();
        }
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(f -> !f.startsWith("-XX:ArchiveClassesAtExit") && !f.startsWith("-agent"))
                .toList();
    }
}
