package io.braid.client.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rows are and where the next ones lie. Arrays and context are always there, empty if need be: every official
 * client trips over a missing one.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ResultSetMetadata(
        String encoding,
        List<PartitionInfo> partitionInfo,
        List<Column> columns,
        @Nullable DataplaneRequest dataplaneRequest,
        ResultSetContext context) {
    public static final String JSON_ENCODING = "json";

    public ResultSetMetadata {
        partitionInfo = partitionInfo == null ? List.of() : List.copyOf(partitionInfo);
        columns = columns == null ? List.of() : List.copyOf(columns);
        context = context == null ? ResultSetContext.NONE : context;
    }

    /** How many rows a partition has. */
    public record PartitionInfo(long rowCount) {}

    /**
     * @param type upper case, such as {@code DECIMAL(10, 2)}
     * @param displayHint for example {@code nowrap}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Column(
            String name,
            String type,
            boolean nullable,
            @JsonProperty("display_hint") @Nullable String displayHint) {
        public Column(String name, String type, boolean nullable) {
            this(name, type, nullable, null);
        }
    }
}
