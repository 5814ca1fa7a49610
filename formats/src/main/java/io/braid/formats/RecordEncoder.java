package io.braid.formats;

import io.braid.spi.RowType;
import io.braid.spi.StatementException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes values of columns as the bytes of one side of a record, key or value. Shared between threads. */
@FunctionalInterface
public interface RecordEncoder {
    /** Option of AVRO: the schema to write with, which has all columns. */
    String SCHEMA = "schema";
    /** Option of AVRO: the number of that schema in its registry. */
    String SCHEMA_ID = "schema-id";

    /** Writes one row; null bytes when the row is a single null that the format has no bytes for. */
    byte @Nullable [] encode(@Nullable Object[] values);

    /**
     * The encoder of a format; arguments and refusals as for {@link RecordDecoder#of}.
     *
     * @param options {@link #SCHEMA} and {@link #SCHEMA_ID} for AVRO
     * @throws StatementException when the format cannot be written here or does not suit the columns
     */
    static RecordEncoder of(String format, Map<String, String> options, RowType columns) {
        return switch (format.toUpperCase(Locale.ROOT)) {
            case "JSON" -> new JsonRowWriter(columns, TimestampFormat.from(options));
            case "PRIMITIVE" -> new PrimitiveWriter(columns);
            case "AVRO" ->
                new AvroRowWriter(
                        columns,
                        options.getOrDefault(SCHEMA, ""),
                        Integer.parseInt(options.getOrDefault(SCHEMA_ID, "0")));
            case "PROTOBUF" ->
                new ProtobufRowWriter(
                        columns,
                        ProtobufDescriptors.decode(options.getOrDefault(RecordDecoder.DESCRIPTOR, ""))
                                .require(options.getOrDefault(RecordDecoder.MESSAGE, "")));
            default -> throw RecordDecoder.unknown(format);
        };
    }
}
