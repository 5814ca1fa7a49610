package io.braid.dist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.braid.client.BraidClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server as users run it: the launcher of the distribution, in a process of its own. */
final class ServerProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(15);

    private final Process process;
    private final Path data;
    private final Path output;
    /** Where its own output begins, after that of its predecessors on the same directory. */
    private final int begin;

    private ServerProcess(Process process, Path data, Path output, int begin) {
        this.process = process;
        this.data = data;
        this.output = output;
        this.begin = begin;
    }

    /** Starts a server and waits until it answers statements. */
    static ServerProcess start(Path data, String... arguments) {
        ServerProcess server = launch(data, arguments);
        try {
            server.awaitReady();
            return server;
        } catch (AssertionError e) {
            server.close();
            throw e;
        }
    }

    /** Starts a server that may not get far. */
    static ServerProcess launch(Path data, String... arguments) {
        List<String> all = new ArrayList<>(List.of("start", "--data", data.toString(), "--port", "0"));
        all.addAll(List.of(arguments));
        Path output = data.resolveSibling(data.getFileName() + ".out");
        int begin = read(output).length();
        return new ServerProcess(braid(output, all.toArray(String[]::new)), data, output, begin);
    }

    /** Runs the launcher; what it prints is added to a file. */
    static Process braid(Path output, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("braid.home"), "bin", "braid").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        // What the developer has set for a server of their own is nothing to these.
        environment.keySet().removeIf(name -> name.startsWith("BRAID_"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        // These servers are too short-lived for the second compiler to pay for itself.
        environment.put("BRAID_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            // A test run that is broken off shall leave nothing behind.
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        Await.until("ready: " + data, START, () -> {
            if (!process.isAlive()) {
                throw new AssertionError("the server ended with " + process.exitValue() + ":\n" + output());
            }
            return output().contains("ready http");
        });
    }

    String output() {
        return read(output).substring(begin);
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Process process() {
        return process;
    }

    Path data() {
        return data;
    }

    private JsonNode endpoints() {
        try {
            return new ObjectMapper().readTree(data.resolve("endpoints.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI api() {
        return URI.create(endpoints().path("api").asText());
    }

    String kafka() {
        return endpoints().path("kafka").asText();
    }

    /** Flink's own REST address. */
    String flink() {
        return endpoints().path("flink").asText();
    }

    String token() {
        try {
            return Files.readString(data.resolve("token")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    BraidClient client() {
        return BraidClient.of(api(), token());
    }

    /** As {@code kill -9} does: no goodbye, nothing flushed. */
    void kill() {
        process.destroyForcibly();
        awaitEnd(STOP);
    }

    /** As an operator does, with SIGTERM; gives the exit status. */
    int stop() {
        process.destroy();
        return awaitEnd(STOP);
    }

    int awaitEnd(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("still runs after " + patience.toSeconds() + " s:\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            process.destroyForcibly();
            awaitEnd(STOP);
        }
    }
}
