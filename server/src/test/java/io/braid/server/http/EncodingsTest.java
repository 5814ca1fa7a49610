package io.braid.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.engine.StatementOutcome;
import io.braid.engine.StatementRequest;
import io.braid.server.FakeStatements;
import io.braid.spi.RowType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the official clients send, byte for byte. */
class EncodingsTest {
    private TestServer server;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        server = new TestServer(folder);
        server.answers(new StatementOutcome.Rows(FakeStatements.CONTEXT, new RowType(List.of()), List.of()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void goClient() throws Exception {
        StatementRequest request = submit(
                "User-Agent: Go-http-client/1.1\nAccept-Encoding: gzip",
                "6ddd8a3d1a8c5c2f1e0d3b9f77a5a0d1c2b3a4958677869504132a1b2c3d",
                """
                --B
                Content-Disposition: form-data; name="request";
                Content-Type: application/json

                {"database":"db","organization":"10000000-0000-4000-8000-000000000001","parameters":{"sessionID":"s1"},\
                "role":"sysadmin","schema":"public","statement":"SELECT 'é';","store":"st"}

                --B
                Content-Disposition: form-data; name="attachments"; filename="@keyfile"
                Content-Type: application/octet-stream

                PEM
                --B--
                """);

        assertThat(request.statement()).isEqualTo("SELECT 'é';");
        assertThat(request.organization()).isEqualTo("10000000-0000-4000-8000-000000000001");
        assertThat(request.role()).isEqualTo("sysadmin");
        assertThat(request.database()).isEqualTo("db");
        assertThat(request.schema()).isEqualTo("public");
        assertThat(request.store()).isEqualTo("st");
        assertThat(request.computePool()).isNull();
        assertThat(request.sessionId()).isEqualTo("s1");
        assertThat(request.zone()).isEqualTo(ZoneOffset.UTC);
        assertThat(request.attachments()).containsOnlyKeys("@keyfile");
        assertThat(request.attachments().get("@keyfile")).isEqualTo("PEM".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void typeScriptClient() throws Exception {
        StatementRequest request = submit(
                "User-Agent: node\nAccept: */*\nAccept-Encoding: gzip, deflate",
                "----formdata-undici-046839170223",
                """
                --B
                Content-Disposition: form-data; name="request"; filename="blob"
                Content-Type: application/json

                {"statement":"SELECT 1;","computePool":"cp","parameters":{"timezone":"Europe/Lisbon"}}
                --B
                Content-Disposition: form-data; name="attachments"; filename="blob"
                Content-Type: application/java-archive

                a\r
                --
                b
                --B--
                """);

        assertThat(request.statement()).isEqualTo("SELECT 1;");
        assertThat(request.computePool()).isEqualTo("cp");
        assertThat(request.zone()).isEqualTo(ZoneId.of("Europe/Lisbon"));
        assertThat(request.attachments().get("blob")).isEqualTo("a\r\r\n--\r\nb".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void pythonClient() throws Exception {
        StatementRequest request = submit(
                "User-Agent: OpenAPI-Generator/1.0.0/python\nAccept: application/json",
                "5c4f7a8e3f7b4b0d9a6c1e2d3f4a5b6c",
                """
                --B
                Content-Disposition: form-data; name="request"

                {"statement": "SELECT '\\u00e9';", "organization": "", "parameters": {"timezone": "UTC", "sessionID": ""}}
                --B
                Content-Disposition: form-data; name="attachments"; filename="one.jar"
                Content-Type: application/java-archive

                1
                --B
                Content-Disposition: form-data; name="attachments"; filename="two.jar"
                Content-Type: application/java-archive


                --B--
                """);

        assertThat(request.statement()).isEqualTo("SELECT 'é';");
        assertThat(request.organization()).as("empty counts as absent").isNull();
        assertThat(request.sessionId()).isNull();
        assertThat(request.attachments()).containsOnlyKeys("one.jar", "two.jar");
        assertThat(request.attachments().get("two.jar")).isEmpty();
    }

    @Test
    void chunkedBodies() throws Exception {
        try (RawHttp http = server.http()) {
            http.write(
                    "POST /v2/statements HTTP/1.1\nHost: l\nAuthorization: bearer " + server.token
                            + "\nContent-Type: application/json; charset=utf-8\nTransfer-Encoding: chunked",
                    new byte[0]);
            http.socket()
                    .getOutputStream()
                    .write("e\r\n{\"statement\":\"\r\nb\r\nSELECT 2;\"}\r\n0\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(http.read().status()).isEqualTo(200);
        }
        assertThat(server.statements.requests.take().statement()).isEqualTo("SELECT 2;");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"?partitionID=0&sessionID=s&timezone=UTC", "?partitionID=0", "?sessionID=s&partitionID=0", ""})
    void pollsOfEachClient(String query) throws IOException {
        String id = server.post("SELECT 1;").json().get("statementID").asText();
        assertThat(server.get("/v2/statements/" + id + query).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "multipart/form-data             | x             | needs a boundary",
                "multipart/form-data; boundary=B | nothing here  | malformed",
                "multipart/form-data; boundary=B | --B           | malformed",
                "multipart/form-data; boundary=B | --B--         | part \"request\" is missing",
                "application/json                | {}            | field \"statement\" is missing",
                "application/json                | null          | field \"statement\" is missing",
                "application/json                | {\"statement\" | not a JSON object",
                "application/json                | [1]           | not a JSON object",
                "text/plain                      | SELECT 1      | \"text/plain\" is not supported",
                "application/json | {\"statement\":\"x\",\"parameters\":{\"timezone\":\"Mars/Base\"}} | time zone \"Mars/Base\" does not exist",
            })
    void malformedRequestsAreRefusedWithAReason(String contentType, String body, String reason) throws IOException {
        try (RawHttp http = server.http()) {
            RawHttp.Response response = http.send(
                    "POST /v2/statements HTTP/1.1\nHost: l\nAuthorization: Bearer " + server.token + "\nContent-Type: "
                            + contentType,
                    body.getBytes(StandardCharsets.UTF_8));
            assertThat(response.status()).isEqualTo(400);
            assertThat(response.json().get("message").asText()).contains(reason);
        }
    }

    @Test
    void aNameTwiceIsRefused() throws Exception {
        String twice = "--B\nContent-Disposition: form-data; name=\"attachments\"; filename=\"a\"\n\n1\n";
        RawHttp.Response response = send(
                "X: y",
                "b",
                "--B\nContent-Disposition: form-data; name=\"request\"\n\n{}\n" + twice + twice + "--B--\n");
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.json().get("message").asText()).contains("two attachments have the name \"a\"");
    }

    private StatementRequest submit(String headers, String boundary, String body) throws Exception {
        RawHttp.Response response = send(headers, boundary, body);
        assertThat(response.status()).as(response.body()).isEqualTo(200);
        assertThat(response.json().get("sqlState").asText()).isEqualTo("00000");
        return server.statements.requests.take();
    }

    private RawHttp.Response send(String headers, String boundary, String body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(
                body.replace("\n", "\r\n").replace("--B", "--" + boundary).getBytes(StandardCharsets.UTF_8));
        try (RawHttp http = server.http()) {
            return http.send(
                    "POST /v2/statements HTTP/1.1\nHost: localhost\nAuthorization: Bearer " + server.token
                            + "\nContent-Type: multipart/form-data; boundary=" + boundary + "\n" + headers,
                    bytes.toByteArray());
        }
    }
}
