package io.braid.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.braid.engine.StatementOutcome.Streaming;
import io.braid.feed.FeedRow;
import io.braid.feed.RowBatch;
import io.braid.server.FakeFeed;
import io.braid.server.FakeStatements;
import io.braid.server.http.TestServer.Options;
import io.braid.spi.ChangeKind;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.ErrorCode;
import io.braid.spi.RowType;
import io.braid.spi.StatementException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Live rows over WebSocket, with what each official client was seen to send and to need. */
class LiveRowsTest {
    private static final RowType COLUMNS = RowType.of(
            new Column("name", DataType.varchar(20), true),
            new Column("price", DataType.decimal(10, 2), false),
            new Column("at", DataType.timestampLtz(3), true));
    private static final String GO = "User-Agent: Go-http-client/1.1\nds-session-id: s1";
    private static final String TYPESCRIPT = "X-Nothing: 1";
    private static final String PYTHON = "User-Agent: Python/3.12 websockets/12.0";
    private static final String OURS = "User-Agent: braid-client/1";

    private record Statement(String path, String token, FakeFeed feed) {
        String auth() {
            return "{\"type\":\"auth\",\"accessToken\":\"" + token + "\"}";
        }
    }

    @TempDir
    private Path folder;

    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {",\"sessionId\":\"\"}\n", ",\"sessionId\":\"s1\"}\n", "}", ",\"sessionId\":null}"})
    void everyClientsFirstFrameIsUnderstood(String end) throws IOException {
        Statement statement = statement();
        statement.feed.put(FeedRow.insert("a", new java.math.BigDecimal("1.50"), Instant.EPOCH));
        try (RawSocket socket = open(statement, GO)) {
            socket.send("{\"type\":\"auth\",\"accessToken\":\"" + statement.token + "\"" + end);

            assertThat(socket.json())
                    .hasToString("{\"type\":\"metadata\",\"headers\":{},\"columns\":["
                            + "{\"name\":\"name\",\"type\":\"VARCHAR(20)\",\"nullable\":true,\"length\":20,"
                            + "\"precision\":null,\"scale\":null},"
                            + "{\"name\":\"price\",\"type\":\"DECIMAL(10, 2)\",\"nullable\":false,\"length\":null,"
                            + "\"precision\":10,\"scale\":2},"
                            + "{\"name\":\"at\",\"type\":\"TIMESTAMP_LTZ(3)\",\"nullable\":true,\"length\":null,"
                            + "\"precision\":3,\"scale\":null}]}");
            assertThat(socket.json())
                    .hasToString("{\"type\":\"data\",\"headers\":{},\"data\":[\"a\",\"1.50\","
                            + "\"1970-01-01 00:00:00.000Z\"]}");
        }
    }

    @Test
    void rowsEndWhenTheirTokenIsRevoked() throws IOException {
        Statement statement = statement();
        statement.feed.put(row(ChangeKind.INSERT, "before"));
        try (RawSocket socket = openAndRead(statement, GO)) {
            assertThat(socket.json().at("/data/0").asText()).isEqualTo("before");
            server.revoke();
            assertThat(socket.json().at("/message").asText()).isEqualTo("the token of this result is no longer good");
            assertThat(socket.receive().opcode()).isEqualTo(RawSocket.CLOSE);
        }
    }

    @Test
    void onlyWhatIsTrueNowIsSent() throws IOException {
        Statement statement = statement();
        statement.feed.put(
                row(ChangeKind.INSERT, "insert"),
                row(ChangeKind.UPDATE_BEFORE, "before"),
                row(ChangeKind.UPDATE_AFTER, "after"),
                row(ChangeKind.DELETE, "delete"),
                row(ChangeKind.INSERT, "last"));
        try (RawSocket socket = openAndRead(statement, GO)) {
            assertThat(socket.json().at("/data/0").asText()).isEqualTo("insert");
            assertThat(socket.json().at("/data/0").asText()).isEqualTo("after");
            JsonNode last = socket.json();
            assertThat(last.at("/data/0").asText()).isEqualTo("last");
            assertThat(last.at("/data/1").isNull()).isTrue();
        }
    }

    @Test
    void aFailureHasTheShapeThatGoAndTypeScriptRead() throws IOException {
        Statement statement = statement();
        statement.feed.failure = StatementException.of(ErrorCode.REMOTE_UNAVAILABLE, "store \"s\" is gone");
        try (RawSocket socket = openAndRead(statement, TYPESCRIPT)) {
            assertThat(socket.json())
                    .hasToString("{\"type\":\"error\",\"headers\":{},\"message\":\"store \\\"s\\\" is gone\","
                            + "\"sqlCode\":\"57015\",\"error\":{\"message\":\"store \\\"s\\\" is gone\","
                            + "\"sqlCode\":\"57015\"}}");
            staysOpen(socket);
        }
    }

    @Test
    void aFailureHasExactlyTheKeysThatPythonTakes() throws IOException {
        Statement statement = statement();
        statement.feed.failure = StatementException.of(ErrorCode.REMOTE_UNAVAILABLE, "gone");
        try (RawSocket socket = openAndRead(statement, PYTHON)) {
            assertThat(socket.json())
                    .hasToString("{\"type\":\"error\",\"headers\":{},\"message\":\"gone\",\"sql_code\":\"57015\"}");
            staysOpen(socket);
        }
    }

    @Test
    void aFinishedResultStaysOpenUntilTheClientLeaves() throws Exception {
        Statement statement = statement();
        statement.feed.put(row(ChangeKind.INSERT, "only"));
        statement.feed.ended = true;
        try (RawSocket socket = openAndRead(statement, PYTHON)) {
            socket.json();
            assertThat(statement.feed.closed.await(10, TimeUnit.SECONDS)).isTrue();
            staysOpen(socket);
        }
    }

    @Test
    void aFinishedResultIsClosedForOurOwnClient() throws IOException {
        Statement statement = statement();
        statement.feed.put(row(ChangeKind.INSERT, "only"));
        statement.feed.ended = true;
        try (RawSocket socket = openAndRead(statement, OURS)) {
            socket.json();
            RawSocket.Frame frame = socket.receive();
            assertThat(frame.opcode()).isEqualTo(RawSocket.CLOSE);
            assertThat(frame.closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void aBadTokenIsRefusedInBothShapes() throws IOException {
        Statement one = statement();
        Statement other = statement();
        try (RawSocket socket = open(one, GO)) {
            socket.send(other.auth());
            JsonNode refusal = socket.json();
            assertThat(refusal.get("message").asText()).isEqualTo("token is for another statement");
            assertThat(refusal.get("sqlCode").asText()).isEqualTo("42501");
            assertThat(socket.receive().closeCode()).isEqualTo(1008);
        }
        try (RawSocket socket = open(one, PYTHON)) {
            socket.send("{\"type\":\"auth\",\"accessToken\":\"" + server.token + "\"}");
            assertThat(socket.json().get("sql_code").asText()).isEqualTo("42501");
        }
        try (RawSocket socket = open(one, GO)) {
            socket.send("hello");
            assertThat(socket.json().get("message").asText()).contains("first frame");
        }
    }

    @Test
    void aResultHasOneReader() throws IOException {
        Statement statement = statement();
        try (RawSocket first = openAndRead(statement, GO);
                RawSocket second = open(statement, GO)) {
            second.send(statement.auth());
            assertThat(second.json().get("message").asText()).contains("does not exist or has a reader");
            assertThat(first.socket().isConnected()).isTrue();
        }
    }

    @Test
    void aClientThatSaysNothingIsRefused() throws IOException {
        server.close();
        server = new TestServer(
                folder,
                new Options(Duration.ofSeconds(1), 4, 16, Duration.ofMillis(100), Duration.ofMillis(100), null));
        try (RawSocket socket = open(statement(), GO)) {
            assertThat(socket.json().get("message").asText()).contains("did not come in time");
        }
    }

    @Test
    void theServerPings() throws IOException {
        server.close();
        server = new TestServer(
                folder, new Options(Duration.ofSeconds(1), 4, 16, Duration.ofSeconds(9), Duration.ofMillis(50), null));
        try (RawSocket socket = open(statement(), GO)) {
            assertThat(socket.receive().opcode()).isEqualTo(RawSocket.PING);
            assertThat(socket.receive().opcode()).isEqualTo(RawSocket.PING);
        }
    }

    @Test
    void pingsOfTheClientAreAnswered() throws IOException {
        Statement statement = statement();
        try (RawSocket socket = openAndRead(statement, PYTHON)) {
            socket.frame(RawSocket.PING, new byte[] {7, 8});
            RawSocket.Frame pong = socket.receive();
            assertThat(pong.opcode()).isEqualTo(RawSocket.PONG);
            assertThat(pong.payload()).containsExactly(7, 8);
        }
    }

    @Test
    void aCloseFrameIsAnsweredAndTheFeedClosedAtOnce() throws Exception {
        Statement statement = statement();
        try (RawSocket socket = openAndRead(statement, PYTHON)) {
            long started = System.nanoTime();
            socket.frame(RawSocket.CLOSE, new byte[] {3, (byte) 0xe8});
            assertThat(socket.receive().closeCode()).isEqualTo(1000);
            assertThat(socket.atEnd()).isTrue();
            assertThat(statement.feed.closed.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void aCloseFrameWithoutCodeIsAnsweredToo() throws Exception {
        Statement statement = statement();
        try (RawSocket socket = openAndRead(statement, TYPESCRIPT)) {
            socket.frame(RawSocket.CLOSE, new byte[0]);
            assertThat(socket.receive().opcode()).isEqualTo(RawSocket.CLOSE);
            assertThat(socket.atEnd()).isTrue();
        }
        assertThat(statement.feed.closed.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aClientThatJustGoesAwayIsNoticed() throws Exception {
        Statement statement = statement();
        openAndRead(statement, GO).close();
        assertThat(statement.feed.closed.await(2, TimeUnit.SECONDS)).isTrue();
        await(() -> server.streams.count() == 0);
    }

    @Test
    void aClientThatDoesNotReadHoldsOnlyItsOwnFeed() throws Exception {
        Statement stalled = statement();
        stalled.feed.endless =
                () -> new RowBatch(Collections.nCopies(100, row(ChangeKind.INSERT, "x".repeat(1_000))), 0);
        Socket narrow = new Socket();
        narrow.setReceiveBufferSize(1 << 14);
        narrow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.api.port()));
        try (RawSocket socket = RawSocket.open(narrow, stalled.path, GO)) {
            socket.send(stalled.auth());
            long held = settled(stalled.feed);
            // What was taken lies in the buffers of the two sockets and in ours: bounded, whatever the feed has.
            assertThat(held).isLessThan(20_000);

            Statement other = statement();
            other.feed.put(row(ChangeKind.INSERT, "free"));
            try (RawSocket second = openAndRead(other, GO)) {
                assertThat(second.json().at("/data/0").asText()).isEqualTo("free");
            }
            assertThat(stalled.feed.polled.get()).isEqualTo(held);
        }
        assertThat(stalled.feed.closed.await(2, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void oneSocketTooManyIsRefused() throws IOException {
        List<RawSocket> sockets = new ArrayList<>();
        Statement statement = statement();
        for (int i = 0; i < 16; i++) {
            sockets.add(open(statement, GO));
        }
        await(() -> server.streams.count() == 16);
        assertThatThrownBy(() -> open(statement, GO)).hasMessageContaining("503");
        for (RawSocket socket : sockets) {
            socket.close();
        }
        await(() -> server.streams.count() == 0);
        open(statement, GO).close();
    }

    @Test
    void aStoppingServerSaysGoodbye() throws Exception {
        Statement statement = statement();
        try (RawSocket socket = openAndRead(statement, GO)) {
            server.close();
            assertThat(socket.receive().closeCode()).isEqualTo(1001);
            assertThat(statement.feed.closed.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void sendsManySmallFramesASecond() throws Exception {
        int count = 300_000;
        Statement statement = statement();
        List<FeedRow> rows = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            rows.add(FeedRow.insert("User_" + i, new java.math.BigDecimal("12.34"), Instant.EPOCH.plusMillis(i)));
        }
        RowBatch batch = new RowBatch(rows, 0);
        statement.feed.endless = () -> batch;
        try (RawSocket socket = openAndRead(statement, GO)) {
            long started = System.nanoTime();
            for (int i = 0; i < count; i++) {
                if (socket.receive().opcode() != RawSocket.TEXT) {
                    throw new IOException("not a row");
                }
            }
            double perSecond = count / ((System.nanoTime() - started) / 1e9);
            System.out.printf("%,.0f frames/s sent%n", perSecond);
            assertThat(perSecond).isGreaterThan(20_000);
        }
    }

    /** Nothing more comes, yet the connection answers. */
    private static void staysOpen(RawSocket socket) throws IOException {
        socket.frame(RawSocket.PING, new byte[] {1});
        assertThat(socket.receive().opcode()).isEqualTo(RawSocket.PONG);
    }

    /** How much a feed has given when it is not asked any more for a while. */
    private static long settled(FakeFeed feed) {
        long[] last = {-1};
        int[] same = {0};
        await(() -> {
            long now = feed.polled.get();
            same[0] = now == last[0] && now > 0 ? same[0] + 1 : 0;
            last[0] = now;
            return same[0] > 50;
        });
        return last[0];
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("condition did not come true in time");
            }
            java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
        }
    }

    private static FeedRow row(ChangeKind kind, String name) {
        return new FeedRow(kind, new Object[] {name, null, null});
    }

    private Statement statement() throws IOException {
        server.answers(new Streaming(FakeStatements.CONTEXT, COLUMNS, UUID.randomUUID()));
        JsonNode json = server.post("SELECT * FROM s;").json();
        UUID id = UUID.fromString(json.get("statementID").asText());
        FakeFeed feed = new FakeFeed(COLUMNS);
        server.statements.feeds.put(id, feed);
        return new Statement(
                "/v2/print/" + id, json.at("/metadata/dataplaneRequest/token").asText(), feed);
    }

    private RawSocket open(Statement statement, String headers) throws IOException {
        return RawSocket.open(server.connect(), statement.path, headers);
    }

    /** Authenticated, and past the metadata. */
    private RawSocket openAndRead(Statement statement, String headers) throws IOException {
        RawSocket socket = open(statement, headers);
        socket.send(statement.auth());
        assertThat(socket.json().get("type").asText()).isEqualTo("metadata");
        return socket;
    }
}
