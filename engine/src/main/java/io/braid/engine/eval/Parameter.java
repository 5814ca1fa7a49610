package io.braid.engine.eval;

import io.braid.spi.DataType;
import io.braid.spi.DataType.Kind;
import org.jspecify.annotations.Nullable;

/** What a function takes in one place. */
enum Parameter {
    TEXT("VARCHAR"),
    BYTES("VARBINARY"),
    TEXT_OR_BYTES("VARCHAR or VARBINARY"),
    INTEGER("INTEGER"),
    BIGINT("BIGINT"),
    DOUBLE("a number"),
    NUMBER("a number"),
    BOOLEAN("BOOLEAN"),
    TIME("DATE, TIME or TIMESTAMP"),
    ARRAY("ARRAY"),
    MAP("MAP"),
    ANY("a value");

    private final String description;

    Parameter(String description) {
        this.description = description;
    }

    String description() {
        return description;
    }

    /** The argument as the function wants it; null if it does not fit. */
    @Nullable
    Node accept(Node argument) {
        if (argument.isInterval()) {
            return null;
        }
        if (argument.isUntypedNull() && this != ANY) {
            return Node.constant(typeOfNull(), null);
        }
        Kind kind = argument.type().kind();
        return switch (this) {
            case TEXT -> kind == Kind.VARCHAR ? argument : null;
            case BYTES -> kind == Kind.VARBINARY ? argument : null;
            case TEXT_OR_BYTES -> kind == Kind.VARCHAR || kind == Kind.VARBINARY ? argument : null;
            case INTEGER -> integer(argument, kind);
            case BIGINT -> kind.isInteger() ? Casts.widen(argument, DataType.BIGINT) : null;
            case DOUBLE -> kind.isNumeric() ? Casts.widen(argument, DataType.DOUBLE) : null;
            case NUMBER -> kind.isNumeric() ? argument : null;
            case BOOLEAN -> kind == Kind.BOOLEAN ? argument : null;
            case TIME -> TimeArithmetic.isTime(argument.type()) ? argument : null;
            case ARRAY -> kind == Kind.ARRAY ? argument : null;
            case MAP -> kind == Kind.MAP ? argument : null;
            case ANY -> argument;
        };
    }

    private static @Nullable Node integer(Node argument, Kind kind) {
        if (kind == Kind.BIGINT) {
            return Node.of1(DataType.INTEGER, false, argument, value -> Math.toIntExact((Long) value));
        }
        return kind.isInteger() ? argument : null;
    }

    private DataType typeOfNull() {
        return switch (this) {
            case BYTES -> DataType.VARBINARY;
            case INTEGER, NUMBER -> DataType.INTEGER;
            case BIGINT -> DataType.BIGINT;
            case DOUBLE -> DataType.DOUBLE;
            case BOOLEAN -> DataType.BOOLEAN;
            case TIME -> DataType.timestamp(3);
            case ARRAY -> DataType.array(DataType.VARCHAR);
            case MAP -> DataType.map(DataType.VARCHAR, DataType.VARCHAR);
            case TEXT, TEXT_OR_BYTES, ANY -> DataType.VARCHAR;
        };
    }
}
