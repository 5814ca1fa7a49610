package io.braid.formats;

import io.braid.spi.DataType;
import io.braid.spi.ErrorCode;
import io.braid.spi.RowType;
import io.braid.spi.StatementException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** Rows as Avro records that begin with the number of their schema. Shared between threads. */
public final class AvroRowWriter implements RecordEncoder {
    private final byte[] head;
    private final List<Step> steps;

    /** Writes a value that is not null. */
    @FunctionalInterface
    private interface Writer {
        void write(BinaryEncoder out, Object value) throws IOException;
    }

    /** Writes a value or that there is none. */
    @FunctionalInterface
    private interface NullableWriter {
        void write(BinaryEncoder out, @Nullable Object value) throws IOException;
    }

    /** A field of a record, in the schema's order, and the place of its value. */
    private record Step(int place, NullableWriter writer) {}

    /**
     * @param schema from {@link AvroSchemas#text} for the same columns
     * @param schemaId its number in the registry
     */
    public AvroRowWriter(RowType columns, String schema, int schemaId) {
        this.head = ConfluentFrame.head(schemaId);
        this.steps = steps(new Schema.Parser().parse(schema), columns);
    }

    private static List<Step> steps(Schema record, RowType columns) {
        List<Step> steps = new ArrayList<>();
        for (Schema.Field field : record.getFields()) {
            int place = columns.names().indexOf(field.name());
            steps.add(new Step(
                    place,
                    nullable(field.name(), field.schema(), columns.column(place).type())));
        }
        return steps;
    }

    @Override
    public byte[] encode(@Nullable Object[] values) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        bytes.writeBytes(head);
        BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            for (Step step : steps) {
                step.writer().write(out, values[step.place()]);
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** @param name for messages */
    private static NullableWriter nullable(String name, Schema schema, DataType type) {
        if (!schema.isNullable()) {
            Writer writer = writer(name, schema, type);
            return (out, value) -> {
                if (value == null) {
                    throw StatementException.of(
                            ErrorCode.INVALID_QUERY, "\"%s\" is null, and its Avro schema allows no nulls", name);
                }
                writer.write(out, value);
            };
        }
        int nothing = schema.getTypes().get(0).getType() == Schema.Type.NULL ? 0 : 1;
        int something = 1 - nothing;
        Writer writer = writer(name, schema.getTypes().get(something), type);
        return (out, value) -> {
            out.writeIndex(value == null ? nothing : something);
            if (value != null) {
                writer.write(out, value);
            }
        };
    }

    private static Writer writer(String name, Schema schema, DataType type) {
        return switch (type.kind()) {
            case BOOLEAN -> (out, value) -> out.writeBoolean((Boolean) value);
            case TINYINT, SMALLINT, INTEGER -> (out, value) -> out.writeInt((Integer) value);
            case BIGINT -> (out, value) -> out.writeLong((Long) value);
            case FLOAT -> (out, value) -> out.writeFloat((Float) value);
            case DOUBLE -> (out, value) -> out.writeDouble((Double) value);
            case VARCHAR -> text(name, schema);
            case VARBINARY -> binary(name, schema);
            case DECIMAL -> decimal(schema);
            case DATE -> (out, value) -> out.writeInt(Math.toIntExact(((LocalDate) value).toEpochDay()));
            case TIME -> time(schema);
            case TIMESTAMP, TIMESTAMP_LTZ -> {
                long perSecond = AvroTimes.unitsPerSecond(schema);
                yield (out, value) -> out.writeLong(AvroTimes.units(value, type, perSecond));
            }
            case ARRAY -> array(nullable(name, schema.getElementType(), ((DataType.ArrayOf) type).element()));
            case MAP -> map(nullable(name, schema.getValueType(), ((DataType.MapOf) type).value()));
            case STRUCT -> struct(schema, (DataType.StructOf) type);
        };
    }

    /** A base schema may have made an enum or a UUID of a VARCHAR. */
    private static Writer text(String name, Schema schema) {
        return switch (schema.getType()) {
            case ENUM ->
                (out, value) -> {
                    if (!schema.hasEnumSymbol((String) value)) {
                        throw StatementException.of(
                                ErrorCode.INVALID_QUERY, "\"%s\" has a value that its Avro enum has not", name);
                    }
                    out.writeEnum(schema.getEnumOrdinal((String) value));
                };
            case FIXED ->
                (out, value) -> {
                    UUID uuid = UUID.fromString((String) value);
                    out.writeFixed(ByteBuffer.allocate(16)
                            .putLong(uuid.getMostSignificantBits())
                            .putLong(uuid.getLeastSignificantBits())
                            .array());
                };
            default -> (out, value) -> out.writeString((String) value);
        };
    }

    private static Writer binary(String name, Schema schema) {
        if (schema.getType() != Schema.Type.FIXED) {
            return (out, value) -> out.writeBytes((byte[]) value);
        }
        return (out, value) -> {
            if (((byte[]) value).length != schema.getFixedSize()) {
                throw StatementException.of(
                        ErrorCode.INVALID_QUERY,
                        "\"%s\" must have %d bytes for its Avro schema",
                        name,
                        schema.getFixedSize());
            }
            out.writeFixed((byte[]) value);
        };
    }

    private static Writer decimal(Schema schema) {
        boolean fixed = schema.getType() == Schema.Type.FIXED;
        return (out, value) -> {
            byte[] digits = ((BigDecimal) value).unscaledValue().toByteArray();
            if (!fixed) {
                out.writeBytes(digits);
                return;
            }
            byte[] padded = new byte[schema.getFixedSize()];
            Arrays.fill(padded, (byte) (digits[0] < 0 ? -1 : 0));
            System.arraycopy(digits, 0, padded, padded.length - digits.length, digits.length);
            out.writeFixed(padded);
        };
    }

    private static Writer time(Schema schema) {
        return schema.getType() == Schema.Type.INT
                ? (out, value) -> out.writeInt((int) AvroTimes.units((LocalTime) value))
                : (out, value) -> out.writeLong(AvroTimes.units((LocalTime) value) * 1_000);
    }

    private static Writer array(NullableWriter element) {
        return (out, value) -> {
            List<?> values = (List<?>) value;
            out.writeArrayStart();
            out.setItemCount(values.size());
            for (Object item : values) {
                out.startItem();
                element.write(out, item);
            }
            out.writeArrayEnd();
        };
    }

    private static Writer map(NullableWriter entry) {
        return (out, value) -> {
            Map<?, ?> entries = (Map<?, ?>) value;
            out.writeMapStart();
            out.setItemCount(entries.size());
            for (Map.Entry<?, ?> each : entries.entrySet()) {
                out.startItem();
                // a map with a null key is legal in SQL and must not kill the job that writes it; JSON does the same
                out.writeString(String.valueOf(each.getKey()));
                entry.write(out, each.getValue());
            }
            out.writeMapEnd();
        };
    }

    private static Writer struct(Schema schema, DataType.StructOf type) {
        List<Step> fields = steps(schema, RowType.of(type));
        return (out, value) -> {
            List<?> values = (List<?>) value;
            for (Step field : fields) {
                field.writer().write(out, values.get(field.place()));
            }
        };
    }
}
