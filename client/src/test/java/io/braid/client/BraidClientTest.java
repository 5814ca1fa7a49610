package io.braid.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.braid.client.wire.StatementRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BraidClientTest {
    private static final String ID = "0b5c5ad9-2f0e-4c52-8f50-06a5aa3c2c9a";

    private record Answer(int status, String body) {}

    private final Queue<Answer> answers = new ArrayDeque<>();
    private final List<String> requests = new ArrayList<>();
    private HttpServer server;
    private BraidClient client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + "\n" + body);
            Answer answer = answers.remove();
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        client = BraidClient.of(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v2/"), "secret");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void pollsUntilTheEndAndFetchesFurtherPartitions() {
        answers.add(new Answer(202, "{\"sqlState\":\"03000\",\"statementID\":\"" + ID + "\",\"createdOn\":1}"));
        answers.add(new Answer(202, "{\"sqlState\":\"03000\",\"statementID\":\"" + ID + "\",\"createdOn\":1}"));
        answers.add(rows("[[\"1\",null],[\"2\",\"b\"]]"));
        answers.add(rows("[[\"3\",\"c\"]]"));

        StatementResult result = client.execute("SELECT 1;");
        List<List<@Nullable String>> rows = new ArrayList<>();
        result.rows().forEach(rows::add);

        assertThat(rows).hasSize(3);
        assertThat(rows.get(0)).containsExactly("1", null);
        assertThat(rows.get(2)).containsExactly("3", "c");
        assertThat(requests.get(0)).startsWith("POST /v2/statements Bearer secret");
        assertThat(requests.get(1)).startsWith("GET /v2/statements/" + ID + "?partitionID=0");
        assertThat(requests.get(3)).startsWith("GET /v2/statements/" + ID + "?partitionID=1");
    }

    @Test
    void sendsTheContextOfTheLastSuccessWithTheNextStatement() {
        answers.add(rows("[]"));
        answers.add(rows("[]"));
        client.execute("USE DATABASE db;");
        client.execute("SELECT 1;");

        assertThat(requests.get(0)).contains("{\"statement\":\"USE DATABASE db;\"}");
        assertThat(requests.get(1))
                .contains("\"organization\":\"o\"", "\"role\":\"r\"", "\"database\":\"db\"")
                .doesNotContain("store");
    }

    @Test
    void attachesFilesByName() {
        answers.add(rows("[]"));
        client.execute(
                StatementRequest.of("CREATE FUNCTION_SOURCE s WITH ('file' = 'my.jar');"),
                Map.of("my.jar", new byte[] {'P', 'K'}),
                Duration.ofSeconds(5));

        assertThat(requests.get(0)).contains("name=\"attachments\"; filename=\"my.jar\"", "\r\n\r\nPK\r\n");
    }

    @Test
    void aFailedStatementIsAnSqlException() {
        answers.add(new Answer(
                200,
                "{\"sqlState\":\"3D020\",\"message\":\"stream \\\"x\\\" does not exist\",\"statementID\":\"" + ID
                        + "\",\"createdOn\":1,\"metadata\":{\"encoding\":\"json\",\"partitionInfo\":[],\"columns\":[],"
                        + "\"context\":{}}}"));
        assertThatThrownBy(() -> client.execute("SELECT * FROM x;"))
                .isInstanceOfSatisfying(
                        SqlException.class, e -> assertThat(e.sqlState()).isEqualTo("3D020"))
                .hasMessage("stream \"x\" does not exist");
    }

    @Test
    void aRefusedRequestIsAServerException() {
        answers.add(new Answer(403, "{\"message\":\"token is expired\",\"traceID\":\"t\"}"));
        assertThatThrownBy(() -> client.version())
                .isInstanceOfSatisfying(
                        ServerException.class, e -> assertThat(e.status()).isEqualTo(403))
                .hasMessage("token is expired");
    }

    private static Answer rows(String data) {
        return new Answer(
                200,
                "{\"sqlState\":\"00000\",\"statementID\":\"" + ID + "\",\"createdOn\":1,\"newer\":{},\"metadata\":{"
                        + "\"encoding\":\"json\",\"partitionInfo\":[{\"rowCount\":2},{\"rowCount\":1}],\"columns\":["
                        + "{\"name\":\"a\",\"type\":\"BIGINT\",\"nullable\":false}],\"context\":{\"organizationID\":"
                        + "\"o\",\"roleName\":\"r\",\"databaseName\":\"db\"}},\"data\":" + data + "}");
    }
}
