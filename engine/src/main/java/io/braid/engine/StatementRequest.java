package io.braid.engine;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What arrives with a POST. Names are as sent; an absent or empty one is null and falls back to the caller's default.
 *
 * @param organization id or name
 * @param zone TIMESTAMP_LTZ values are rendered in it
 * @param attachments file name to bytes
 * @param requestId what the client calls the request: the same again, under the same id, is the same statement
 * @param bindings values of the placeholders, in order
 */
public record StatementRequest(
        String statement,
        @Nullable String organization,
        @Nullable String role,
        @Nullable String database,
        @Nullable String schema,
        @Nullable String store,
        @Nullable String computePool,
        @Nullable String sessionId,
        ZoneId zone,
        Map<String, byte[]> attachments,
        @Nullable String requestId,
        List<Binding> bindings) {
    public StatementRequest {
        attachments = Map.copyOf(attachments);
        bindings = List.copyOf(bindings);
    }

    /** A request without a name and without placeholders. */
    public StatementRequest(
            String statement,
            @Nullable String organization,
            @Nullable String role,
            @Nullable String database,
            @Nullable String schema,
            @Nullable String store,
            @Nullable String computePool,
            @Nullable String sessionId,
            ZoneId zone,
            Map<String, byte[]> attachments) {
        this(
                statement,
                organization,
                role,
                database,
                schema,
                store,
                computePool,
                sessionId,
                zone,
                attachments,
                null,
                List.of());
    }
}
