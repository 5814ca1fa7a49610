package io.braid.client.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows of a statement are to be fetched, and the token that opens that place for this statement only.
 *
 * @param requestType {@link #STREAMING} or {@link #RESULT_SET}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DataplaneRequest(
        String token,
        String uri,
        String statementID,
        String requestType,
        @Nullable String queryID) {
    public static final String STREAMING = "streaming";
    public static final String RESULT_SET = "result-set";

    /** The token is a secret; a record would print it. */
    @Override
    public String toString() {
        return "DataplaneRequest[" + requestType + " " + uri + "]";
    }
}
