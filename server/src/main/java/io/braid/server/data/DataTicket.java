package io.braid.server.data;

import io.braid.engine.Caller;
import io.braid.server.identity.TokenException;
import io.braid.server.identity.Tokens;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Opens the rows of one statement, to whoever holds it, for a short time. Everything is in the signed token, so the data
 * plane need ask nobody.
 */
public record DataTicket(UUID statement, Caller caller, ZoneId zone) {
    private static final String AUDIENCE = "data";

    String issue(Tokens tokens, Duration validity) {
        Map<String, @Nullable String> claims = new HashMap<>();
        claims.put("statement", statement.toString());
        claims.put("user", caller.user().toString());
        claims.put("email", caller.email());
        claims.put(
                "org",
                caller.organization() == null ? null : caller.organization().toString());
        claims.put("role", caller.role());
        claims.put("token", caller.token() == null ? null : caller.token().toString());
        claims.put("zone", zone.getId());
        return tokens.issue(AUDIENCE, claims, validity);
    }

    /** @throws TokenException when the token is not a ticket for this statement */
    static DataTicket read(Tokens tokens, String token, UUID statement) {
        Map<String, String> claims = tokens.verify(AUDIENCE, token);
        if (!statement.toString().equals(claims.get("statement"))) {
            throw new TokenException("token is for another statement");
        }
        String organization = claims.get("org");
        String apiToken = claims.get("token");
        try {
            return new DataTicket(
                    statement,
                    new Caller(
                            UUID.fromString(claims.getOrDefault("user", "")),
                            claims.getOrDefault("email", ""),
                            organization == null ? null : UUID.fromString(organization),
                            claims.get("role"),
                            apiToken == null ? null : UUID.fromString(apiToken)),
                    ZoneId.of(claims.getOrDefault("zone", "Z")));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new TokenException("token is not a ticket of this server");
        }
    }
}
