package io.braid.server.data;

import io.braid.client.wire.Json;
import io.braid.client.wire.StreamMessage;
import io.braid.client.wire.StreamMessage.Column;
import io.braid.spi.DataType;
import io.braid.spi.RowType;
import java.nio.ByteBuffer;
import java.util.Map;

/** The frames of a live result other than rows. Pure. */
final class StreamFrames {
    private StreamFrames() {}

    static ByteBuffer metadata(RowType columns) {
        return ByteBuffer.wrap(Json.bytes(new StreamMessage.Metadata(
                Map.of(),
                columns.columns().stream()
                        .map(c -> column(c.name(), c.type(), c.nullable()))
                        .toList())));
    }

    /**
     * The Go and TypeScript clients ignore keys they do not know, so one frame serves both. The Python client takes
     * exactly its own keys: with any other it hangs for ever.
     */
    static ByteBuffer failure(String userAgent, String sqlState, String message) {
        Object frame = userAgent.contains("websockets")
                ? new StreamMessage.PythonFailure(Map.of(), message, sqlState)
                : StreamMessage.Failure.of(message, sqlState);
        return ByteBuffer.wrap(Json.bytes(frame));
    }

    private static Column column(String name, DataType type, boolean nullable) {
        Integer length = null;
        Integer precision = null;
        Integer scale = null;
        if (type instanceof DataType.Sized sized && sized.length() != Integer.MAX_VALUE) {
            length = sized.length();
        } else if (type instanceof DataType.Decimal decimal) {
            precision = decimal.precision();
            scale = decimal.scale();
        } else if (type instanceof DataType.Temporal temporal) {
            precision = temporal.precision();
        }
        return new Column(name, type.toString(), nullable, length, precision, scale);
    }
}
