package io.braid.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.engine.Binding;
import io.braid.engine.PastStatement;
import io.braid.engine.StatementRequest;
import io.braid.server.FakeStatements;
import io.braid.server.FakeStatements.Asked;
import io.braid.server.http.TestServer.Options;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What this server takes and says beyond the API of the official clients. */
class AdditionsTest {
    private static final UUID STATEMENT = UUID.fromString("30000000-0000-4000-8000-000000000003");

    private TestServer server;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        server = new TestServer(folder, Options.standard().patience(Duration.ofMillis(200)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RawHttp.Response send(String method, String path) throws IOException {
        try (RawHttp http = server.http()) {
            return http.send(method + " " + path
                    + " HTTP/1.1\nHost: localhost\nContent-Length: 0\nAuthorization: Bearer " + server.token);
        }
    }

    @Test
    void aRequestHasANameAndValues() throws Exception {
        server.post(
                "{\"statement\":\"SELECT ?, ?\",\"requestID\":\"r-1\",\"bindings\":"
                        + "[{\"type\":\"INTEGER\",\"value\":\"1\"},{\"type\":\"VARCHAR\",\"value\":null}]}",
                "");
        StatementRequest request = server.statements.requests.take();
        assertThat(request.requestId()).isEqualTo("r-1");
        assertThat(request.bindings()).containsExactly(new Binding("INTEGER", "1"), new Binding("VARCHAR", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[null]",
                "[{\"value\":\"1\"}]",
                "[1]",
                "{}",
                "\"x\"",
            })
    void whatAreNoValuesIsRefused(String bindings) throws IOException {
        assertThat(server.post("{\"statement\":\"SELECT ?\",\"bindings\":" + bindings + "}", "")
                        .status())
                .isEqualTo(400);
        assertThat(server.statements.requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE /v2/statements/%s", "POST /v2/statements/%s/cancel"})
    void aStatementIsCancelled(String route) throws IOException {
        server.statements.answer = request -> new CompletableFuture<>();
        RawHttp.Response running = server.post("SELECT 1;");
        assertThat(running.status()).isEqualTo(202);
        String id = running.json().get("statementID").asText();
        String[] words = route.formatted(id).split(" ");

        RawHttp.Response cancelled = send(words[0], words[1]);

        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(cancelled.json().get("sqlState").asText()).isEqualTo("57000");
        assertThat(cancelled.json().get("message").asText()).isEqualTo("the statement was cancelled");
        assertThat(send(words[0], words[1].replace(id, STATEMENT.toString())).status())
                .isEqualTo(404);
        assertThat(send(words[0], words[1].replace(id, "x")).status()).isEqualTo(404);
    }

    @Test
    void theHistoryIsListed() throws IOException {
        AtomicReference<Asked> asked = new AtomicReference<>();
        server.statements.history = it -> {
            asked.set(it);
            return List.of(
                    new PastStatement(
                            STATEMENT, FakeStatements.CREATED, null, "SELECT 1", "", "", null, "03000", "", null),
                    new PastStatement(
                            STATEMENT,
                            FakeStatements.CREATED,
                            Instant.ofEpochMilli(1_700_000_000_500L),
                            "DROP STORE s",
                            "DROP STORE",
                            "store \"s\"",
                            "sysadmin",
                            "2BP01",
                            "it is used",
                            "r-1"));
        };
        RawHttp.Response response = server.get("/v2/statements?limit=7&organization=acme&before=" + STATEMENT);
        assertThat(asked.get()).isEqualTo(new Asked("acme", STATEMENT, 7));
        assertThat(response.json())
                .hasToString("{\"statements\":[{\"statementID\":\"" + STATEMENT
                        + "\",\"sqlState\":\"03000\",\"createdOn\":1700000000000,\"statement\":\"SELECT 1\"},"
                        + "{\"statementID\":\"" + STATEMENT
                        + "\",\"sqlState\":\"2BP01\",\"message\":\"it is used\",\"createdOn\":1700000000000,"
                        + "\"endedOn\":1700000000500,\"statement\":\"DROP STORE s\",\"kind\":\"DROP STORE\","
                        + "\"object\":\"store \\\"s\\\"\",\"roleName\":\"sysadmin\",\"requestID\":\"r-1\"}]}");
        assertThat(server.get("/v2/statements").status()).isEqualTo(200);
        assertThat(asked.get()).isEqualTo(new Asked(null, null, 100));
        assertThat(server.get("/v2/statements?limit=0").status()).isEqualTo(400);
        assertThat(server.get("/v2/statements?limit=x").status()).isEqualTo(400);
        assertThat(server.get("/v2/statements?before=x").status()).isEqualTo(404);
    }
}
