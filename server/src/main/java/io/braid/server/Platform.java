package io.braid.server;

import io.braid.client.wire.Json;
import io.braid.server.control.ResourcesApi;
import io.braid.server.control.StatementsApi;
import io.braid.server.control.VersionApi;
import io.braid.server.data.DataDoor;
import io.braid.server.data.ResultsApi;
import io.braid.server.data.StreamSockets;
import io.braid.server.exchange.Outcomes;
import io.braid.server.http.ApiServer;
import io.braid.server.http.HttpOptions;
import io.braid.server.identity.FirstToken;
import io.braid.server.identity.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates every long-lived object of the server, by hand and in this order, and closes them the other way round. A start
 * that fails half-way closes what it had.
 */
public final class Platform implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Platform.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(50);

    private final PlatformSettings settings;
    private final DataDirectory data;
    private final Readiness readiness = new Readiness();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Backend backend;
    private final ApiServer api;

    private Platform(PlatformSettings settings, DataDirectory data, Backend.Opener opener) throws Exception {
        this.settings = settings;
        this.data = data;
        try {
            Clock clock = Clock.systemUTC();
            backend = opened(opener.open(settings, data, readiness));
            Tokens tokens = backend.tokens();
            FirstToken.ensure(
                    data.token(), backend.catalog(), tokens, backend.organization(), backend.firstUser(), null, clock);
            api = opened(api(tokens, clock));
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    /** Accepts requests when it returns; see {@link #awaitReady}. */
    public static Platform start(PlatformSettings settings, DataDirectory data, Backend.Opener opener)
            throws Exception {
        return new Platform(settings, data, opener);
    }

    /** Returns when nothing is starting any more, and tells other programs where everything is. */
    public void awaitReady() throws Exception {
        backend.ready().get();
        writeEndpoints();
        log.atInfo().addKeyValue("api", url()).log("server is ready");
    }

    /** Where the API is: {@code http://127.0.0.1:8080/v2}. */
    public String url() {
        String host = settings.get(PlatformSettings.HTTP_HOST);
        // Listening everywhere is not an address that one could connect to.
        String reachable = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
        return (api.secure() ? "https://" : "http://") + reachable + ":" + api.port() + "/v2";
    }

    public Map<String, String> endpoints() {
        return backend.endpoints();
    }

    public Readiness readiness() {
        return readiness;
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            AutoCloseable closing = opened.pop();
            try {
                closing.close();
            } catch (Exception e) {
                log.atWarn()
                        .setCause(e)
                        .log("{} did not close well", closing.getClass().getSimpleName());
            }
        }
    }

    private <T extends AutoCloseable> T opened(T closeable) {
        opened.push(closeable);
        return closeable;
    }

    private ApiServer api(Tokens tokens, Clock clock) throws IOException {
        int threads = settings.get(PlatformSettings.HTTP_THREADS);
        Outcomes outcomes = new Outcomes(backend.statements(), statementWait(), threads / 2);
        DataDoor door = new DataDoor(
                tokens,
                settings.get(PlatformSettings.TICKET_VALIDITY),
                settings.find(PlatformSettings.HTTP_PUBLIC_URL).orElse(null));
        StreamSockets sockets = new StreamSockets(
                backend.statements(),
                tokens,
                new StreamSockets.Limits(
                        settings.get(PlatformSettings.LIMIT_SOCKETS),
                        settings.get(PlatformSettings.SOCKET_AUTHENTICATION),
                        settings.get(PlatformSettings.SOCKET_PING)));
        ApiServer.Apis apis = new ApiServer.Apis(
                tokens,
                new StatementsApi(
                        backend.statements(),
                        outcomes,
                        door::open,
                        settings.get(PlatformSettings.LIMIT_STATEMENT_LENGTH),
                        clock),
                new VersionApi(Version.text()),
                new ResourcesApi(backend.statements()),
                new ResultsApi(tokens, outcomes, door),
                sockets,
                readiness::reply);
        return new ApiServer(
                new HttpOptions(
                        settings.get(PlatformSettings.HTTP_HOST),
                        settings.get(PlatformSettings.HTTP_PORT),
                        settings.find(PlatformSettings.HTTP_TLS_CERTIFICATE).orElse(null),
                        settings.find(PlatformSettings.HTTP_TLS_KEY).orElse(null),
                        threads,
                        settings.get(PlatformSettings.LIMIT_BODY),
                        settings.get(PlatformSettings.SOCKET_IDLE)),
                apis);
    }

    /** Clients give up on an answer after 60 s. */
    private Duration statementWait() {
        Duration wait = settings.get(PlatformSettings.STATEMENT_WAIT);
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    /** Whole or not at all: others wait for this file and read it the moment it is there. */
    private void writeEndpoints() throws IOException {
        Map<String, Object> endpoints = new LinkedHashMap<>();
        endpoints.put("api", url());
        endpoints.putAll(backend.endpoints());
        endpoints.put("pid", ProcessHandle.current().pid());
        Path fresh = data.endpoints().resolveSibling("endpoints.json.new");
        Files.write(fresh, Json.bytes(endpoints));
        Files.move(fresh, data.endpoints(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
