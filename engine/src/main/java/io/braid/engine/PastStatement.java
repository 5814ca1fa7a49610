package io.braid.engine;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A statement in the history of the user who sent it.
 *
 * @param endedOn null while it runs
 * @param text without secrets
 * @param kind {@code CREATE STREAM}; empty while it runs and for a text that could not be read
 * @param object what it changed or asked for; empty for nothing in particular
 * @param sqlState {@code 03000} while it runs
 * @param message why it failed; empty when it did not
 */
public record PastStatement(
        UUID id,
        Instant createdOn,
        @Nullable Instant endedOn,
        String text,
        String kind,
        String object,
        @Nullable String role,
        String sqlState,
        String message,
        @Nullable String requestId) {
    public static final String RUNNING = "03000";
    public static final String SUCCESS = "00000";
}
