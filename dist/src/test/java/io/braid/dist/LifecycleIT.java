package io.braid.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.braid.client.BraidClient;
import io.braid.client.LiveRows;
import io.braid.client.StatementResult;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starting, stopping, and letting go. */
final class LifecycleIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Set<String> ENDED = Set.of("CANCELED", "FINISHED", "FAILED");

    @TempDir
    Path folder;

    @Test
    void aSecondServerOnTheSameDirectoryIsRefused() {
        ServerProcess first = SharedServer.get();

        try (ServerProcess second = ServerProcess.launch(first.data())) {
            assertThat(second.awaitEnd(PATIENCE)).isNotZero();
            assertThat(second.output())
                    .contains("another server is using this directory: \"" + first.data() + "\"")
                    .contains("(process " + first.process().pid() + ")");
        }
        assertThat(first.client().version().major()).isNotNegative();
    }

    @Test
    void anUnknownSettingStopsTheStartWithASuggestion() {
        try (ServerProcess server = ServerProcess.launch(folder.resolve("data"), "--set", "http.prot=80")) {
            assertThat(server.awaitEnd(PATIENCE)).isNotZero();
            assertThat(server.output()).contains("setting \"http.prot\" does not exist, did you mean \"http.port\"?");
        }
    }

    @Test
    void sigtermEndsItSoonAndARestartKeepsEverything() throws IOException {
        Path data = folder.resolve("data");
        String statement;
        String token;
        try (ServerProcess server = ServerProcess.start(data)) {
            token = server.token();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("token"))))
                    .isEqualTo("rw-------");
            BraidClient client = server.client();
            client.execute("CREATE STREAM words (word VARCHAR) WITH ('topic' = 'words', 'topic.partitions' = 1,"
                    + " 'topic.replicas' = 1, 'value.format' = 'json', 'starting.position' = 'earliest')");
            client.execute("CREATE MATERIALIZED VIEW kept AS SELECT word FROM words");
            client.execute("INSERT INTO ENTITY words VALUE('{\"word\": \"one\"}')");
            awaitRows(client, "SELECT word FROM kept", List.of(List.of("one")));
            statement = client.execute("SELECT word FROM kept").statementId();

            long begin = System.nanoTime();
            assertThat(server.stop()).isIn(0, 143);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
            assertThat(data.resolve("endpoints.json")).doesNotExist();
        }

        try (ServerProcess server = ServerProcess.start(data)) {
            BraidClient client = server.client();
            assertThat(server.token()).isEqualTo(token);
            assertThat(rows(client.execute("SELECT word FROM kept"))).containsExactly(List.of("one"));
            assertThat(client.partition(statement, 0).data()).containsExactly(List.of("one"));
            client.execute("INSERT INTO ENTITY words VALUE('{\"word\": \"two\"}')");
            awaitRows(client, "SELECT word FROM kept ORDER BY word", List.of(List.of("one"), List.of("two")));
        }
    }

    @Test
    void leavingALiveResultCancelsItsJobWithinASecond() {
        ServerProcess server = SharedServer.get();
        BraidClient client = server.client();
        client.execute("CREATE STREAM leaving (n INTEGER) WITH ('topic' = 'lifecycle_leaving', 'topic.partitions' = 1,"
                + " 'topic.replicas' = 1, 'value.format' = 'json', 'starting.position' = 'earliest')");
        client.execute("INSERT INTO ENTITY lifecycle_leaving VALUE('{\"n\": 1}')");
        Set<String> others = runningJobs(server);
        StatementResult result = client.execute("SELECT n, COUNT(*) AS times FROM leaving GROUP BY n");
        LiveRows rows = result.live();
        assertThat(rows.next(PATIENCE)).contains(List.of("1", "1"));
        // Jobs of tests before this one may be ending meanwhile: only its own counts.
        Set<String> own = runningJobs(server);
        own.removeAll(others);
        assertThat(own).hasSize(1);

        long begin = System.nanoTime();
        rows.close();

        Await.until("the job is gone", PATIENCE, () -> Collections.disjoint(runningJobs(server), own));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void terminateReleasesWhatTheQueriesHeld() {
        ServerProcess server = SharedServer.get();
        BraidClient client = server.client();
        client.execute("CREATE STREAM held (n INTEGER) WITH ('topic' = 'lifecycle_held', 'topic.partitions' = 1,"
                + " 'topic.replicas' = 1, 'value.format' = 'json', 'starting.position' = 'earliest')");
        // The first round pays for what stays: pools of threads that serve all queries.
        runAndTerminate(client, server, "warm");
        Set<String> jobs = runningJobs(server);
        int threads = threads(server);

        runAndTerminate(client, server, "held");

        Await.until("the jobs are gone", PATIENCE, () -> jobs.containsAll(runningJobs(server)));
        Await.until("the threads are gone", PATIENCE, () -> threads(server) <= threads + 10);
    }

    private static void runAndTerminate(BraidClient client, ServerProcess server, String name) {
        List<String> queries = new ArrayList<>();
        int before = threads(server);
        for (int i = 0; i < 4; i++) {
            String relation = name + i;
            StatementResult result = client.execute(
                    i % 2 == 0
                            ? "CREATE STREAM " + relation + " WITH ('topic' = 'lifecycle_" + relation
                                    + "') AS SELECT n FROM held"
                            : "CREATE MATERIALIZED VIEW " + relation
                                    + " AS SELECT n, COUNT(*) AS times FROM held GROUP BY n");
            rows(result).stream()
                    .filter(row -> "query".equals(row.get(0)))
                    .forEach(row -> queries.add(String.valueOf(row.get(1))));
        }
        assertThat(queries).hasSize(4);
        queries.forEach(query -> awaitState(client, query, "running"));
        Await.until("they have threads", PATIENCE, () -> threads(server) > before + 10);
        queries.forEach(query -> client.execute("TERMINATE QUERY " + query));
        queries.forEach(query -> awaitState(client, query, "terminated"));
    }

    @Test
    void theDemoShowsRowsAndEndsWell() {
        Path output = folder.resolve("demo.out");
        Process demo = ServerProcess.braid(output, "demo", "--once");
        try {
            assertThat(demo.waitFor(180, TimeUnit.SECONDS)).isTrue();
            assertThat(demo.exitValue()).as(Files.readString(output)).isZero();
            assertThat(output).content().contains("curl");
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } finally {
            demo.destroyForcibly();
        }
    }

    private static void awaitState(BraidClient client, String query, String state) {
        awaitRows(
                client,
                "SELECT current_state FROM deltastream.sys.\"queries\" WHERE id = '" + query + "'",
                List.of(List.of(state)));
    }

    private static void awaitRows(BraidClient client, String statement, List<List<String>> expected) {
        Await.until(statement + " gives " + expected, PATIENCE, () -> rows(client.execute(statement))
                .equals(expected));
    }

    private static List<List<@Nullable String>> rows(StatementResult result) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        result.rows().forEach(rows::add);
        return rows;
    }

    /** The jobs that hold something in the embedded Flink, by Flink's own account. */
    private static Set<String> runningJobs(ServerProcess server) {
        try {
            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(server.flink() + "/jobs/overview"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            Set<String> running = new HashSet<>();
            for (JsonNode job : JSON.readTree(response.body()).path("jobs")) {
                if (!ENDED.contains(job.path("state").asText())) {
                    running.add(job.path("jid").asText());
                }
            }
            return running;
        } catch (IOException e) {
            throw new AssertionError("Flink does not answer at " + server.flink(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** As the kernel counts them. */
    private static int threads(ServerProcess server) {
        try {
            Path status = Path.of("/proc", Long.toString(server.process().pid()), "status");
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("Threads:"))
                    .findFirst()
                    .map(line ->
                            Integer.valueOf(line.substring("Threads:".length()).strip()))
                    .orElseThrow();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
