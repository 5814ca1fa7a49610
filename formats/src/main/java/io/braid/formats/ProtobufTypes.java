package io.braid.formats;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.braid.spi.DataType;
import io.braid.spi.ErrorCode;
import io.braid.spi.Field;
import io.braid.spi.RowType;
import io.braid.spi.StatementException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What messages are as columns. */
public final class ProtobufTypes {
    private static final String TIMESTAMP = "google.protobuf.Timestamp";

    /** Messages of one field named value, which are there to be absent. */
    private static final Set<String> WRAPPERS = Set.of(
            "google.protobuf.BoolValue",
            "google.protobuf.Int32Value",
            "google.protobuf.UInt32Value",
            "google.protobuf.Int64Value",
            "google.protobuf.UInt64Value",
            "google.protobuf.FloatValue",
            "google.protobuf.DoubleValue",
            "google.protobuf.StringValue",
            "google.protobuf.BytesValue");

    private ProtobufTypes() {}

    static boolean isTimestamp(FieldDescriptor field) {
        return isMessage(field) && field.getMessageType().getFullName().equals(TIMESTAMP);
    }

    static boolean isWrapper(FieldDescriptor field) {
        return isMessage(field) && WRAPPERS.contains(field.getMessageType().getFullName());
    }

    private static boolean isMessage(FieldDescriptor field) {
        return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
    }

    /** The field within a wrapper, or the key or value of a map. */
    static FieldDescriptor inner(FieldDescriptor field, String name) {
        return field.getMessageType().findFieldByName(name);
    }

    /**
     * The columns that a message gives, named as its fields.
     *
     * @throws StatementException 0A000 when a message contains itself, 3D010 when there is no such message
     */
    public static RowType columns(ProtobufDescriptors descriptors, String message) {
        return RowType.of(new DataType.StructOf(fields(descriptors.require(message), new ArrayDeque<>())));
    }

    private static List<Field> fields(Descriptor message, Deque<String> within) {
        if (within.contains(message.getFullName())) {
            throw StatementException.of(
                            ErrorCode.FEATURE_NOT_SUPPORTED,
                            "message \"%s\" contains itself, which no column can hold",
                            message.getFullName())
                    .hint("write the columns into the statement, and leave that field out");
        }
        within.push(message.getFullName());
        List<Field> fields = new ArrayList<>();
        for (FieldDescriptor field : message.getFields()) {
            fields.add(new Field(field.getName(), type(field, within)));
        }
        within.pop();
        return fields;
    }

    private static DataType type(FieldDescriptor field, Deque<String> within) {
        if (field.isMapField()) {
            return DataType.map(one(inner(field, "key"), within), one(inner(field, "value"), within));
        }
        DataType one = one(field, within);
        return field.isRepeated() ? DataType.array(one) : one;
    }

    private static DataType one(FieldDescriptor field, Deque<String> within) {
        return switch (field.getJavaType()) {
            case BOOLEAN -> DataType.BOOLEAN;
            case INT -> DataType.INTEGER;
            case LONG -> DataType.BIGINT;
            case FLOAT -> DataType.FLOAT;
            case DOUBLE -> DataType.DOUBLE;
            case STRING, ENUM -> DataType.VARCHAR;
            case BYTE_STRING -> DataType.VARBINARY;
            case MESSAGE ->
                isTimestamp(field)
                        ? DataType.timestampLtz(9)
                        : isWrapper(field)
                                ? one(inner(field, "value"), within)
                                : DataType.struct(fields(field.getMessageType(), within));
        };
    }

    static boolean isUnsigned(FieldDescriptor field) {
        return switch (field.getType()) {
            case UINT32, UINT64, FIXED32, FIXED64 -> true;
            default -> false;
        };
    }

    /** What a field is, in Protobuf's words. */
    static String name(FieldDescriptor field) {
        if (field.isMapField()) {
            return "a map";
        }
        String type = isMessage(field)
                ? "message " + field.getMessageType().getFullName()
                : field.getType().name().toLowerCase(Locale.ROOT);
        boolean vowel = type.startsWith("i") || type.startsWith("e");
        return field.isRepeated() ? "a repeated " + type : (vowel ? "an " : "a ") + type;
    }
}
