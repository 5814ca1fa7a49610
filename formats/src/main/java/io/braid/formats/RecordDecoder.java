package io.braid.formats;

import io.braid.spi.ErrorCode;
import io.braid.spi.RowType;
import io.braid.spi.SchemaLookup;
import io.braid.spi.StatementException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the bytes of one side of a record, key or value, into values of its columns. Shared between threads. */
@FunctionalInterface
public interface RecordDecoder {
    /** Option of PROTOBUF: from {@link ProtobufDescriptors#encoded}. */
    String DESCRIPTOR = "descriptor";
    /** Option of PROTOBUF: the full name of the message. */
    String MESSAGE = "message";

    /** For formats that ask none. */
    SchemaLookup NO_REGISTRY = id -> {
        throw new IllegalStateException("there is no schema registry");
    };

    /**
     * Reads one record.
     *
     * @return one value a column, of the classes of {@link io.braid.spi.DataType}; null when the bytes hold no row at
     *     all, as those of a deleted key
     * @throws BadRecordException when the bytes are not what format and columns say
     */
    @Nullable
    Object @Nullable [] decode(byte @Nullable [] bytes);

    /**
     * The decoder of a format.
     *
     * @param format JSON, PRIMITIVE, AVRO or PROTOBUF, in any case
     * @param options {@code timestamp.format} of JSON, {@link #DESCRIPTOR} and {@link #MESSAGE} of PROTOBUF; others are
     *     ignored
     * @param registry asked for the schemas of AVRO records, and by no other format
     * @throws StatementException when the format cannot be read here or does not suit the columns
     */
    static RecordDecoder of(String format, Map<String, String> options, RowType columns, SchemaLookup registry) {
        return switch (format.toUpperCase(Locale.ROOT)) {
            case "JSON" -> new JsonRowReader(columns, TimestampFormat.from(options));
            case "PRIMITIVE" -> new PrimitiveReader(columns);
            case "AVRO" -> new AvroRowReader(columns, registry);
            case "PROTOBUF" ->
                new ProtobufRowReader(
                        columns,
                        ProtobufDescriptors.decode(options.getOrDefault(DESCRIPTOR, ""))
                                .require(options.getOrDefault(MESSAGE, "")));
            default -> throw unknown(format);
        };
    }

    /** The refusal of a format that has neither decoder nor encoder. */
    static StatementException unknown(String format) {
        return StatementException.of(ErrorCode.FEATURE_NOT_SUPPORTED, "format \"%s\" is not supported here", format)
                .hint("JSON, PRIMITIVE, AVRO and PROTOBUF are");
    }
}
