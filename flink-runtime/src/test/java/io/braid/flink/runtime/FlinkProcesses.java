package io.braid.flink.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.braid.catalog.RemoteFlink;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A session cluster as an operator starts it: a JobManager and TaskManagers, each a JVM of its own, with Flink's jars and
 * none of ours unless they are installed.
 */
final class FlinkProcesses implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> NOT_FLINK = List.of(
            "/io/braid/",
            "/target/",
            "/org/apache/kafka/",
            "flink-sql-connector-kafka",
            "/org/scala-lang/",
            "junit",
            "assertj",
            "sqlite",
            "surefire");

    private final Path directory;
    private final String classPath;
    private final int restPort;
    private final int rpcPort;
    private final int slots;
    private final List<Process> taskManagers = new ArrayList<>();
    private @Nullable Process jobManager;
    private int logs;

    private FlinkProcesses(Path directory, List<Path> installed, int slots) throws IOException {
        this.directory = directory;
        this.slots = slots;
        this.restPort = freePort();
        this.rpcPort = freePort();
        this.classPath = Stream.concat(
                        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                                .filter(FlinkProcesses::isFlinks),
                        installed.stream().map(Path::toString))
                .collect(Collectors.joining(File.pathSeparator));
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("config.yaml"), configuration());
        Files.writeString(directory.resolve("logback.xml"), """
                <configuration>
                  <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>%d %level %logger{20} - %msg%n</pattern></encoder>
                  </appender>
                  <root level="WARN"><appender-ref ref="out"/></root>
                </configuration>
                """);
    }

    /** @param installed what lies among the cluster's libraries beside Flink's own */
    static FlinkProcesses start(Path directory, List<Path> installed, int slots) {
        try {
            FlinkProcesses cluster = new FlinkProcesses(directory, installed, slots);
            Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
            cluster.startJobManager();
            cluster.startTaskManager();
            cluster.awaitSlots(slots);
            return cluster;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isFlinks(String entry) {
        return NOT_FLINK.stream().noneMatch(entry::contains);
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }

    private String configuration() {
        return """
                jobmanager.rpc.address: 127.0.0.1
                jobmanager.rpc.port: %d
                jobmanager.bind-host: 127.0.0.1
                rest.address: 127.0.0.1
                rest.bind-address: 127.0.0.1
                rest.port: %d
                rest.bind-port: "%d"
                web.refresh-interval: 100
                metrics.fetcher.update-interval: 500
                cluster.io-pool.size: 4
                cluster.evenly-spread-out-slots: false
                heartbeat.interval: 1000
                heartbeat.timeout: 5000
                slot.request.timeout: 15000
                io.tmp.dirs: %s
                taskmanager.host: 127.0.0.1
                taskmanager.bind-host: 127.0.0.1
                taskmanager.numberOfTaskSlots: %d
                taskmanager.cpu.cores: 2.0
                taskmanager.memory.framework.heap.size: 128m
                taskmanager.memory.framework.off-heap.size: 64m
                taskmanager.memory.task.heap.size: 512m
                taskmanager.memory.task.off-heap.size: 0m
                taskmanager.memory.network.min: 128m
                taskmanager.memory.network.max: 128m
                taskmanager.memory.managed.size: %dm
                taskmanager.memory.jvm-metaspace.size: 512m
                taskmanager.memory.jvm-overhead.min: 64m
                taskmanager.memory.jvm-overhead.max: 64m
                classloader.check-leaked-classloader: false
                """.formatted(rpcPort, restPort, restPort, directory.resolve("tmp"), slots, 16 * slots);
    }

    RemoteFlink address(RemoteFlink.Code code) {
        return new RemoteFlink("http://127.0.0.1:" + restPort, null, code);
    }

    void startJobManager() throws IOException {
        jobManager = launch("org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint", "-Xmx384m");
    }

    void startTaskManager() throws IOException {
        taskManagers.add(launch("org.apache.flink.runtime.taskexecutor.TaskManagerRunner", "-Xmx640m"));
    }

    void killTaskManagers() {
        taskManagers.forEach(FlinkProcesses::kill);
        taskManagers.clear();
    }

    void killJobManager() {
        kill(Objects.requireNonNull(jobManager));
    }

    private Process launch(String main, String heap) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens"))
                .toList());
        command.addAll(List.of(
                heap,
                "-XX:MaxMetaspaceSize=512m",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=" + directory.resolve("logback.xml"),
                "-cp",
                classPath,
                main,
                "--configDir",
                directory.toString()));
        File log = directory.resolve("log-" + logs++ + ".txt").toFile();
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
    }

    void awaitSlots(int free) {
        await(overview -> overview.path("slots-available").asInt() >= free);
    }

    int freeSlots() {
        int[] free = new int[1];
        await(overview -> {
            free[0] = overview.path("slots-available").asInt();
            return true;
        });
        return free[0];
    }

    private void await(Predicate<JsonNode> condition) {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + restPort + "/overview"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            SharedRuntime.await("the cluster is up, see " + directory, PATIENCE, () -> {
                try {
                    String answer = http.send(request, HttpResponse.BodyHandlers.ofString())
                            .body();
                    return condition.test(new ObjectMapper().readTree(answer));
                } catch (IOException e) {
                    return false;
                }
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Everything the cluster's pages and interface say of a job: nothing secret may be there. */
    String everythingSaidOf(String jobId) throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        StringBuilder all = new StringBuilder();
        for (String page : List.of("", "/config", "/plan", "/exceptions", "/checkpoints", "/accumulators")) {
            URI uri = URI.create("http://127.0.0.1:" + restPort + "/jobs/" + jobId + page);
            all.append(http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body());
        }
        for (int i = 0; i < logs; i++) {
            all.append(Files.readString(directory.resolve("log-" + i + ".txt")));
        }
        return all.toString();
    }

    private static void kill(Process process) {
        process.destroyForcibly();
        try {
            boolean gone = process.waitFor(10, TimeUnit.SECONDS);
            if (!gone) {
                throw new IllegalStateException("a process of Flink does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        killTaskManagers();
        if (jobManager != null) {
            kill(jobManager);
        }
    }
}
