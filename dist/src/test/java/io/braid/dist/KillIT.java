package io.braid.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.braid.client.BraidClient;
import io.braid.client.StatementResult;
import io.braid.client.wire.ResultSet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server is killed twice while numbers flow through it. Nobody types a command afterwards: the broker is back at its
 * old address, catalog, statements and queries are back by themselves, and every number has gone everywhere once.
 */
final class KillIT {
    private static final int NUMBERS = 20_000;
    private static final int PER_SECOND = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void nothingIsLostAndNothingComesTwice() throws Exception {
        Path data = folder.resolve("data");
        ServerProcess server = ServerProcess.start(data);
        try (Broker broker = new Broker(server.kafka())) {
            String statement = createQueries(server.client());
            List<List<@Nullable String>> catalog = catalog(server.client());
            AtomicInteger written = new AtomicInteger();
            Thread producer = produce(broker, written);

            for (int killAfter : List.of(4_000, 11_500)) {
                Await.until(killAfter + " numbers are written", PATIENCE, () -> written.get() >= killAfter);
                server.kill();
                server = ServerProcess.start(data);

                assertThat(catalog(server.client())).isEqualTo(catalog);
                assertThat(rowsOf(server.client(), statement)).isNotEmpty();
                awaitRunning(server.client());
            }
            producer.join(PATIENCE.toMillis());
            broker.flush();
            assertThat(written.get()).isEqualTo(NUMBERS);

            assertEachNumberOnce(broker, "kill_numbers");
            assertEachNumberOnce(broker, "kill_passed");
            assertViews(server.client());
        } finally {
            server.close();
        }
    }

    /** Gives the id of one of the statements. */
    private static String createQueries(BraidClient client) {
        client.execute("CREATE STREAM numbers (n INTEGER) WITH ('topic' = 'kill_numbers', 'topic.partitions' = 1,"
                + " 'topic.replicas' = 1, 'value.format' = 'json', 'starting.position' = 'earliest')");
        client.execute("CREATE STREAM passed WITH ('topic' = 'kill_passed') AS SELECT n, n * 2 AS twice FROM numbers");
        client.execute("CREATE MATERIALIZED VIEW every AS SELECT n FROM numbers");
        StatementResult last = client.execute("CREATE MATERIALIZED VIEW digits AS"
                + " SELECT MOD(n, 10) AS digit, COUNT(*) AS total, MAX(n) AS highest FROM numbers GROUP BY MOD(n, 10)");
        awaitRunning(client);
        return last.statementId();
    }

    private static void awaitRunning(BraidClient client) {
        Await.until("the three queries run", PATIENCE, () -> {
            List<List<@Nullable String>> states =
                    rows(client.execute("SELECT current_state FROM deltastream.sys.\"queries\""));
            return states.size() == 3 && states.stream().allMatch(row -> "running".equals(row.get(0)));
        });
    }

    private static List<List<@Nullable String>> catalog(BraidClient client) {
        List<List<@Nullable String>> all = new ArrayList<>();
        all.addAll(rows(client.execute("SELECT fqn, relation_type, primary_key, properties, created_at"
                + " FROM deltastream.sys.\"relations\" ORDER BY fqn")));
        all.addAll(
                rows(
                        client.execute(
                                "SELECT id, \"version\", intended_state, query, created_at FROM deltastream.sys.\"queries\" ORDER BY id")));
        return all;
    }

    private static @Nullable List<List<@Nullable String>> rowsOf(BraidClient client, String statement) {
        ResultSet result = client.partition(statement, 0);
        assertThat(result.sqlState()).isEqualTo(ResultSet.SUCCESS);
        return result.data();
    }

    /** At a steady pace, through the times when there is no broker. */
    private static Thread produce(Broker broker, AtomicInteger written) {
        Thread thread = new Thread(
                () -> {
                    long start = System.nanoTime();
                    for (int n = 0; n < NUMBERS; n++) {
                        broker.send("kill_numbers", "{\"n\":" + n + "}");
                        written.incrementAndGet();
                        long due = start + TimeUnit.SECONDS.toNanos(n) / PER_SECOND;
                        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                            LockSupport.parkNanos(left);
                        }
                    }
                },
                "numbers");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void assertEachNumberOnce(Broker broker, String topic) throws IOException {
        Map<Integer, Integer> times = new TreeMap<>();
        for (String value : broker.committed(topic, NUMBERS, PATIENCE)) {
            JsonNode row = JSON.readTree(value);
            times.merge(row.get("n").asInt(), 1, Integer::sum);
        }
        assertThat(times.entrySet().stream().filter(entry -> entry.getValue() != 1))
                .as("numbers that " + topic + " has more than once")
                .isEmpty();
        assertThat(times.keySet())
                .as(topic)
                .containsExactlyElementsOf(IntStream.range(0, NUMBERS).boxed().toList());
    }

    private static void assertViews(BraidClient client) {
        String each = NUMBERS / 10 + "";
        List<List<@Nullable String>> digits = Await.get("all numbers are counted", PATIENCE, () -> {
            List<List<@Nullable String>> rows =
                    rows(client.execute("SELECT digit, total, highest FROM digits ORDER BY digit"));
            boolean complete = rows.size() == 10 && rows.stream().allMatch(row -> each.equals(row.get(1)));
            return complete ? Optional.of(rows) : Optional.empty();
        });
        assertThat(digits)
                .isEqualTo(IntStream.range(0, 10)
                        .mapToObj(digit -> List.of("" + digit, each, "" + (NUMBERS - 10 + digit)))
                        .toList());
        Await.until("the view has every number", PATIENCE, () -> rows(client.execute("SELECT MAX(n) AS n FROM every"))
                .equals(List.of(List.of(NUMBERS - 1 + ""))));
        long sum = (long) NUMBERS * (NUMBERS - 1) / 2;
        assertThat(rows(client.execute(
                        "SELECT COUNT(*) AS a, COUNT(DISTINCT n) AS b, SUM(CAST(n AS BIGINT)) AS c FROM every")))
                .isEqualTo(List.of(List.of("" + NUMBERS, "" + NUMBERS, "" + sum)));
    }

    private static List<List<@Nullable String>> rows(StatementResult result) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        result.rows().forEach(rows::add);
        return rows;
    }
}
