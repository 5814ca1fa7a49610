package io.braid.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The whole path with nothing of ours but the server: a Kafka producer, plain HTTP, a plain WebSocket, a Kafka consumer.
 * What comes out is counted by hand and has to be the same at all three ends.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DoneWhenIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final long WINDOW_MILLIS = 10_000;

    private final HttpClient http = HttpClient.newHttpClient();
    private ServerProcess server;
    private Broker broker;

    @BeforeAll
    void start() {
        server = SharedServer.get();
        broker = new Broker(server.kafka());
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    /** A window, a user, and what is to be counted of them. */
    private record Visits(String start, String end, String user, long count, long milliseconds) {
        static Visits of(List<String> row) {
            return new Visits(
                    row.get(0), row.get(1), row.get(2), Long.parseLong(row.get(3)), Long.parseLong(row.get(4)));
        }
    }

    @Test
    void rowsAreTheRightOnesAtEveryEnd() throws Exception {
        broker.createTopic("outside_clicks", 1);
        List<Visits> expected = produceClicks();

        JsonNode created = statement(
                "CREATE STREAM outside_clicks (ts BIGINT, userid VARCHAR, page STRUCT<url VARCHAR>,"
                        + " ms INTEGER) WITH ('topic' = 'outside_clicks', 'value.format' = 'json', 'timestamp' = 'ts');");
        assertThat(rows(created)).singleElement().satisfies(row -> {
            assertThat(row).hasSize(5).startsWith("stream", "outside_clicks", "CREATE");
            assertThat(row.get(4)).isEqualTo("[\"main\",\"public\",\"outside_clicks\"]");
        });
        statement("""
                CREATE STREAM outside_pages WITH ('topic' = 'outside_pages') AS
                SELECT window_start, userid, page->url AS url, ms
                FROM TUMBLE(outside_clicks, SIZE 10 SECONDS) WITH ('starting.position' = 'earliest')
                WHERE page->url LIKE '/shop/%';""");
        statement("""
                CREATE CHANGELOG outside_visits WITH ('topic' = 'outside_visits') AS
                SELECT window_start, window_end, userid, COUNT(*) AS n, SUM(CAST(ms AS BIGINT)) AS ms
                FROM TUMBLE(outside_clicks, SIZE 10 SECONDS) WITH ('starting.position' = 'earliest')
                GROUP BY window_start, window_end, userid;""");
        statement("CREATE MATERIALIZED VIEW outside_view AS"
                + " SELECT * FROM outside_visits WITH ('starting.position' = 'earliest');");

        assertThat(inTheTopic(expected.size())).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(overTheSocket(expected.size())).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(inTheView(expected.size())).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(aggregateOfTheView("u3")).isEqualTo(total(expected, "u3"));
        assertThat(broker.committed("outside_pages", 200, PATIENCE))
                .hasSize(200)
                .allSatisfy(value ->
                        assertThat(JSON.readTree(value).get("url").asText()).startsWith("/shop/"));
    }

    /** 400 clicks, somewhat out of order, then one much later that closes the windows of all others. */
    private List<Visits> produceClicks() {
        // Not long ago: brokers delete what is older than a week.
        long base = Instant.now().minus(Duration.ofMinutes(20)).toEpochMilli() / WINDOW_MILLIS * WINDOW_MILLIS;
        Random random = new Random(42);
        Map<String, Visits> expected = new TreeMap<>();
        for (int i = 0; i < 400; i++) {
            long ts = base + i * 150L + random.nextInt(5_000);
            String user = "u" + random.nextInt(7);
            int ms = random.nextInt(1_000);
            String url = i % 2 == 0 ? "/shop/" + i : "/help";
            broker.send(
                    "outside_clicks",
                    "{\"ts\":%d,\"userid\":\"%s\",\"page\":{\"url\":\"%s\"},\"ms\":%d,\"more\":[1]}"
                            .formatted(ts, user, url, ms));
            long start = ts / WINDOW_MILLIS * WINDOW_MILLIS;
            expected.merge(
                    start + user,
                    new Visits(text(start), text(start + WINDOW_MILLIS), user, 1, ms),
                    (a, b) -> new Visits(
                            a.start(), a.end(), a.user(), a.count() + 1, a.milliseconds() + b.milliseconds()));
        }
        broker.send("outside_clicks", "{\"ts\":%d,\"userid\":\"last\",\"ms\":0}".formatted(base + 600_000));
        broker.flush();
        return List.copyOf(expected.values());
    }

    private static String text(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis));
    }

    private static long total(List<Visits> all, String user) {
        return all.stream()
                .filter(visits -> visits.user().equals(user))
                .mapToLong(Visits::milliseconds)
                .sum();
    }

    private List<Visits> inTheTopic(int count) throws IOException {
        List<Visits> found = new ArrayList<>();
        for (String value : broker.committed("outside_visits", count, PATIENCE)) {
            JsonNode row = JSON.readTree(value);
            // The text of a time in JSON may or may not have its milliseconds; the instant is what counts.
            found.add(new Visits(
                    padded(row.get("window_start").asText()),
                    padded(row.get("window_end").asText()),
                    row.get("userid").asText(),
                    row.get("n").asLong(),
                    row.get("ms").asLong()));
        }
        return found;
    }

    private static String padded(String time) {
        return time.contains(".") ? (time + "000").substring(0, 23) : time + ".000";
    }

    private List<Visits> inTheView(int count) {
        return Await.get(count + " rows in the view", PATIENCE, () -> {
            List<List<String>> rows = rows(statement("SELECT * FROM outside_view;"));
            return rows.size() < count
                    ? Optional.empty()
                    : Optional.of(rows.stream().map(Visits::of).toList());
        });
    }

    private long aggregateOfTheView(String user) {
        JsonNode answer = statement("SELECT SUM(ms) AS ms FROM outside_view WHERE userid = '" + user + "';");
        return Long.parseLong(rows(answer).get(0).get(0));
    }

    private List<Visits> overTheSocket(int count) throws Exception {
        JsonNode answer = statement("SELECT * FROM outside_visits WITH ('starting.position' = 'earliest');");
        JsonNode door = answer.at("/metadata/dataplaneRequest");
        assertThat(door.path("requestType").asText()).isEqualTo("streaming");
        BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
        URI uri = URI.create(door.path("uri").asText().replaceFirst("^http", "ws"));
        WebSocket socket =
                http.newWebSocketBuilder().buildAsync(uri, new Frames(frames)).join();
        try {
            socket.sendText(
                            "{\"type\":\"auth\",\"accessToken\":\""
                                    + door.path("token").asText() + "\"}",
                            true)
                    .join();
            JsonNode metadata = Await.get("metadata", PATIENCE, () -> Optional.ofNullable(frames.poll()));
            assertThat(metadata.path("type").asText()).isEqualTo("metadata");
            assertThat(metadata.path("columns").findValuesAsText("name"))
                    .containsExactly("window_start", "window_end", "userid", "n", "ms");
            List<Visits> found = new ArrayList<>();
            while (found.size() < count) {
                JsonNode frame = Await.get("a row", PATIENCE, () -> Optional.ofNullable(frames.poll()));
                assertThat(frame.path("type").asText()).as(frame.toString()).isEqualTo("data");
                found.add(Visits.of(cells(frame.path("data"))));
            }
            return found;
        } finally {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        }
    }

    private static final class Frames implements WebSocket.Listener {
        private final BlockingQueue<JsonNode> frames;
        private final StringBuilder text = new StringBuilder();

        Frames(BlockingQueue<JsonNode> frames) {
            this.frames = frames;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                try {
                    frames.add(JSON.readTree(text.toString()));
                } catch (IOException e) {
                    throw new AssertionError("not JSON: " + text, e);
                }
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }

    /** A statement as plain JSON, which is what one would type with curl. */
    private JsonNode statement(String sql) {
        try {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(URI.create(server.api() + "/statements"))
                            .header("Authorization", "Bearer " + server.token())
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    JSON.writeValueAsString(Map.of("statement", sql))))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            JsonNode answer = JSON.readTree(response.body());
            assertThat(answer.path("sqlState").asText()).as(response.body()).isEqualTo("00000");
            return answer;
        } catch (IOException e) {
            throw new AssertionError(sql, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(sql, e);
        }
    }

    private static List<List<String>> rows(JsonNode answer) {
        List<List<String>> rows = new ArrayList<>();
        answer.path("data").forEach(row -> rows.add(cells(row)));
        return rows;
    }

    private static List<String> cells(JsonNode row) {
        List<String> cells = new ArrayList<>();
        row.forEach(cell -> cells.add(cell.asText()));
        return cells;
    }
}
