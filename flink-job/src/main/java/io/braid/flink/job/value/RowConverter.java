package io.braid.flink.job.value;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * Flink's internal values to the value classes of {@link io.braid.spi.DataType}. Built once for a row type; the result
 * shares nothing with the row, which Flink will fill with the next one.
 */
public final class RowConverter implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final Read[] fields;

    private RowConverter(Read[] fields) {
        this.fields = fields;
    }

    /** @throws ValidationException for a type that has no value class */
    public static RowConverter of(RowType type) {
        return new RowConverter(
                type.getChildren().stream().map(RowConverter::field).toArray(Read[]::new));
    }

    public @Nullable Object[] convert(RowData row) {
        @Nullable Object[] values = new @Nullable Object[fields.length];
        for (int i = 0; i < fields.length; i++) {
            values[i] = row.isNullAt(i) ? null : fields[i].from(row, i);
        }
        return values;
    }

    /** Reads a value that is not null. */
    private interface Read extends Serializable {
        Object from(RowData row, int index);
    }

    /** The same for the elements of an array. */
    private interface ReadElement extends Serializable {
        Object from(ArrayData array, int index);
    }

    private static Read field(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case BOOLEAN -> RowData::getBoolean;
            case TINYINT -> (row, i) -> (int) row.getByte(i);
            case SMALLINT -> (row, i) -> (int) row.getShort(i);
            case INTEGER -> RowData::getInt;
            case BIGINT -> RowData::getLong;
            case FLOAT -> RowData::getFloat;
            case DOUBLE -> RowData::getDouble;
            case CHAR, VARCHAR -> (row, i) -> row.getString(i).toString();
            case BINARY, VARBINARY -> (row, i) -> row.getBinary(i).clone();
            case DATE -> (row, i) -> LocalDate.ofEpochDay(row.getInt(i));
            case TIME_WITHOUT_TIME_ZONE -> (row, i) -> time(row.getInt(i));
            case DECIMAL -> {
                int precision = ((DecimalType) type).getPrecision();
                int scale = ((DecimalType) type).getScale();
                yield (row, i) -> row.getDecimal(i, precision, scale).toBigDecimal();
            }
            case TIMESTAMP_WITHOUT_TIME_ZONE -> {
                int precision = ((TimestampType) type).getPrecision();
                yield (row, i) -> row.getTimestamp(i, precision).toLocalDateTime();
            }
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> {
                int precision = ((LocalZonedTimestampType) type).getPrecision();
                yield (row, i) -> row.getTimestamp(i, precision).toInstant();
            }
            case ARRAY -> {
                ReadElement element = element(((ArrayType) type).getElementType());
                yield (row, i) -> list(row.getArray(i), element);
            }
            case MAP -> {
                ReadElement key = element(((MapType) type).getKeyType());
                ReadElement value = element(((MapType) type).getValueType());
                yield (row, i) -> map(row.getMap(i), key, value);
            }
            case ROW -> {
                RowConverter nested = of((RowType) type);
                yield (row, i) -> nested.struct(row.getRow(i, nested.fields.length));
            }
            default -> throw new ValidationException("a value of type " + type + " cannot leave a job");
        };
    }

    private static ReadElement element(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case BOOLEAN -> ArrayData::getBoolean;
            case TINYINT -> (array, i) -> (int) array.getByte(i);
            case SMALLINT -> (array, i) -> (int) array.getShort(i);
            case INTEGER -> ArrayData::getInt;
            case BIGINT -> ArrayData::getLong;
            case FLOAT -> ArrayData::getFloat;
            case DOUBLE -> ArrayData::getDouble;
            case CHAR, VARCHAR -> (array, i) -> array.getString(i).toString();
            case BINARY, VARBINARY -> (array, i) -> array.getBinary(i).clone();
            case DATE -> (array, i) -> LocalDate.ofEpochDay(array.getInt(i));
            case TIME_WITHOUT_TIME_ZONE -> (array, i) -> time(array.getInt(i));
            case DECIMAL -> {
                int precision = ((DecimalType) type).getPrecision();
                int scale = ((DecimalType) type).getScale();
                yield (array, i) -> array.getDecimal(i, precision, scale).toBigDecimal();
            }
            case TIMESTAMP_WITHOUT_TIME_ZONE -> {
                int precision = ((TimestampType) type).getPrecision();
                yield (array, i) -> array.getTimestamp(i, precision).toLocalDateTime();
            }
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> {
                int precision = ((LocalZonedTimestampType) type).getPrecision();
                yield (array, i) -> array.getTimestamp(i, precision).toInstant();
            }
            case ARRAY -> {
                ReadElement nested = element(((ArrayType) type).getElementType());
                yield (array, i) -> list(array.getArray(i), nested);
            }
            case MAP -> {
                ReadElement key = element(((MapType) type).getKeyType());
                ReadElement value = element(((MapType) type).getValueType());
                yield (array, i) -> map(array.getMap(i), key, value);
            }
            case ROW -> {
                RowConverter nested = of((RowType) type);
                yield (array, i) -> nested.struct(array.getRow(i, nested.fields.length));
            }
            default -> throw new ValidationException("a value of type " + type + " cannot leave a job");
        };
    }

    /** Flink counts milliseconds of a day. */
    private static LocalTime time(int millis) {
        return LocalTime.ofNanoOfDay(millis * NANOS_PER_MILLI);
    }

    private List<@Nullable Object> struct(RowData row) {
        return Collections.unmodifiableList(Arrays.asList(convert(row)));
    }

    private static List<@Nullable Object> list(ArrayData array, ReadElement element) {
        List<@Nullable Object> values = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            values.add(array.isNullAt(i) ? null : element.from(array, i));
        }
        return values;
    }

    private static Map<@Nullable Object, @Nullable Object> map(MapData map, ReadElement key, ReadElement value) {
        ArrayData keys = map.keyArray();
        ArrayData values = map.valueArray();
        Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
        for (int i = 0; i < map.size(); i++) {
            entries.put(keys.isNullAt(i) ? null : key.from(keys, i), values.isNullAt(i) ? null : value.from(values, i));
        }
        return entries;
    }
}
