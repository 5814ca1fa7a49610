package io.braid.client.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /statements}: a statement and the context it runs in. The last two are additions of this server
 * to the API.
 *
 * @param requestID any text; the same request under the same id is run once, and gets the first one's answer
 * @param bindings values of the statement's placeholders, in order
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StatementRequest(
        @Nullable String statement,
        @Nullable String organization,
        @Nullable String role,
        @Nullable String database,
        @Nullable String schema,
        @Nullable String store,
        @Nullable String computePool,
        @Nullable Parameters parameters,
        @Nullable String requestID,
        @Nullable List<Binding> bindings) {

    /** A statement with nothing said about its context. */
    public static StatementRequest of(String statement) {
        return new StatementRequest(statement, null, null, null, null, null, null, null, null, null);
    }

    /** The same statement in the context an earlier answer came with. */
    public StatementRequest in(ResultSetContext context) {
        return new StatementRequest(
                statement,
                context.organizationID(),
                context.roleName(),
                context.databaseName(),
                context.schemaName(),
                context.storeName(),
                context.computePoolName(),
                parameters,
                requestID,
                bindings);
    }

    /**
     * The value of a placeholder.
     *
     * @param type as the language writes it, such as {@code DECIMAL(10, 2)}
     * @param value in the form that cells of results have; null for NULL
     */
    public record Binding(@Nullable String type, @Nullable String value) {}

    /**
     * @param sessionID any text that ties requests together
     * @param timezone values of TIMESTAMP_LTZ are shown in it, such as {@code Europe/Lisbon}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Parameters(
            @Nullable String sessionID, @Nullable String timezone) {}
}
