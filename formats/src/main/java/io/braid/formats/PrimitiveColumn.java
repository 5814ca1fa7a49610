package io.braid.formats;

import io.braid.spi.Column;
import io.braid.spi.ErrorCode;
import io.braid.spi.RowType;
import io.braid.spi.StatementException;

/** The one column of a primitive key or value: numbers are big-endian, texts UTF-8, nothing around them. */
final class PrimitiveColumn {
    /** A length of any size. */
    static final int ANY = -1;

    private PrimitiveColumn() {}

    static Column of(RowType columns) {
        if (columns.size() != 1) {
            throw StatementException.of(
                    ErrorCode.INVALID_PARAMETER,
                    "format \"PRIMITIVE\" holds one column, and there are %s",
                    columns.size());
        }
        Column column = columns.column(0);
        length(column);
        return column;
    }

    /** Number of bytes of a value. */
    static int length(Column column) {
        return switch (column.type().kind()) {
            case BOOLEAN, TINYINT -> 1;
            case SMALLINT -> 2;
            case INTEGER, FLOAT -> 4;
            case BIGINT, DOUBLE -> 8;
            case VARCHAR, VARBINARY -> ANY;
            case DECIMAL, DATE, TIME, TIMESTAMP, TIMESTAMP_LTZ, ARRAY, MAP, STRUCT ->
                throw StatementException.of(
                        ErrorCode.INVALID_PARAMETER,
                        "format \"PRIMITIVE\" cannot hold column \"%s\" of type %s",
                        column.name(),
                        column.type());
        };
    }
}
