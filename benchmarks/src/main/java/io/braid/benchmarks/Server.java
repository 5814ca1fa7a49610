package io.braid.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.braid.client.BraidClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server with the flags of the distribution, in a process and a directory of its own. */
final class Server implements AutoCloseable {
    private static final long START_SECONDS = 120;

    private final Process process;
    private final Path folder;
    private final long startNanos;
    private final long readyNanos;

    private Server(Process process, Path folder, long startNanos, long readyNanos) {
        this.process = process;
        this.folder = folder;
        this.startNanos = startNanos;
        this.readyNanos = readyNanos;
    }

    /** @param environment such as {@code BRAID_NO_CDS} */
    static Server start(Map<String, String> environment, String... arguments) throws Exception {
        Path folder = Files.createTempDirectory("braid-benchmark");
        List<String> command = new ArrayList<>(
                List.of(launcher(), "start", "--data", folder.resolve("data").toString(), "--port", "0"));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("out");
        long begin = System.nanoTime();
        Process process = process(command, environment)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        while (!Files.exists(folder.resolve("data/endpoints.json"))) {
            if (!process.isAlive() || System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(START_SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the server did not start:\n" + Files.readString(output));
            }
            Thread.sleep(2);
        }
        return new Server(process, folder, begin, System.nanoTime());
    }

    /** Makes the archive of classes that speeds up starts; false when that did not work, which only makes them slower. */
    static boolean makeArchive() throws Exception {
        Process process = process(List.of(launcher(), "--archive"), Map.of())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor() == 0;
    }

    private static ProcessBuilder process(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("BRAID_"));
        builder.environment().putAll(environment);
        return builder;
    }

    private static String launcher() {
        return Path.of(System.getProperty("braid.home"), "bin", "braid").toString();
    }

    double secondsToReady() {
        return (readyNanos - startNanos) / 1e9;
    }

    double secondsSinceStart() {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    long pid() {
        return process.pid();
    }

    private JsonNode endpoints() throws IOException {
        return new ObjectMapper().readTree(folder.resolve("data/endpoints.json").toFile());
    }

    String kafka() throws IOException {
        return endpoints().path("kafka").asText();
    }

    BraidClient client() throws IOException {
        String token = Files.readString(folder.resolve("data/token")).strip();
        return BraidClient.of(URI.create(endpoints().path("api").asText()), token);
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
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
