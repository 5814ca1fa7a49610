package io.braid.client.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a statement ended, with one partition of its rows.
 *
 * @param sqlState {@code 00000} is success and nothing else is
 * @param statementID a UUID
 * @param statementIDs of the single statements, when the request held several
 * @param createdOn seconds since 1970
 * @param metadata null only while the statement runs ({@code 03000})
 * @param data rows of texts and nulls
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ResultSet(
        String sqlState,
        @Nullable String message,
        String statementID,
        @Nullable List<String> statementIDs,
        long createdOn,
        @Nullable ResultSetMetadata metadata,
        @Nullable List<List<@Nullable String>> data) {
    public static final String SUCCESS = "00000";
    public static final String RUNNING = "03000";
}
