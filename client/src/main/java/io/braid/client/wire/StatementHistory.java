package io.braid.client.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of {@code GET /statements}: the caller's own statements, those that run first, then newest first. */
public record StatementHistory(List<Entry> statements) {
    /**
     * @param sqlState {@code 03000} while it runs, {@code 00000} when it succeeded
     * @param createdOn milliseconds since 1970
     * @param endedOn milliseconds since 1970; absent while it runs
     * @param statement its text, without secrets
     * @param kind such as {@code CREATE STREAM}
     * @param object what it changed or asked for
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Entry(
            String statementID,
            String sqlState,
            @Nullable String message,
            long createdOn,
            @Nullable Long endedOn,
            String statement,
            @Nullable String kind,
            @Nullable String object,
            @Nullable String roleName,
            @Nullable String requestID) {}
}
