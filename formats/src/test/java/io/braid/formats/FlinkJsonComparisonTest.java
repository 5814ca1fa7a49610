package io.braid.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.spi.Column;
import io.braid.spi.DataType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.formats.json.JsonParserRowDataDeserializationSchema;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.BooleanType;
import org.apache.flink.table.types.logical.DateType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.FloatType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.SmallIntType;
import org.apache.flink.table.types.logical.TimeType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.TinyIntType;
import org.apache.flink.table.types.logical.VarBinaryType;
import org.apache.flink.table.types.logical.VarCharType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every kind of value in every type, through our reader and through Flink's: where both read something, it is the same. */
class FlinkJsonComparisonTest {
    private static final String REFUSED = "refused";

    private record Pair(DataType ours, LogicalType flinks) {}

    private static final List<Pair> TYPES = List.of(
            new Pair(DataType.BOOLEAN, new BooleanType()),
            new Pair(DataType.TINYINT, new TinyIntType()),
            new Pair(DataType.SMALLINT, new SmallIntType()),
            new Pair(DataType.INTEGER, new IntType()),
            new Pair(DataType.BIGINT, new BigIntType()),
            new Pair(DataType.FLOAT, new FloatType()),
            new Pair(DataType.DOUBLE, new DoubleType()),
            new Pair(DataType.decimal(6, 2), new DecimalType(6, 2)),
            new Pair(DataType.VARCHAR, VarCharType.STRING_TYPE),
            new Pair(DataType.VARBINARY, new VarBinaryType(VarBinaryType.MAX_LENGTH)),
            new Pair(DataType.DATE, new DateType()),
            new Pair(DataType.time(3), new TimeType(3)),
            new Pair(DataType.timestamp(9), new TimestampType(9)),
            new Pair(DataType.timestampLtz(9), new LocalZonedTimestampType(9)),
            new Pair(DataType.array(DataType.BIGINT), new ArrayType(new BigIntType())),
            new Pair(
                    DataType.map(DataType.VARCHAR, DataType.VARCHAR),
                    new MapType(VarCharType.STRING_TYPE, VarCharType.STRING_TYPE)),
            new Pair(
                    DataType.struct(List.of(new io.braid.spi.Field("a", DataType.DOUBLE))),
                    RowType.of(new LogicalType[] {new DoubleType()}, new String[] {"a"})));

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "false",
            "\"true\"",
            "\" TRUE \"",
            "0",
            "1",
            "-0",
            "-1",
            "127",
            "128",
            "-129",
            "255",
            "32768",
            "2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "1.5",
            "1.0",
            "-2.99",
            "1e3",
            "1E-7",
            "1.5e10",
            "1e400",
            "0.1",
            "0.30000000000000004",
            "123456.789",
            "9999.995",
            "9999.994",
            "2.50",
            "12345678901234567890.5",
            "\"\"",
            "\" 12 \"",
            "\"12\"",
            "\"1.5\"",
            "\"-7\"",
            "\"+7\"",
            "\"1e2\"",
            "\"NaN\"",
            "\"Infinity\"",
            "\"0x10\"",
            "\"1d\"",
            "\"abc\"",
            "\"aG93ZHk=\"",
            "\"aG93ZHk\"",
            "\"a b\"",
            "\"2019-12-26\"",
            "\"2019-02-30\"",
            "\"2019-2-3\"",
            "\"10:15:30\"",
            "\"10:15:30.\"",
            "\"10:15:30.1239\"",
            "\"24:00:00\"",
            "7.0",
            "\"-0001-01-01\"",
            "\"10:15\"",
            "\"2011-12-03 10:15:30\"",
            "\"2011-12-03 10:15:30.1\"",
            "\"2011-12-03 10:15:30.123456789\"",
            "\"2011-12-03 10:15:30.1234567891\"",
            "\"2011-12-03 10:15:30Z\"",
            "\"2011-12-03 10:15:30.5Z\"",
            "\"2011-12-03 10:15:30+02:00\"",
            "\"2011-12-03T10:15:30\"",
            "\"2011-12-03T10:15\"",
            "\"2011-12-03T10:15:30.528Z\"",
            "\"2011-12-03t10:15:30\"",
            "\"2011-02-29 10:15:30\"",
            "\"2011-12-32 10:15:30\"",
            "\"2011-12-03 24:00:00\"",
            "\"0000-01-01 00:00:00\"",
            "\"9999-12-31 23:59:59.999\"",
            "\"+10000-01-01 00:00:00\"",
            "[]",
            "[1,2]",
            "[1,null,\"3\"]",
            "[\"x\"]",
            "[[1]]",
            "{}",
            "{\"a\":1}",
            "{\"a\":\"x\"}",
            "{\"a\":1.10,\"b\":[1,{\"c\":null}]}",
            "{\"b\":2}",
            "\"\\u00e9\\ud83d\\ude00\"",
            "\"tab\tinside\"");

    @ParameterizedTest
    @EnumSource
    void whatWeReadFlinkReadsTheSame(TimestampFormat format) throws Exception {
        List<String> differences = new ArrayList<>();
        for (Pair type : TYPES) {
            for (String value : VALUES) {
                String record = "{\"before\":[{}],\"v\":" + value + ",\"w\":\"end\"}";
                String flinks = flinks(format, List.of(type), record);
                String ours = ours(format, List.of(type), record);
                // where Flink makes doubles of the numbers within a text, and loses their digits
                boolean known = type.ours() == DataType.VARCHAR && value.contains("1.10");
                if (!ours.equals(flinks) && !ours.equals(REFUSED) && !flinks.equals(REFUSED) && !known) {
                    differences.add(type.ours() + " " + value + ": ours " + ours + ", Flink's " + flinks);
                }
            }
        }
        assertThat(differences).isEmpty();
    }

    private static String ours(TimestampFormat format, List<Pair> types, String record) {
        io.braid.spi.RowType columns = types.size() == 1
                ? io.braid.spi.RowType.of(Column.of("v", types.get(0).ours()))
                : io.braid.spi.RowType.of(
                        Column.of("v", types.get(0).ours()),
                        Column.of("w", types.get(1).ours()));
        try {
            @Nullable Object[] row = new JsonRowReader(columns, format).decode(record.getBytes(StandardCharsets.UTF_8));
            return plain(Arrays.asList(row == null ? new Object[0] : row));
        } catch (BadRecordException e) {
            return REFUSED;
        }
    }

    @SuppressWarnings("deprecation") // of the short form of deserialize, which saves a collector here
    private static String flinks(TimestampFormat format, List<Pair> types, String record) throws Exception {
        RowType row = RowType.of(
                types.stream().map(Pair::flinks).toArray(LogicalType[]::new),
                types.size() == 1 ? new String[] {"v"} : new String[] {"v", "w"});
        var schema = new JsonParserRowDataDeserializationSchema(
                row,
                TypeInformation.of(RowData.class),
                false,
                false,
                format == TimestampFormat.SQL
                        ? org.apache.flink.formats.common.TimestampFormat.SQL
                        : org.apache.flink.formats.common.TimestampFormat.ISO_8601);
        schema.open(null);
        try {
            GenericRowData data = (GenericRowData) schema.deserialize(record.getBytes(StandardCharsets.UTF_8));
            @Nullable Object[] values = new @Nullable Object[types.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = ourForm(types.get(i).ours(), data.getField(i));
            }
            return plain(Arrays.asList(values));
        } catch (java.io.IOException e) {
            return REFUSED;
        }
    }

    /** Flink's inner form of a value as a value of ours. */
    private static @Nullable Object ourForm(DataType type, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (type.kind()) {
            case TINYINT, SMALLINT -> ((Number) value).intValue();
            case DECIMAL -> ((DecimalData) value).toBigDecimal();
            case VARCHAR -> ((StringData) value).toString();
            case DATE -> LocalDate.ofEpochDay((Integer) value);
            case TIME -> LocalTime.ofNanoOfDay((Integer) value * 1_000_000L);
            case TIMESTAMP -> ((TimestampData) value).toLocalDateTime();
            case TIMESTAMP_LTZ -> ((TimestampData) value).toInstant();
            case ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (Object element : ((GenericArrayData) value).toObjectArray()) {
                    list.add(ourForm(((DataType.ArrayOf) type).element(), element));
                }
                yield list;
            }
            case MAP -> {
                List<String> entries = new ArrayList<>();
                GenericMapData map = (GenericMapData) value;
                for (Object key : ((GenericArrayData) map.keyArray()).toObjectArray()) {
                    entries.add(key + "=" + map.get(key));
                }
                yield entries.stream().sorted().toList();
            }
            case STRUCT -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (int i = 0; i < ((GenericRowData) value).getArity(); i++) {
                    list.add(((GenericRowData) value).getField(i));
                }
                yield list;
            }
            default -> value;
        };
    }

    private static String plain(List<?> values) {
        StringBuilder out = new StringBuilder();
        for (Object value : values) {
            out.append(plain(value)).append(' ');
        }
        return out.toString();
    }

    private static String plain(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof Object[] row) {
            List<String> texts = new ArrayList<>();
            for (Object each : row) {
                texts.add(plain(each));
            }
            return texts.toString();
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(Object::toString)
                    .sorted()
                    .toList()
                    .toString();
        }
        boolean known = value == null
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof String
                || value instanceof List
                || value instanceof LocalDate
                || value instanceof LocalTime
                || value instanceof LocalDateTime
                || value instanceof Instant
                || value instanceof BigDecimal;
        assertThat(known).isTrue();
        return (value == null ? "" : value.getClass() == Long.class ? "L" : "") + value;
    }
}
