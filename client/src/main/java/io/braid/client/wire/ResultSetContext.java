package io.braid.client.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The complete context after a statement, for the next request.
 *
 * <p>What is not set is left out. The Go client replaces its whole context by this one, so a field that is left out is
 * forgotten, while an empty text would be sent back as a name; the TypeScript and Python clients take over only
 * non-empty fields and keep the others either way. Left out is also the only form in which {@code organizationID}, a
 * UUID for all three, can say "none".
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ResultSetContext(
        @Nullable String organizationID,
        @Nullable String roleName,
        @Nullable String databaseName,
        @Nullable String schemaName,
        @Nullable String storeName,
        @Nullable String computePoolName) {
    public static final ResultSetContext NONE = new ResultSetContext(null, null, null, null, null, null);
}
