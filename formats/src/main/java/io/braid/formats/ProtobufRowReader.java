package io.braid.formats;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.ErrorCode;
import io.braid.spi.RowType;
import io.braid.spi.StatementException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows from Protobuf messages. Columns find their fields by name; one that the message has not is null, and so is a field
 * that knows it is absent. Shared between threads.
 */
public final class ProtobufRowReader implements RecordDecoder {
    private static final BigInteger TWO_64 = BigInteger.ONE.shiftLeft(Long.SIZE);

    private final Descriptor message;
    private final List<Step> steps;

    /** Turns what the library gives for a field into a value of its column. */
    @FunctionalInterface
    private interface Reader {
        @Nullable
        Object read(Object value);
    }

    /** A column and the field that it is read from, null for none. */
    private record Step(@Nullable FieldDescriptor field, Reader reader) {}

    /** @throws StatementException 3D008 when a field is not of its column's type */
    ProtobufRowReader(RowType columns, Descriptor message) {
        this.message = message;
        this.steps = steps(message, columns);
    }

    @Override
    public @Nullable Object @Nullable [] decode(byte @Nullable [] bytes) {
        // unlike other formats: no bytes at all are a message whose fields all have their defaults
        if (bytes == null) {
            return null;
        }
        try {
            return row(DynamicMessage.parseFrom(message, bytes), steps);
        } catch (InvalidProtocolBufferException e) {
            throw BadRecordException.of("the record is no message \"" + message.getFullName() + "\"", e);
        }
    }

    private static @Nullable Object[] row(Message message, List<Step> steps) {
        @Nullable Object[] row = new @Nullable Object[steps.size()];
        for (int i = 0; i < row.length; i++) {
            FieldDescriptor field = steps.get(i).field();
            if (field == null || (field.hasPresence() && !message.hasField(field))) {
                continue;
            }
            try {
                row[i] = steps.get(i).reader().read(message.getField(field));
            } catch (BadRecordException e) {
                throw e.within(field.getName());
            } catch (ArithmeticException e) {
                throw BadRecordException.inField(field.getName(), String.valueOf(e.getMessage()), e);
            }
        }
        return row;
    }

    private static List<Step> steps(Descriptor message, RowType columns) {
        List<Step> steps = new ArrayList<>();
        for (Column column : columns.columns()) {
            FieldDescriptor field = message.findFieldByName(column.name());
            steps.add(field == null ? new Step(null, value -> null) : new Step(field, reader(field, column.type())));
        }
        return steps;
    }

    private static Reader reader(FieldDescriptor field, DataType type) {
        if (field.isMapField()) {
            return type instanceof DataType.MapOf map ? map(field, map) : refuse(field, type);
        }
        if (field.isRepeated()) {
            if (!(type instanceof DataType.ArrayOf array)) {
                return refuse(field, type);
            }
            Reader element = one(field, array.element());
            return values -> {
                List<@Nullable Object> elements = new ArrayList<>();
                for (Object value : (List<?>) values) {
                    elements.add(element.read(value));
                }
                return Collections.unmodifiableList(elements);
            };
        }
        return one(field, type);
    }

    private static Reader map(FieldDescriptor field, DataType.MapOf type) {
        FieldDescriptor keyField = ProtobufTypes.inner(field, "key");
        FieldDescriptor valueField = ProtobufTypes.inner(field, "value");
        Reader key = one(keyField, type.key());
        Reader value = one(valueField, type.value());
        return entries -> {
            Map<@Nullable Object, @Nullable Object> read = new LinkedHashMap<>();
            for (Object entry : (List<?>) entries) {
                Message pair = (Message) entry;
                read.put(key.read(pair.getField(keyField)), value.read(pair.getField(valueField)));
            }
            return Collections.unmodifiableMap(read);
        };
    }

    /** One value of a field, of which there may be several. */
    private static Reader one(FieldDescriptor field, DataType type) {
        if (ProtobufTypes.isTimestamp(field)) {
            return timestamp(field, type);
        }
        if (ProtobufTypes.isWrapper(field)) {
            FieldDescriptor value = ProtobufTypes.inner(field, "value");
            Reader unwrapped = one(value, type);
            return wrapper -> unwrapped.read(((Message) wrapper).getField(value));
        }
        return switch (field.getJavaType()) {
            case BOOLEAN -> type.kind() == DataType.Kind.BOOLEAN ? value -> value : refuse(field, type);
            case INT, LONG -> integer(field, type);
            case FLOAT ->
                switch (type.kind()) {
                    case FLOAT -> value -> value;
                    case DOUBLE -> value -> (double) (Float) value;
                    default -> refuse(field, type);
                };
            case DOUBLE -> type.kind() == DataType.Kind.DOUBLE ? value -> value : refuse(field, type);
            case STRING -> type.kind() == DataType.Kind.VARCHAR ? value -> value : refuse(field, type);
            case ENUM ->
                type.kind() == DataType.Kind.VARCHAR
                        ? value -> symbol((EnumValueDescriptor) value)
                        : refuse(field, type);
            case BYTE_STRING ->
                type.kind() == DataType.Kind.VARBINARY
                        ? value -> ((ByteString) value).toByteArray()
                        : refuse(field, type);
            case MESSAGE -> {
                if (!(type instanceof DataType.StructOf struct)) {
                    yield refuse(field, type);
                }
                List<Step> steps = steps(field.getMessageType(), RowType.of(struct));
                yield value -> Collections.unmodifiableList(Arrays.asList(row((Message) value, steps)));
            }
        };
    }

    /** A number without name is one of a later version of the enum. */
    private static String symbol(EnumValueDescriptor value) {
        return value.getIndex() < 0 ? Integer.toString(value.getNumber()) : value.getName();
    }

    private static Reader integer(FieldDescriptor field, DataType type) {
        boolean unsigned = ProtobufTypes.isUnsigned(field);
        return switch (type.kind()) {
            case TINYINT -> value -> (int) fit(value, unsigned, type, Byte.SIZE);
            case SMALLINT -> value -> (int) fit(value, unsigned, type, Short.SIZE);
            case INTEGER -> value -> (int) fit(value, unsigned, type, Integer.SIZE);
            case BIGINT -> value -> fit(value, unsigned, type, Long.SIZE);
            case FLOAT -> value -> exact(value, unsigned).floatValue();
            case DOUBLE -> value -> exact(value, unsigned).doubleValue();
            case DECIMAL -> {
                DataType.Decimal decimal = (DataType.Decimal) type;
                yield value -> {
                    try {
                        return Decimals.fit(
                                new BigDecimal(exact(value, unsigned)), decimal.precision(), decimal.scale());
                    } catch (ArithmeticException e) {
                        throw tooLarge(type);
                    }
                };
            }
            default -> refuse(field, type);
        };
    }

    /** Java has no unsigned numbers: those of Protobuf come as negative ones. */
    private static BigInteger exact(Object value, boolean unsigned) {
        if (value instanceof Integer number) {
            return BigInteger.valueOf(unsigned ? Integer.toUnsignedLong(number) : number);
        }
        BigInteger number = BigInteger.valueOf((Long) value);
        return unsigned && number.signum() < 0 ? number.add(TWO_64) : number;
    }

    private static long fit(Object value, boolean unsigned, DataType type, int bits) {
        if (value instanceof Long number && number < 0 && unsigned) {
            throw tooLarge(type);
        }
        long number =
                value instanceof Integer narrow ? unsigned ? Integer.toUnsignedLong(narrow) : narrow : (Long) value;
        if (number != number << (Long.SIZE - bits) >> (Long.SIZE - bits)) {
            throw tooLarge(type);
        }
        return number;
    }

    private static ArithmeticException tooLarge(DataType type) {
        return new ArithmeticException("expected " + type + ", found a number that does not fit");
    }

    private static Reader timestamp(FieldDescriptor field, DataType type) {
        if (type.kind() != DataType.Kind.TIMESTAMP && type.kind() != DataType.Kind.TIMESTAMP_LTZ) {
            return refuse(field, type);
        }
        FieldDescriptor seconds = ProtobufTypes.inner(field, "seconds");
        FieldDescriptor nanos = ProtobufTypes.inner(field, "nanos");
        boolean local = type.kind() == DataType.Kind.TIMESTAMP;
        int precision = ((DataType.Temporal) type).precision();
        return value -> {
            Message timestamp = (Message) value;
            long second = (Long) timestamp.getField(seconds);
            int nano = (Integer) timestamp.getField(nanos);
            if (nano < 0 || nano > 999_999_999 || !AvroTimes.isInRange(second)) {
                throw new ArithmeticException("expected " + type + ", found a value that does not fit");
            }
            LocalDateTime time = LocalDateTime.ofEpochSecond(second, AvroTimes.cut(nano, precision), ZoneOffset.UTC);
            return local ? time : time.toInstant(ZoneOffset.UTC);
        };
    }

    private static Reader refuse(FieldDescriptor field, DataType type) {
        throw StatementException.of(
                ErrorCode.INVALID_PARAMETER,
                "column \"%s\" of type %s cannot be read from %s",
                field.getName(),
                type,
                ProtobufTypes.name(field));
    }
}
