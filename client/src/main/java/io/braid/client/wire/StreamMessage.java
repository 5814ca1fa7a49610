package io.braid.client.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A text frame of a live result. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(StreamMessage.Auth.class),
    @JsonSubTypes.Type(StreamMessage.Metadata.class),
    @JsonSubTypes.Type(StreamMessage.Data.class),
    @JsonSubTypes.Type(StreamMessage.Failure.class)
})
public sealed interface StreamMessage {

    /** The client's first and only frame. */
    @JsonTypeName("auth")
    record Auth(@Nullable String accessToken, @Nullable String sessionId) implements StreamMessage {
        @Override
        public String toString() {
            return "Auth[***]";
        }
    }

    /** The server's first frame, once. */
    @JsonTypeName("metadata")
    record Metadata(Map<String, String> headers, List<Column> columns) implements StreamMessage {
        public Metadata {
            headers = headers == null ? Map.of() : Map.copyOf(headers);
            columns = columns == null ? List.of() : List.copyOf(columns);
        }
    }

    /** One row. */
    @JsonTypeName("data")
    record Data(Map<String, String> headers, List<@Nullable String> data) implements StreamMessage {}

    /** The end of a stream that failed, in the shapes that the Go and TypeScript clients read. */
    @JsonTypeName("error")
    record Failure(Map<String, String> headers, String message, String sqlCode, Cause error) implements StreamMessage {
        public static Failure of(String message, String sqlCode) {
            return new Failure(Map.of(), message, sqlCode, new Cause(message, sqlCode));
        }

        public record Cause(String message, String sqlCode) {}
    }

    /** The same for the Python client, which fails on any other set of keys. */
    @JsonTypeName("error")
    record PythonFailure(
            Map<String, String> headers,
            String message,
            @JsonProperty("sql_code") String sqlCode) implements StreamMessage {}

    /** Length, precision and scale are null where the type has none. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Column(
            String name,
            String type,
            boolean nullable,
            @Nullable Integer length,
            @Nullable Integer precision,
            @Nullable Integer scale) {}
}
