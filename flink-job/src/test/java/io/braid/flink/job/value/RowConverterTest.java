package io.braid.flink.job.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RowConverterTest {
    private static final String LARGEST_DECIMAL = "9".repeat(20) + "." + "9".repeat(18);
    private static final LocalDateTime LAST_MOMENT = LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_999);
    private static final Instant FIRST_INSTANT = Instant.parse("0001-01-01T00:00:00.000000001Z");

    static Stream<Arguments> values() {
        Map<String, Long> ordered = new LinkedHashMap<>();
        ordered.put("z", 1L);
        ordered.put("a", null);
        Map<StringData, Long> internal = new LinkedHashMap<>();
        internal.put(text("z"), 1L);
        internal.put(text("a"), null);
        return Stream.of(
                arguments(DataTypes.BOOLEAN(), true, true),
                arguments(DataTypes.TINYINT(), Byte.MIN_VALUE, -128),
                arguments(DataTypes.SMALLINT(), Short.MAX_VALUE, 32767),
                arguments(DataTypes.INT(), Integer.MIN_VALUE, Integer.MIN_VALUE),
                arguments(DataTypes.BIGINT(), Long.MAX_VALUE, Long.MAX_VALUE),
                arguments(DataTypes.FLOAT(), Float.NaN, Float.NaN),
                arguments(DataTypes.DOUBLE(), Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY),
                arguments(DataTypes.DECIMAL(38, 18), decimal(LARGEST_DECIMAL, 38, 18), new BigDecimal(LARGEST_DECIMAL)),
                arguments(DataTypes.DECIMAL(5, 2), decimal("1.5", 5, 2), new BigDecimal("1.50")),
                arguments(DataTypes.STRING(), text("żółć 🦆"), "żółć 🦆"),
                arguments(DataTypes.CHAR(3), text("abc"), "abc"),
                arguments(DataTypes.BYTES(), new byte[] {-1, 0}, new byte[] {-1, 0}),
                arguments(DataTypes.DATE(), (int) LocalDate.of(1, 1, 1).toEpochDay(), LocalDate.of(1, 1, 1)),
                arguments(DataTypes.TIME(3), 86_399_999, LocalTime.of(23, 59, 59, 999_000_000)),
                arguments(DataTypes.TIMESTAMP(9), TimestampData.fromLocalDateTime(LAST_MOMENT), LAST_MOMENT),
                arguments(DataTypes.TIMESTAMP_LTZ(9), TimestampData.fromInstant(FIRST_INSTANT), FIRST_INSTANT),
                arguments(
                        DataTypes.ARRAY(DataTypes.SMALLINT()),
                        new GenericArrayData(new Object[] {(short) 1, null}),
                        Arrays.asList(1, null)),
                arguments(DataTypes.MAP(DataTypes.STRING(), DataTypes.BIGINT()), new GenericMapData(internal), ordered),
                arguments(
                        DataTypes.ROW(
                                DataTypes.FIELD("n", DataTypes.TINYINT()),
                                DataTypes.FIELD("list", DataTypes.ARRAY(DataTypes.STRING()))),
                        GenericRowData.of((byte) 7, new GenericArrayData(new Object[] {text("x")})),
                        List.of(7, List.of("x"))),
                arguments(
                        DataTypes.ARRAY(DataTypes.ROW(DataTypes.FIELD("t", DataTypes.TIMESTAMP(6)))),
                        new GenericArrayData(new Object[] {GenericRowData.of(TimestampData.fromEpochMillis(1))}),
                        List.of(List.of(LocalDateTime.of(1970, 1, 1, 0, 0, 0, 1_000_000)))));
    }

    @ParameterizedTest
    @MethodSource("values")
    void everyTypeHasItsClassOfValues(DataType type, Object internal, Object expected) {
        RowConverter converter = RowConverter.of(
                (RowType) DataTypes.ROW(DataTypes.FIELD("v", type)).getLogicalType());

        assertThat(converter.convert(GenericRowData.of(internal))[0]).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("values")
    void nullIsNull(DataType type, Object internal, Object expected) {
        RowConverter converter = RowConverter.of(
                (RowType) DataTypes.ROW(DataTypes.FIELD("v", type)).getLogicalType());

        assertThat(converter.convert(new GenericRowData(1))[0]).isNull();
    }

    @Test
    void mapsKeepTheirOrder() {
        RowConverter converter = RowConverter.of(
                (RowType) DataTypes.ROW(DataTypes.FIELD("m", DataTypes.MAP(DataTypes.STRING(), DataTypes.INT())))
                        .getLogicalType());
        Map<StringData, Integer> internal = new LinkedHashMap<>();
        internal.put(text("z"), 1);
        internal.put(text("a"), 2);

        Map<?, ?> map = (Map<?, ?>) converter.convert(GenericRowData.of(new GenericMapData(internal)))[0];

        assertThat(map.keySet().stream().map(Object::toString)).containsExactly("z", "a");
    }

    @Test
    void aTypeWithoutValuesIsRefusedWhenTheJobIsPlanned() {
        RowType interval = (RowType) DataTypes.ROW(DataTypes.FIELD("i", DataTypes.INTERVAL(DataTypes.DAY())))
                .getLogicalType();

        assertThatThrownBy(() -> RowConverter.of(interval)).isInstanceOf(ValidationException.class);
    }

    private static StringData text(String text) {
        return StringData.fromString(text);
    }

    private static DecimalData decimal(String text, int precision, int scale) {
        return DecimalData.fromBigDecimal(new BigDecimal(text), precision, scale);
    }
}
