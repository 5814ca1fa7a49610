package io.braid.flink.runtime;

import io.braid.flink.job.function.TypeNames;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.ErrorCode;
import io.braid.spi.Field;
import io.braid.spi.RowType;
import io.braid.spi.StatementException;
import java.util.List;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.TimeType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.VarBinaryType;
import org.apache.flink.table.types.logical.VarCharType;

/** Flink's types as those of the language. */
final class Types {
    private Types() {}

    /** @throws StatementException for a column of a type that the language does not have */
    static RowType rowType(ResolvedSchema schema) {
        return new RowType(schema.getColumns().stream()
                .map(column -> {
                    LogicalType type = column.getDataType().getLogicalType();
                    return new Column(column.getName(), dataType(type, column.getName()), type.isNullable());
                })
                .toList());
    }

    /** @param column for the message */
    static DataType dataType(LogicalType type, String column) {
        return switch (type.getTypeRoot()) {
            case BOOLEAN -> DataType.BOOLEAN;
            case TINYINT -> DataType.TINYINT;
            case SMALLINT -> DataType.SMALLINT;
            case INTEGER -> DataType.INTEGER;
            case BIGINT -> DataType.BIGINT;
            case FLOAT -> DataType.FLOAT;
            case DOUBLE -> DataType.DOUBLE;
            case DATE -> DataType.DATE;
            // Only literals are CHAR, and their length says nothing about the values that a reader has to expect.
            case CHAR -> DataType.VARCHAR;
            case BINARY -> DataType.VARBINARY;
            case VARCHAR -> DataType.varchar(((VarCharType) type).getLength());
            case VARBINARY -> DataType.varbinary(((VarBinaryType) type).getLength());
            case DECIMAL -> DataType.decimal(((DecimalType) type).getPrecision(), ((DecimalType) type).getScale());
            case TIME_WITHOUT_TIME_ZONE -> DataType.time(((TimeType) type).getPrecision());
            case TIMESTAMP_WITHOUT_TIME_ZONE -> DataType.timestamp(((TimestampType) type).getPrecision());
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                DataType.timestampLtz(((LocalZonedTimestampType) type).getPrecision());
            case ARRAY -> DataType.array(dataType(((ArrayType) type).getElementType(), column));
            case MAP ->
                DataType.map(
                        dataType(((MapType) type).getKeyType(), column),
                        dataType(((MapType) type).getValueType(), column));
            case ROW -> DataType.struct(fields((org.apache.flink.table.types.logical.RowType) type, column));
            case NULL ->
                throw StatementException.of(ErrorCode.INVALID_QUERY, "column \"%s\" is NULL and has no type", column)
                        .hint("CAST(NULL AS a type) gives it one");
            default ->
                throw StatementException.of(
                        ErrorCode.INVALID_QUERY,
                        "column \"%s\" has type %s, which a result cannot hold",
                        column,
                        TypeNames.in(type.asSummaryString()));
        };
    }

    private static List<Field> fields(org.apache.flink.table.types.logical.RowType row, String column) {
        return row.getFields().stream()
                .map(field -> new Field(field.getName(), dataType(field.getType(), column)))
                .toList();
    }
}
