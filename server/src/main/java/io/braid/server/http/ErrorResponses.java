package io.braid.server.http;

import io.braid.client.wire.ErrorBody;
import io.braid.server.exchange.Refusal;
import io.braid.server.exchange.Reply;
import io.braid.server.identity.TokenException;
import io.javalin.http.HttpResponseException;
import java.io.EOFException;
import java.util.Locale;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place that knows which failure is which status. Failures of statements are none of them: they are answers,
 * with status 200 and a code of their own.
 */
final class ErrorResponses {
    private static final Logger log = LoggerFactory.getLogger(ErrorResponses.class);

    private ErrorResponses() {}

    static Reply reply(Throwable failure) {
        String trace = UUID.randomUUID().toString();
        if (failure instanceof Refusal refusal) {
            return of(refusal.status(), refusal.getMessage(), trace);
        }
        if (failure instanceof TokenException token) {
            return of(403, token.getMessage(), trace);
        }
        if (failure instanceof HttpResponseException library) {
            // The library's own refusals: no such path, no such method.
            String message = String.valueOf(library.getMessage()).toLowerCase(Locale.ROOT);
            return of(library.getStatus(), message, trace);
        }
        if (failure instanceof EOFException) {
            return of(400, "request ended before its body did", trace);
        }
        log.atError().addKeyValue("traceId", trace).setCause(failure).log("request failed");
        return of(500, "internal error, the server's log says more under trace id " + trace, trace);
    }

    private static Reply of(int status, String message, String trace) {
        return Reply.of(status, new ErrorBody(message, trace));
    }
}
