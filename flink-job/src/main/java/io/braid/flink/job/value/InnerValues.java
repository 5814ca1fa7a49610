package io.braid.flink.job.value;

import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.Field;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.TimeType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.VarBinaryType;
import org.apache.flink.table.types.logical.VarCharType;
import org.jspecify.annotations.Nullable;

/** The value classes of {@link DataType}, which decoders make, as Flink's inner values; and Flink's types as ours. */
public final class InnerValues {
    private final Write[] fields;

    private InnerValues(RowType type) {
        this.fields = type.getChildren().stream().map(InnerValues::write).toArray(Write[]::new);
    }

    public static InnerValues of(RowType type) {
        return new InnerValues(type);
    }

    /** The columns that a decoder has to read. */
    public static io.braid.spi.RowType columns(RowType type) {
        return new io.braid.spi.RowType(type.getFields().stream()
                .map(field -> Column.of(field.getName(), dataType(field.getType())))
                .toList());
    }

    public RowData row(@Nullable Object[] values) {
        GenericRowData row = new GenericRowData(fields.length);
        for (int i = 0; i < fields.length; i++) {
            row.setField(i, inner(fields[i], values[i]));
        }
        return row;
    }

    /** Takes a value that is not null. */
    @FunctionalInterface
    private interface Write {
        Object from(Object value);
    }

    private static @Nullable Object inner(Write write, @Nullable Object value) {
        return value == null ? null : write.from(value);
    }

    private static Write write(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case BOOLEAN, INTEGER, BIGINT, FLOAT, DOUBLE, VARBINARY -> value -> value;
            case TINYINT -> value -> ((Integer) value).byteValue();
            case SMALLINT -> value -> ((Integer) value).shortValue();
            case DECIMAL -> {
                int precision = ((DecimalType) type).getPrecision();
                int scale = ((DecimalType) type).getScale();
                yield value -> DecimalData.fromBigDecimal((BigDecimal) value, precision, scale);
            }
            case VARCHAR -> value -> StringData.fromString((String) value);
            case DATE -> value -> (int) ((LocalDate) value).toEpochDay();
            case TIME_WITHOUT_TIME_ZONE -> value -> (int) (((LocalTime) value).toNanoOfDay() / 1_000_000);
            case TIMESTAMP_WITHOUT_TIME_ZONE -> value -> TimestampData.fromLocalDateTime((LocalDateTime) value);
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> value -> TimestampData.fromInstant((Instant) value);
            case ARRAY -> {
                Write element = write(((ArrayType) type).getElementType());
                yield value -> array((List<?>) value, element);
            }
            case MAP -> {
                Write key = write(((MapType) type).getKeyType());
                Write entry = write(((MapType) type).getValueType());
                yield value -> map((Map<?, ?>) value, key, entry);
            }
            case ROW -> {
                InnerValues struct = of((RowType) type);
                yield value -> struct.row(((List<?>) value).toArray());
            }
            default -> throw unknown(type);
        };
    }

    private static GenericArrayData array(List<?> values, Write element) {
        @Nullable Object[] elements = new @Nullable Object[values.size()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = inner(element, values.get(i));
        }
        return new GenericArrayData(elements);
    }

    private static GenericMapData map(Map<?, ?> values, Write key, Write entry) {
        Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
        values.forEach((name, value) -> entries.put(inner(key, name), inner(entry, value)));
        return new GenericMapData(entries);
    }

    private static DataType dataType(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case BOOLEAN -> DataType.BOOLEAN;
            case TINYINT -> DataType.TINYINT;
            case SMALLINT -> DataType.SMALLINT;
            case INTEGER -> DataType.INTEGER;
            case BIGINT -> DataType.BIGINT;
            case FLOAT -> DataType.FLOAT;
            case DOUBLE -> DataType.DOUBLE;
            case DECIMAL -> DataType.decimal(((DecimalType) type).getPrecision(), ((DecimalType) type).getScale());
            case VARCHAR -> DataType.varchar(((VarCharType) type).getLength());
            case VARBINARY -> DataType.varbinary(((VarBinaryType) type).getLength());
            case DATE -> DataType.DATE;
            case TIME_WITHOUT_TIME_ZONE -> DataType.time(((TimeType) type).getPrecision());
            case TIMESTAMP_WITHOUT_TIME_ZONE -> DataType.timestamp(((TimestampType) type).getPrecision());
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                DataType.timestampLtz(((LocalZonedTimestampType) type).getPrecision());
            case ARRAY -> DataType.array(dataType(((ArrayType) type).getElementType()));
            case MAP ->
                DataType.map(dataType(((MapType) type).getKeyType()), dataType(((MapType) type).getValueType()));
            case ROW -> {
                List<Field> fields = new ArrayList<>();
                for (RowType.RowField field : ((RowType) type).getFields()) {
                    fields.add(new Field(field.getName(), dataType(field.getType())));
                }
                yield DataType.struct(fields);
            }
            default -> throw unknown(type);
        };
    }

    private static ValidationException unknown(LogicalType type) {
        return new ValidationException("a value of type " + type + " cannot be read from a record");
    }
}
