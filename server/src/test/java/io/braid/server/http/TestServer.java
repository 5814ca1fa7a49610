package io.braid.server.http;

import io.braid.catalog.ApiToken;
import io.braid.engine.StatementOutcome;
import io.braid.engine.security.TokenIssuer;
import io.braid.server.FakeCatalog;
import io.braid.server.FakeStatements;
import io.braid.server.control.ResourcesApi;
import io.braid.server.control.StatementsApi;
import io.braid.server.control.VersionApi;
import io.braid.server.data.DataDoor;
import io.braid.server.data.ResultsApi;
import io.braid.server.data.StreamSockets;
import io.braid.server.exchange.Outcomes;
import io.braid.server.exchange.Reply;
import io.braid.server.identity.Tokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The HTTP side of the server over statements that a test makes up. */
final class TestServer implements AutoCloseable {
    static final UUID ORGANIZATION = UUID.fromString("10000000-0000-4000-8000-000000000001");
    static final UUID USER = UUID.fromString("20000000-0000-4000-8000-000000000002");

    final FakeCatalog catalog = new FakeCatalog();
    final FakeStatements statements = new FakeStatements();
    final Tokens tokens;
    final StreamSockets streams;
    final ApiServer api;
    final String token;

    record Options(
            Duration patience,
            int waiters,
            int sockets,
            Duration authentication,
            Duration ping,
            @Nullable Path tls) {
        static Options standard() {
            return new Options(Duration.ofSeconds(10), 32, 16, Duration.ofSeconds(10), Duration.ofSeconds(30), null);
        }

        Options patience(Duration other) {
            return new Options(other, waiters, sockets, authentication, ping, tls);
        }
    }

    TestServer(Path folder) throws IOException {
        this(folder, Options.standard());
    }

    TestServer(Path folder, Options options) throws IOException {
        Clock clock = Clock.systemUTC();
        tokens = Tokens.open(folder.resolve("keys"), catalog, clock);
        token = issue(null, Duration.ofDays(1));
        Outcomes outcomes = new Outcomes(statements, options.patience(), options.waiters());
        DataDoor door = new DataDoor(tokens, Duration.ofMinutes(5), null);
        streams = new StreamSockets(
                statements,
                tokens,
                new StreamSockets.Limits(options.sockets(), options.authentication(), options.ping()));
        Path tls = options.tls();
        api = new ApiServer(
                new HttpOptions(
                        "127.0.0.1",
                        0,
                        tls == null ? null : tls.resolve("cert.pem"),
                        tls == null ? null : tls.resolve("key.pem"),
                        64,
                        4 << 20,
                        Duration.ofMinutes(10)),
                new ApiServer.Apis(
                        tokens,
                        new StatementsApi(statements, outcomes, door::open, 100_000, clock),
                        new VersionApi("2.5.7-SNAPSHOT"),
                        new ResourcesApi(statements),
                        new ResultsApi(tokens, outcomes, door),
                        streams,
                        () -> Reply.of(503, Map.of("status", "starting"))));
    }

    String issue(@Nullable String role, Duration validity) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        ApiToken fresh = new ApiToken(
                UUID.randomUUID(), ORGANIZATION, USER, "t", role, now, now.plus(validity), Instant.now(), "");
        TokenIssuer.Issued issued = tokens.issue(fresh, "ada@example.com");
        catalog.tokens.put(fresh.id(), issued.token());
        return issued.text();
    }

    /** Takes the token of {@link #get} and {@link #post} back. */
    void revoke() {
        UUID id = tokens.verify(token).token();
        catalog.tokens.remove(id);
        tokens.revoked(id);
    }

    void answers(StatementOutcome outcome) {
        statements.answer = request -> CompletableFuture.completedFuture(outcome);
    }

    Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), api.port());
    }

    RawHttp http() throws IOException {
        return new RawHttp(connect());
    }

    RawHttp.Response get(String path) throws IOException {
        try (RawHttp http = http()) {
            return http.send("GET " + path + " HTTP/1.1\nHost: localhost:1234\nAuthorization: Bearer " + token);
        }
    }

    /** Plain JSON, the simplest way in. */
    RawHttp.Response post(String json, String headers) throws IOException {
        try (RawHttp http = http()) {
            return http.send(
                    "POST /v2/statements HTTP/1.1\nHost: localhost:1234\nAuthorization: Bearer " + token
                            + "\nContent-Type: application/json\n" + headers,
                    json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    RawHttp.Response post(String statement) throws IOException {
        return post("{\"statement\":\"" + statement + "\"}", "");
    }

    @Override
    public void close() {
        api.close();
    }
}
