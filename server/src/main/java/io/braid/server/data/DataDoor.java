package io.braid.server.data;

import io.braid.client.wire.DataplaneRequest;
import io.braid.engine.Caller;
import io.braid.server.exchange.Request;
import io.braid.server.identity.Tokens;
import java.time.Duration;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Issues tickets, and says where they are good. Shared between threads. */
public final class DataDoor {
    private final Tokens tokens;
    private final Duration validity;
    private final @Nullable String publicUrl;

    /** @param publicUrl how clients reach this server, such as {@code https://braid.example.com}; null to go by Host */
    public DataDoor(Tokens tokens, Duration validity, @Nullable String publicUrl) {
        this.tokens = tokens;
        this.validity = validity;
        this.publicUrl = publicUrl == null || publicUrl.isEmpty() ? null : publicUrl.replaceAll("/+$", "");
    }

    public DataplaneRequest open(Request request, UUID statement, Caller caller, ZoneId zone) {
        return new DataplaneRequest(
                new DataTicket(statement, caller, zone).issue(tokens, validity),
                base(request) + "/v2/print/" + statement,
                statement.toString(),
                DataplaneRequest.STREAMING,
                // A query id makes the Go client ask for the query's history before it reports an error; the error
                // frame says all there is to say.
                null);
    }

    private String base(Request request) {
        String base = publicUrl != null
                ? publicUrl
                : (request.secure() ? "https://" : "http://")
                        + request.header("Host").orElse("127.0.0.1");
        // With TLS every client understands https. Without it Go and TypeScript want http, and Python, which replaces
        // only https by wss, wants ws.
        boolean python = request.header("User-Agent").orElse("").endsWith("/python");
        return python && base.startsWith("http://") ? "ws" + base.substring(4) : base;
    }
}
