package io.braid.formats;

import io.braid.formats.AvroSkips.Skip;
import io.braid.spi.DataType;
import io.braid.spi.DataType.Kind;
import io.braid.spi.RowType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Readers that take values, written with one schema, right to the types of columns. What a schema cannot give a column is
 * known before a record is read; that a single value does not fit, such as a number too large, only then. Columns that
 * the schema has no field for are null, fields that no column wants are passed over.
 */
final class AvroValues {
    private final AvroSkips skips = new AvroSkips();

    /** Reads one value to its end. An {@link ArithmeticException} means that it does not fit its column. */
    @FunctionalInterface
    interface Reader {
        @Nullable
        Object read(AvroInput in);
    }

    /** Reads one record to its end, one value a column. */
    @FunctionalInterface
    interface RecordReader {
        @Nullable
        Object[] read(AvroInput in);
    }

    /** @throws BadRecordException when the schema does not give what the columns need */
    RecordReader record(Schema written, RowType columns) {
        if (written.getType() != Schema.Type.RECORD) {
            throw BadRecordException.of("its schema is no Avro record but " + name(written));
        }
        return fields(written, columns);
    }

    /** A field of the record: where its value goes, -1 for nowhere. */
    private record Step(String name, int place, Reader reader) {}

    private RecordReader fields(Schema written, RowType columns) {
        List<Step> steps = new ArrayList<>();
        for (Schema.Field field : written.getFields()) {
            int place = columns.names().indexOf(field.name());
            if (place < 0) {
                Skip skip = skips.of(field.schema());
                steps.add(new Step(field.name(), place, in -> {
                    skip.over(in);
                    return null;
                }));
            } else {
                steps.add(new Step(
                        field.name(),
                        place,
                        inField(field, columns.column(place).type())));
            }
        }
        int size = columns.size();
        return in -> {
            @Nullable Object[] row = new @Nullable Object[size];
            for (Step step : steps) {
                Object value = value(in, step);
                if (step.place() >= 0) {
                    row[step.place()] = value;
                }
            }
            return row;
        };
    }

    private Reader inField(Schema.Field field, DataType type) {
        try {
            return reader(field.schema(), type);
        } catch (BadRecordException e) {
            throw e.within(field.name());
        }
    }

    private static @Nullable Object value(AvroInput in, Step step) {
        try {
            return step.reader().read(in);
        } catch (BadRecordException e) {
            throw e.within(step.name());
        }
    }

    private Reader reader(Schema written, DataType type) {
        if (written.getType() == Schema.Type.UNION) {
            return union(written, type);
        }
        Reader reader = found(written, type);
        if (reader == null) {
            throw BadRecordException.of("expected " + type + ", found " + name(written));
        }
        return in -> {
            try {
                return reader.read(in);
            } catch (ArithmeticException e) {
                throw BadRecordException.of(
                        "expected " + type + ", found a " + (type.kind().isNumeric() ? "number" : "value")
                                + " that does not fit",
                        e);
            }
        };
    }

    /** Branches that the column cannot take are no trouble until a value is of one. */
    private Reader union(Schema written, DataType type) {
        List<Reader> branches = new ArrayList<>();
        BadRecordException refused = null;
        boolean any = false;
        for (Schema branch : written.getTypes()) {
            if (branch.getType() == Schema.Type.NULL) {
                branches.add(in -> null);
                continue;
            }
            try {
                branches.add(reader(branch, type));
                any = true;
            } catch (BadRecordException e) {
                refused = refused == null ? e : refused;
                branches.add(in -> {
                    throw e;
                });
            }
        }
        if (!any && refused != null) {
            throw refused;
        }
        return in -> branches.get(AvroSkips.branch(in, branches.size())).read(in);
    }

    /** Null where the column cannot have what the schema writes. */
    private @Nullable Reader found(Schema written, DataType type) {
        return switch (type.kind()) {
            case BOOLEAN -> written.getType() == Schema.Type.BOOLEAN ? AvroInput::bool : null;
            case TINYINT -> integer(written, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SMALLINT -> integer(written, Short.MIN_VALUE, Short.MAX_VALUE);
            case INTEGER -> integer(written, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BIGINT -> int64(written);
            case FLOAT -> float32(written);
            case DOUBLE -> float64(written);
            case DECIMAL -> decimal(written, (DataType.Decimal) type);
            case VARCHAR -> text(written);
            case VARBINARY -> binary(written);
            case DATE -> AvroTimes.logicalType(written).equals("date") ? in -> AvroTimes.date(in.int32()) : null;
            case TIME -> time(written, (DataType.Temporal) type);
            case TIMESTAMP, TIMESTAMP_LTZ -> timestamp(written, (DataType.Temporal) type);
            case ARRAY ->
                written.getType() == Schema.Type.ARRAY
                        ? array(written.getElementType(), ((DataType.ArrayOf) type).element())
                        : null;
            case MAP ->
                written.getType() == Schema.Type.MAP
                                && ((DataType.MapOf) type).key().kind() == Kind.VARCHAR
                        ? map(written.getValueType(), ((DataType.MapOf) type).value())
                        : null;
            case STRUCT -> written.getType() == Schema.Type.RECORD ? struct(written, (DataType.StructOf) type) : null;
        };
    }

    private static boolean isInteger(Schema written) {
        return written.getType() == Schema.Type.INT || written.getType() == Schema.Type.LONG;
    }

    private static @Nullable Reader integer(Schema written, int least, int greatest) {
        Reader wide = int64(written);
        return wide == null
                ? null
                : in -> {
                    long value = in.int64();
                    if (value < least || value > greatest) {
                        throw new ArithmeticException("out of range");
                    }
                    return (int) value;
                };
    }

    private static @Nullable Reader int64(Schema written) {
        return isInteger(written) ? AvroInput::int64 : null;
    }

    private static @Nullable Reader float32(Schema written) {
        return switch (written.getType()) {
            case INT, LONG -> in -> (float) in.int64();
            case FLOAT -> AvroInput::float32;
            case DOUBLE ->
                in -> {
                    double value = in.float64();
                    float narrow = (float) value;
                    if (Float.isInfinite(narrow) && !Double.isInfinite(value)) {
                        throw new ArithmeticException("out of range");
                    }
                    return narrow;
                };
            default -> null;
        };
    }

    private static @Nullable Reader float64(Schema written) {
        return switch (written.getType()) {
            case INT, LONG -> in -> (double) in.int64();
            case FLOAT -> in -> (double) in.float32();
            case DOUBLE -> AvroInput::float64;
            default -> null;
        };
    }

    private static @Nullable Reader decimal(Schema written, DataType.Decimal type) {
        if (isInteger(written)) {
            return in -> Decimals.fit(BigDecimal.valueOf(in.int64()), type.precision(), type.scale());
        }
        if (!(written.getLogicalType() instanceof LogicalTypes.Decimal decimal)) {
            return null;
        }
        int scale = decimal.getScale();
        boolean fixed = written.getType() == Schema.Type.FIXED;
        int size = fixed ? written.getFixedSize() : 0;
        return in -> {
            byte[] bytes = fixed ? in.fixed(size) : in.bytes();
            BigInteger digits = bytes.length == 0 ? BigInteger.ZERO : new BigInteger(bytes);
            return Decimals.fit(new BigDecimal(digits, scale), type.precision(), type.scale());
        };
    }

    private static @Nullable Reader text(Schema written) {
        return switch (written.getType()) {
            case STRING -> AvroInput::text;
            case BYTES -> written.getLogicalType() == null ? in -> utf8(in.bytes()) : null;
            case ENUM -> {
                String[] symbols = written.getEnumSymbols().toArray(String[]::new);
                yield in -> {
                    int symbol = in.int32();
                    if (symbol < 0 || symbol >= symbols.length) {
                        throw BadRecordException.of("an enum has no symbol of that number");
                    }
                    return symbols[symbol];
                };
            }
            case FIXED -> AvroTimes.logicalType(written).equals("uuid") ? in -> uuid(in.fixed(16)) : null;
            default -> null;
        };
    }

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw BadRecordException.of("expected VARCHAR, found bytes that are no UTF-8", e);
        }
    }

    private static String uuid(byte[] bytes) {
        ByteBuffer halves = ByteBuffer.wrap(bytes);
        return new UUID(halves.getLong(), halves.getLong()).toString();
    }

    private static @Nullable Reader binary(Schema written) {
        return switch (written.getType()) {
            case BYTES, STRING -> AvroInput::bytes;
            case FIXED -> {
                int size = written.getFixedSize();
                yield in -> in.fixed(size);
            }
            default -> null;
        };
    }

    private static @Nullable Reader time(Schema written, DataType.Temporal type) {
        if (!AvroTimes.isTime(written)) {
            return null;
        }
        long units = AvroTimes.unitsPerSecond(written);
        return in -> AvroTimes.time(in.int64(), units, type.precision());
    }

    private static @Nullable Reader timestamp(Schema written, DataType.Temporal type) {
        if (!AvroTimes.isTimestamp(written)) {
            return null;
        }
        long units = AvroTimes.unitsPerSecond(written);
        Reader local = in -> AvroTimes.timestamp(in.int64(), units, type.precision());
        return type.kind() == Kind.TIMESTAMP
                ? local
                : in -> AvroTimes.timestamp(in.int64(), units, type.precision()).toInstant(ZoneOffset.UTC);
    }

    private Reader array(Schema writtenElement, DataType elementType) {
        Reader element = reader(writtenElement, elementType);
        int least = skips.leastBytes(writtenElement);
        return in -> {
            List<@Nullable Object> values = new ArrayList<>();
            for (int count = in.block(0, least); count > 0; count = in.block(values.size(), least)) {
                for (int i = 0; i < count; i++) {
                    values.add(inner(in, element, "[" + values.size() + "]"));
                }
            }
            return Collections.unmodifiableList(values);
        };
    }

    private Reader map(Schema writtenValue, DataType valueType) {
        Reader value = reader(writtenValue, valueType);
        int least = 1 + skips.leastBytes(writtenValue);
        return in -> {
            Map<String, @Nullable Object> entries = new LinkedHashMap<>();
            for (int count = in.block(0, least); count > 0; count = in.block(0, least)) {
                for (int i = 0; i < count; i++) {
                    String key = in.text();
                    entries.put(key, inner(in, value, key));
                }
            }
            return Collections.unmodifiableMap(entries);
        };
    }

    private static @Nullable Object inner(AvroInput in, Reader reader, String place) {
        try {
            return reader.read(in);
        } catch (BadRecordException e) {
            throw e.within(place);
        }
    }

    private Reader struct(Schema written, DataType.StructOf type) {
        RecordReader fields = fields(written, RowType.of(type));
        return in -> Collections.unmodifiableList(Arrays.asList(fields.read(in)));
    }

    /** What a schema writes, in Avro's words: {@code a record}, {@code a long of timestamp-millis}. */
    private static String name(Schema written) {
        String type = written.getType().getName();
        String article = "aeiou".indexOf(type.charAt(0)) >= 0 ? "an " : "a ";
        String logical = AvroTimes.logicalType(written);
        return article + type + (logical.isEmpty() ? "" : " of " + logical);
    }
}
