package io.braid.formats;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.ErrorCode;
import io.braid.spi.RowType;
import io.braid.spi.StatementException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rows as Protobuf messages. A null is a field that is not set, which is what a reader takes for its default where the
 * field cannot say that it is absent. Shared between threads.
 */
public final class ProtobufRowWriter implements RecordEncoder {
    private final Descriptor message;
    private final List<Step> steps;

    /** Turns a value of a column into what the library takes for a field. */
    @FunctionalInterface
    private interface Writer {
        Object write(Object value);
    }

    private record Step(FieldDescriptor field, Writer writer) {}

    /** @throws StatementException 3D008 when the message has not all columns, or has them of other types */
    ProtobufRowWriter(RowType columns, Descriptor message) {
        this.message = message;
        this.steps = steps(message, columns);
        for (FieldDescriptor field : message.getFields()) {
            if (field.isRequired() && !columns.names().contains(field.getName())) {
                throw StatementException.of(
                        ErrorCode.INVALID_PARAMETER,
                        "field \"%s\" of message \"%s\" is required, and there is no such column",
                        field.getName(),
                        message.getFullName());
            }
        }
    }

    @Override
    public byte[] encode(@Nullable Object[] values) {
        return message(message, steps, values).toByteArray();
    }

    private static Message message(Descriptor type, List<Step> steps, @Nullable Object[] values) {
        DynamicMessage.Builder builder = DynamicMessage.newBuilder(type);
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            Step step = steps.get(i);
            if (value == null) {
                if (step.field().isRequired()) {
                    throw StatementException.of(
                            ErrorCode.INVALID_QUERY,
                            "\"%s\" is null, and its field is required",
                            step.field().getName());
                }
                continue;
            }
            if (step.field().getContainingOneof() != null
                    && builder.hasOneof(step.field().getContainingOneof())) {
                throw StatementException.of(
                        ErrorCode.INVALID_QUERY,
                        "more than one column of oneof \"%s\" has a value",
                        step.field().getContainingOneof().getName());
            }
            builder.setField(step.field(), step.writer().write(value));
        }
        return builder.build();
    }

    private static List<Step> steps(Descriptor message, RowType columns) {
        List<Step> steps = new ArrayList<>();
        for (Column column : columns.columns()) {
            FieldDescriptor field = message.findFieldByName(column.name());
            if (field == null) {
                throw StatementException.of(
                                ErrorCode.INVALID_PARAMETER,
                                "message \"%s\" has no field \"%s\"",
                                message.getFullName(),
                                column.name())
                        .hint("name the columns as its fields: "
                                + String.join(
                                        ", ",
                                        message.getFields().stream()
                                                .map(FieldDescriptor::getName)
                                                .toList()));
            }
            steps.add(new Step(field, writer(field, column.type())));
        }
        return steps;
    }

    private static Writer writer(FieldDescriptor field, DataType type) {
        if (field.isMapField()) {
            return type instanceof DataType.MapOf map ? map(field, map) : refuse(field, type);
        }
        if (!field.isRepeated()) {
            return one(field, type);
        }
        if (!(type instanceof DataType.ArrayOf array)) {
            return refuse(field, type);
        }
        Writer element = one(field, array.element());
        return values -> ((List<?>) values)
                .stream().map(value -> element.write(present(field, value))).toList();
    }

    private static Writer map(FieldDescriptor field, DataType.MapOf type) {
        FieldDescriptor keyField = ProtobufTypes.inner(field, "key");
        FieldDescriptor valueField = ProtobufTypes.inner(field, "value");
        Writer key = one(keyField, type.key());
        Writer value = one(valueField, type.value());
        return entries -> {
            List<Message> pairs = new ArrayList<>();
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) entries).entrySet()) {
                pairs.add(DynamicMessage.newBuilder(field.getMessageType())
                        .setField(keyField, key.write(present(field, entry.getKey())))
                        .setField(valueField, value.write(present(field, entry.getValue())))
                        .build());
            }
            return pairs;
        };
    }

    private static Object present(FieldDescriptor field, @Nullable Object value) {
        if (value == null) {
            throw StatementException.of(
                    ErrorCode.INVALID_QUERY, "\"%s\" contains a null, which Protobuf cannot write", field.getName());
        }
        return value;
    }

    private static Writer one(FieldDescriptor field, DataType type) {
        if (ProtobufTypes.isTimestamp(field)) {
            return timestamp(field, type);
        }
        if (ProtobufTypes.isWrapper(field)) {
            FieldDescriptor inner = ProtobufTypes.inner(field, "value");
            Writer value = one(inner, type);
            return unwrapped -> DynamicMessage.newBuilder(field.getMessageType())
                    .setField(inner, value.write(unwrapped))
                    .build();
        }
        return switch (field.getJavaType()) {
            case BOOLEAN -> type.kind() == DataType.Kind.BOOLEAN ? value -> value : refuse(field, type);
            case INT ->
                switch (type.kind()) {
                    case TINYINT, SMALLINT, INTEGER -> value -> natural(field, (Integer) value);
                    default -> refuse(field, type);
                };
            case LONG ->
                switch (type.kind()) {
                    case TINYINT, SMALLINT, INTEGER, BIGINT -> value -> natural(field, ((Number) value).longValue());
                    default -> refuse(field, type);
                };
            case FLOAT -> type.kind() == DataType.Kind.FLOAT ? value -> value : refuse(field, type);
            case DOUBLE ->
                switch (type.kind()) {
                    case FLOAT, DOUBLE -> value -> ((Number) value).doubleValue();
                    default -> refuse(field, type);
                };
            case STRING -> type.kind() == DataType.Kind.VARCHAR ? value -> value : refuse(field, type);
            case ENUM ->
                type.kind() == DataType.Kind.VARCHAR ? value -> symbol(field, (String) value) : refuse(field, type);
            case BYTE_STRING ->
                type.kind() == DataType.Kind.VARBINARY
                        ? value -> ByteString.copyFrom((byte[]) value)
                        : refuse(field, type);
            case MESSAGE -> {
                if (!(type instanceof DataType.StructOf struct)) {
                    yield refuse(field, type);
                }
                List<Step> steps = steps(field.getMessageType(), RowType.of(struct));
                yield value -> message(field.getMessageType(), steps, ((List<?>) value).toArray());
            }
        };
    }

    /** An unsigned field has no negative numbers. */
    private static <N extends Number> N natural(FieldDescriptor field, N number) {
        if (number.longValue() < 0 && ProtobufTypes.isUnsigned(field)) {
            throw StatementException.of(
                    ErrorCode.INVALID_QUERY, "\"%s\" is negative, and its field is unsigned", field.getName());
        }
        return number;
    }

    private static EnumValueDescriptor symbol(FieldDescriptor field, String name) {
        EnumValueDescriptor symbol = field.getEnumType().findValueByName(name);
        if (symbol == null) {
            throw StatementException.of(
                    ErrorCode.INVALID_QUERY, "\"%s\" has a value that its enum has not", field.getName());
        }
        return symbol;
    }

    private static Writer timestamp(FieldDescriptor field, DataType type) {
        boolean local = type.kind() == DataType.Kind.TIMESTAMP;
        if (!local && type.kind() != DataType.Kind.TIMESTAMP_LTZ) {
            return refuse(field, type);
        }
        FieldDescriptor seconds = ProtobufTypes.inner(field, "seconds");
        FieldDescriptor nanos = ProtobufTypes.inner(field, "nanos");
        return value -> {
            Instant instant =
                    local ? ((LocalDateTime) Objects.requireNonNull(value)).toInstant(ZoneOffset.UTC) : (Instant) value;
            return DynamicMessage.newBuilder(field.getMessageType())
                    .setField(seconds, instant.getEpochSecond())
                    .setField(nanos, instant.getNano())
                    .build();
        };
    }

    private static Writer refuse(FieldDescriptor field, DataType type) {
        throw StatementException.of(
                ErrorCode.INVALID_PARAMETER,
                "column \"%s\" of type %s cannot be written to %s",
                field.getName(),
                type,
                ProtobufTypes.name(field));
    }
}
