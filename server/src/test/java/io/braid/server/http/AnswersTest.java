package io.braid.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.braid.engine.SessionContext;
import io.braid.engine.StatementOutcome;
import io.braid.engine.StatementOutcome.Failed;
import io.braid.engine.StatementOutcome.Rows;
import io.braid.engine.StatementOutcome.Streaming;
import io.braid.server.FakeStatements;
import io.braid.server.http.TestServer.Options;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.ErrorCode;
import io.braid.spi.RowType;
import io.braid.spi.StatementException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statuses and bodies, as the three official clients need them. */
class AnswersTest {
    private static final RowType COLUMNS =
            RowType.of(new Column("id", DataType.BIGINT, false), new Column("price", DataType.decimal(10, 2), true));

    private TestServer server;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        server = new TestServer(folder, Options.standard().patience(Duration.ofMillis(200)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void rowsComeWithTheWholeEnvelope() throws IOException {
        server.statements.partitions = List.of(rows(new @Nullable String[] {"1", null}));
        server.answers(new Rows(FakeStatements.CONTEXT, COLUMNS, List.of(1L)));
        RawHttp.Response response = server.post("SELECT 1;");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers().get("content-type")).startsWith("application/json");
        JsonNode json = response.json();
        UUID id = UUID.fromString(json.get("statementID").asText());
        assertThat(json)
                .hasToString("{\"sqlState\":\"00000\",\"statementID\":\"" + id + "\",\"createdOn\":1700000000,"
                        + "\"metadata\":{\"encoding\":\"json\",\"partitionInfo\":[{\"rowCount\":1}],\"columns\":["
                        + "{\"name\":\"id\",\"type\":\"BIGINT\",\"nullable\":false},"
                        + "{\"name\":\"price\",\"type\":\"DECIMAL(10, 2)\",\"nullable\":true}],"
                        + "\"context\":{\"organizationID\":\"10000000-0000-4000-8000-000000000001\","
                        + "\"roleName\":\"sysadmin\",\"databaseName\":\"db\",\"schemaName\":\"public\","
                        + "\"storeName\":\"trial_store\"}},\"data\":[[\"1\",null]]}");
    }

    @Test
    void nothingIsNullWhenThereIsNothing() throws IOException {
        server.answers(new Rows(SessionContext.NONE, new RowType(List.of()), List.of()));
        JsonNode json = server.post("CREATE DATABASE x;").json();

        assertThat(json.get("data")).hasToString("[]");
        assertThat(json.get("metadata"))
                .hasToString("{\"encoding\":\"json\",\"partitionInfo\":[],\"columns\":[],\"context\":{}}");
    }

    @Test
    void aFailedStatementIsAnAnswerToo() throws IOException {
        server.answers(new Failed(SessionContext.NONE, "3D020", "stream \"x\" does not exist"));
        RawHttp.Response response = server.post("SELECT * FROM x;");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.json().get("sqlState").asText()).isEqualTo("3D020");
        assertThat(response.json().get("message").asText()).isEqualTo("stream \"x\" does not exist");
        assertThat(response.json().get("metadata"))
                .hasToString("{\"encoding\":\"json\",\"partitionInfo\":[],\"columns\":[],\"context\":{}}");
    }

    @Test
    void aStatementThatIsNotTakenIsAnAnswerWithAnIdAllTheSame() throws IOException {
        server.statements.answer = request -> {
            throw StatementException.of(ErrorCode.LIMIT_EXCEEDED, "too many statements are running");
        };
        RawHttp.Response response = server.post("SELECT 1;");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.json().get("sqlState").asText()).isEqualTo("53000");
        assertThat(UUID.fromString(response.json().get("statementID").asText())).isNotNull();
        assertThat(response.json().at("/metadata/columns").isArray()).isTrue();
    }

    @Test
    void partitionsAfterTheFirstAreFetchedAndRepeatTheMetadata() throws IOException {
        server.statements.partitions = List.of(
                rows(new @Nullable String[] {"1", "1.00"}, new @Nullable String[] {"2", "2.00"}),
                rows(new @Nullable String[] {"3", null}));
        server.answers(new Rows(FakeStatements.CONTEXT, COLUMNS, List.of(2L, 1L)));
        JsonNode first = server.post("SELECT 1;").json();
        String path = "/v2/statements/" + first.get("statementID").asText();
        JsonNode second = server.get(path + "?partitionID=1").json();

        assertThat(first.get("data")).hasToString("[[\"1\",\"1.00\"],[\"2\",\"2.00\"]]");
        assertThat(second.get("data")).hasToString("[[\"3\",null]]");
        assertThat(second.get("metadata")).isEqualTo(first.get("metadata"));
        assertThat(server.get(path + "?partitionID=2").status()).isEqualTo(404);
        assertThat(server.get(path + "?partitionID=x").status()).isEqualTo(400);
        assertThat(server.get(path + "?partitionID=-1").status()).isEqualTo(400);
    }

    @Test
    void aLongStatementIs202UntilItEnds() throws IOException {
        CompletableFuture<StatementOutcome> end = new CompletableFuture<>();
        server.statements.answer = request -> end;
        RawHttp.Response first = server.post("SELECT slow();");
        String id = first.json().get("statementID").asText();
        RawHttp.Response poll = server.get("/v2/statements/" + id + "?partitionID=0");
        end.complete(new Rows(FakeStatements.CONTEXT, COLUMNS, List.of()));
        RawHttp.Response last = server.get("/v2/statements/" + id + "?partitionID=0");

        assertThat(first.status()).isEqualTo(202);
        assertThat(first.json())
                .hasToString("{\"sqlState\":\"03000\",\"statementID\":\"" + id + "\",\"createdOn\":1700000000}");
        assertThat(poll.status()).isEqualTo(202);
        assertThat(poll.json()).isEqualTo(first.json());
        assertThat(last.status()).isEqualTo(200);
        assertThat(last.json().at("/metadata/context/databaseName").asText()).isEqualTo("db");
    }

    @Test
    void idsOfTheStatementsOfABatchAreTold() throws IOException {
        server.statements.batch = List.of(new UUID(0, 1), new UUID(0, 2));
        server.answers(new Rows(FakeStatements.CONTEXT, COLUMNS, List.of()));

        assertThat(server.post("SELECT 1; SELECT 2;").json().get("statementIDs"))
                .hasToString("[\"00000000-0000-0000-0000-000000000001\",\"00000000-0000-0000-0000-000000000002\"]");
    }

    @Test
    void statementsOfOthersDoNotExist() throws IOException {
        server.answers(new Rows(FakeStatements.CONTEXT, COLUMNS, List.of()));
        String id = server.post("SELECT 1;").json().get("statementID").asText();
        String other = server.issue("useradmin", Duration.ofHours(1));
        try (RawHttp http = server.http()) {
            RawHttp.Response response =
                    http.send("GET /v2/statements/" + id + " HTTP/1.1\nHost: l\nAuthorization: Bearer " + other);
            assertThat(response.status()).isEqualTo(404);
            assertThat(response.json().get("message").asText()).isEqualTo("statement \"" + id + "\" does not exist");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2/statements/nonsense",
                "/v2/statements/00000000-0000-0000-0000-000000000000",
                "/v2/download/function_source/10000000-0000-4000-8000-000000000001/f",
                "/v2/download/function_source/20000000-0000-4000-8000-000000000002/my%20udfs",
                "/v2/elsewhere",
                "/"
            })
    void whatIsNotThereIs404InJson(String path) throws IOException {
        RawHttp.Response response = server.get(path);
        assertThat(response.status()).isEqualTo(404);
        assertThat(response.headers().get("content-type")).startsWith("application/json");
        assertThat(response.json().get("message").asText()).isNotBlank();
        assertThat(UUID.fromString(response.json().get("traceID").asText())).isNotNull();
    }

    @Test
    void aFileIsAnsweredAsItIs() throws IOException {
        server.statements.files.put("function_source/my udfs", "PK file".getBytes(StandardCharsets.US_ASCII));
        RawHttp.Response response =
                server.get("/v2/download/function_source/10000000-0000-4000-8000-000000000001/my%20udfs");
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers().get("content-type")).isEqualTo("application/octet-stream");
        assertThat(response.body()).isEqualTo("PK file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Authorization: Basic eDp5", "Authorization: Bearer nonsense", "Authorization: Bearer"})
    void withoutAGoodTokenEverythingIs403(String header) throws IOException {
        for (String line : List.of(
                "GET /v2/version",
                "POST /v2/statements",
                "GET /v2/statements/" + UUID.randomUUID(),
                "GET /v2/download/a/b/c")) {
            try (RawHttp http = server.http()) {
                RawHttp.Response response = http.send((line + " HTTP/1.1\nHost: l\n" + header).strip());
                assertThat(response.status()).as(line).isEqualTo(403);
                assertThat(response.json().get("message").asText()).contains("token");
            }
        }
    }

    @Test
    void aBugIs500WithATraceId() throws IOException {
        server.statements.answer = request -> {
            throw new IllegalStateException("secret detail");
        };
        RawHttp.Response response = server.post("SELECT 1;");
        assertThat(response.status()).isEqualTo(500);
        assertThat(response.body())
                .contains(response.json().get("traceID").asText())
                .doesNotContain("secret");
    }

    @Test
    void versionAndHealth() throws IOException {
        assertThat(server.get("/v2/version").json()).hasToString("{\"major\":2,\"minor\":5,\"patch\":7}");
        try (RawHttp http = server.http()) {
            assertThat(http.send("GET /health/live HTTP/1.1\nHost: l").status()).isEqualTo(200);
            assertThat(http.send("GET /health/ready HTTP/1.1\nHost: l").status())
                    .isEqualTo(503);
        }
    }

    @Test
    void bodiesAndStatementsHaveLimits() throws IOException {
        RawHttp.Response statement = server.post("x".repeat(100_001));
        assertThat(statement.status()).isEqualTo(400);
        assertThat(statement.json().get("message").asText()).contains("the limit is 100000");
        try (RawHttp http = server.http()) {
            http.write(
                    "POST /v2/statements HTTP/1.1\nHost: l\nContent-Length: 99999999999\nAuthorization: Bearer "
                            + server.token + "\nContent-Type: application/json",
                    new byte[0]);
            assertThat(http.read().json().get("message").asText()).contains("larger than 4194304 bytes");
        }
    }

    @Test
    void aBodyThatNeverSaysItsLengthHasTheSameLimit() throws IOException {
        try (RawHttp http = server.http()) {
            http.write(
                    "POST /v2/statements HTTP/1.1\nHost: l\nTransfer-Encoding: chunked\nAuthorization: Bearer "
                            + server.token + "\nContent-Type: application/json",
                    new byte[0]);
            byte[] chunk = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            for (int sent = 0; sent <= 4 << 20; sent += 0x10000) {
                http.socket().getOutputStream().write(chunk);
            }
            assertThat(http.read().status()).isEqualTo(400);
        }
    }

    @Test
    void theAddressOfLiveRowsSuitsTheClient() throws IOException {
        server.answers(new Streaming(FakeStatements.CONTEXT, COLUMNS, UUID.randomUUID()));
        for (String[] client : new String[][] {
            {"Go-http-client/1.1", "http://localhost:1234"},
            {"node", "http://localhost:1234"},
            {"OpenAPI-Generator/1.0.0/python", "ws://localhost:1234"}
        }) {
            JsonNode json = server.post("{\"statement\":\"SELECT * FROM s;\"}", "User-Agent: " + client[0])
                    .json();
            String id = json.get("statementID").asText();
            JsonNode dataplane = json.at("/metadata/dataplaneRequest");
            assertThat(dataplane.get("uri").asText()).isEqualTo(client[1] + "/v2/print/" + id);
            assertThat(dataplane.get("requestType").asText()).isEqualTo("streaming");
            assertThat(dataplane.get("statementID").asText()).isEqualTo(id);
            assertThat(json.at("/metadata/columns")).hasSize(2);
            assertThat(json.at("/metadata/partitionInfo")).hasToString("[]");
            assertThat(json.at("/metadata/context/storeName").asText()).isEqualTo("trial_store");
        }
    }

    @Test
    void aTicketOpensItsStatementAndNoOther() throws IOException {
        server.answers(new Streaming(FakeStatements.CONTEXT, COLUMNS, UUID.randomUUID()));
        JsonNode mine = server.post("SELECT * FROM s;").json();
        String other = server.post("SELECT * FROM s;").json().get("statementID").asText();
        String ticket = mine.at("/metadata/dataplaneRequest/token").asText();
        try (RawHttp http = server.http()) {
            String headers = " HTTP/1.1\nHost: l\nAuthorization: Bearer " + ticket;
            String id = mine.get("statementID").asText();
            assertThat(http.send("GET /v2/statements/" + id + "?partitionID=0" + headers)
                            .status())
                    .isEqualTo(200);
            assertThat(http.send("GET /v2/statements/" + other + headers).status())
                    .isEqualTo(403);
            assertThat(http.send("GET /v2/version" + headers).status()).isEqualTo(403);
        }
    }

    @Test
    void oneConnectionServesManyRequests() throws IOException {
        server.answers(new Rows(FakeStatements.CONTEXT, COLUMNS, List.of()));
        byte[] body = "{\"statement\":\"SELECT 1;\"}".getBytes(StandardCharsets.UTF_8);
        List<Long> micros = new ArrayList<>();
        try (RawHttp http = server.http()) {
            for (int i = 0; i < 2_000; i++) {
                long started = System.nanoTime();
                assertThat(http.send(
                                        "POST /v2/statements HTTP/1.1\nHost: l\nContent-Type: application/json\n"
                                                + "Authorization: Bearer " + server.token,
                                        body)
                                .status())
                        .isEqualTo(200);
                micros.add((System.nanoTime() - started) / 1_000);
            }
        }
        micros.subList(0, 1_000).clear();
        micros.sort(null);
        System.out.println("statement round trip without an engine, median: " + micros.get(500) + " us");
        assertThat(micros.get(500)).isLessThan(20_000);
    }

    private static List<@Nullable String[]> rows(@Nullable String[]... rows) {
        return List.of(rows);
    }
}
