package io.braid.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.client.wire.DataplaneRequest;
import io.braid.client.wire.StreamMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LiveRowsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String METADATA = "{\"type\":\"metadata\",\"headers\":{},\"columns\":[{\"name\":\"a\","
            + "\"type\":\"VARCHAR\",\"nullable\":true,\"length\":null,\"precision\":null,\"scale\":null}]}";

    @Test
    void authenticatesFirstAndReadsRowsUntilTheServerEnds() throws IOException, InterruptedException {
        try (SocketServer server = new SocketServer(connection -> {
                    String auth = connection.receive();
                    connection.send(METADATA);
                    connection.send("{\"type\":\"data\",\"headers\":{},\"data\":[" + quoted(auth) + "]}");
                    connection.send("{\"type\":\"news\",\"of\":{\"a\":[1]}}");
                    connection.send("{\"type\":\"data\",\"headers\":{\"k\":\"v\"},\"data\":[null]}");
                    connection.close(1000);
                    connection.receive();
                });
                LiveRows live = open(server)) {
            assertThat(live.columns())
                    .containsExactly(new StreamMessage.Column("a", "VARCHAR", true, null, null, null));
            assertThat(next(live)).hasValue(List.of("{\"type\":\"auth\",\"accessToken\":\"t\",\"sessionId\":null}"));
            assertThat(next(live).orElseThrow()).containsExactly((String) null);
            assertThat(next(live)).isEmpty();
            assertThat(live.finished()).isTrue();
            assertThat(server.requestHeads.take()).containsIgnoringCase("user-agent: braid");
        }
    }

    @Test
    void aFailureComesAfterTheRowsBeforeIt() throws IOException {
        try (SocketServer server = new SocketServer(connection -> {
                    connection.receive();
                    connection.send(METADATA);
                    connection.send("{\"type\":\"data\",\"headers\":{},\"data\":[\"1\"]}");
                    connection.send("{\"type\":\"error\",\"headers\":{},\"message\":\"store is gone\","
                            + "\"sqlCode\":\"57015\",\"error\":{\"message\":\"store is gone\",\"sqlCode\":\"57015\"}}");
                    connection.flush();
                    connection.receive();
                });
                LiveRows live = open(server)) {
            assertThat(next(live)).hasValue(List.of("1"));
            assertThatThrownBy(() -> next(live))
                    .isInstanceOfSatisfying(
                            SqlException.class, e -> assertThat(e.sqlState()).isEqualTo("57015"))
                    .hasMessage("store is gone");
        }
    }

    @Test
    void aRefusalInPlaceOfMetadataIsThrownOnOpening() throws IOException {
        try (SocketServer server = new SocketServer(connection -> {
            connection.receive();
            connection.send("{\"type\":\"error\",\"headers\":{},\"message\":\"no\",\"sqlCode\":\"42501\"}");
            connection.close(1008);
            connection.receive();
        })) {
            assertThatThrownBy(() -> open(server))
                    .isInstanceOf(SqlException.class)
                    .hasMessage("no");
        }
    }

    @Test
    void keepsUpWithEightyThousandFramesASecond() throws IOException {
        int count = 400_000;
        try (SocketServer server = new SocketServer(connection -> {
                    connection.receive();
                    connection.send(METADATA);
                    for (int i = 0; i < count; i++) {
                        connection.send(
                                "{\"type\":\"data\",\"headers\":{},\"data\":[\"" + i + "\",\"User_4\",\"Page_17\"]}");
                    }
                    connection.close(1000);
                    connection.receive();
                });
                LiveRows live = open(server)) {
            long started = System.nanoTime();
            for (int i = 0; i < count; i++) {
                List<@Nullable String> row = next(live).orElseThrow();
                if (!Integer.toString(i).equals(row.get(0))) {
                    assertThat(row).startsWith(Integer.toString(i));
                }
            }
            double seconds = (System.nanoTime() - started) / 1e9;
            System.out.printf("%,.0f frames/s received%n", count / seconds);
            // Far below what it does, so that a busy machine does not fail; a frame at a time would not reach it.
            assertThat(count / seconds).isGreaterThan(20_000);
        }
    }

    private static Optional<List<@Nullable String>> next(LiveRows live) {
        return live.next(SOON);
    }

    private static LiveRows open(SocketServer server) {
        return LiveRows.open(
                BraidClient.http().build(),
                new DataplaneRequest("t", server.uri().toString(), "id", DataplaneRequest.STREAMING, null));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\\\"") + '"';
    }
}
