package io.braid.server.identity;

import io.braid.catalog.ApiToken;
import io.braid.catalog.Catalog;
import io.braid.catalog.User;
import io.braid.engine.security.TokenIssuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The token that a first start leaves in the data directory, so that someone can get in at all. */
public final class FirstToken {
    private static final Duration VALIDITY = Duration.ofDays(3650);

    private FirstToken() {}

    /**
     * Writes a token file unless there is one. Deleting the file and starting again gives a fresh token; the older ones
     * stay good until they are dropped.
     */
    public static void ensure(
            Path file, Catalog catalog, Tokens tokens, UUID organization, User user, @Nullable String role, Clock clock)
            throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Instant now = clock.instant();
        UUID id = UUID.randomUUID();
        ApiToken token = new ApiToken(
                id,
                organization,
                user.id(),
                "start_" + id.toString().substring(0, 8),
                role,
                now,
                now.plus(VALIDITY),
                null,
                "");
        TokenIssuer.Issued issued = tokens.issue(token, user.email());
        catalog.write(transaction -> {
            transaction.createApiToken(issued.token());
            return id;
        });
        OwnerOnly.write(file, issued.text() + "\n");
    }
}
