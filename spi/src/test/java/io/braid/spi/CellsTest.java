package io.braid.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellsTest {
    private static final LocalDateTime MOMENT = LocalDateTime.parse("2007-04-30T13:10:02.047123456");

    @Test
    void nullIsNull() {
        assertThat(render(DataType.VARCHAR, null)).isNull();
    }

    @Test
    void booleansAreLowerCase() {
        assertThat(render(DataType.BOOLEAN, true)).isEqualTo("true");
        assertThat(render(DataType.BOOLEAN, false)).isEqualTo("false");
    }

    @Test
    void wholeNumbersAreDigits() {
        assertThat(render(DataType.TINYINT, -128)).isEqualTo("-128");
        assertThat(render(DataType.INTEGER, Integer.MIN_VALUE)).isEqualTo("-2147483648");
        assertThat(render(DataType.BIGINT, Long.MAX_VALUE)).isEqualTo("9223372036854775807");
    }

    @Test
    void floatingNumbersAreReadableByEveryClient() {
        assertThat(render(DataType.DOUBLE, 12.34)).isEqualTo("12.34");
        assertThat(render(DataType.DOUBLE, -Double.MAX_VALUE)).isEqualTo("-1.7976931348623157E308");
        assertThat(render(DataType.DOUBLE, Double.NaN)).isEqualTo("NaN");
        assertThat(render(DataType.FLOAT, Float.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
        assertThat(render(DataType.FLOAT, 0.1f)).isEqualTo("0.1");
    }

    @Test
    void decimalsKeepTheirScaleAndHaveNoExponent() {
        assertThat(render(DataType.decimal(10, 2), new BigDecimal("123"))).isEqualTo("123.00");
        assertThat(render(DataType.decimal(38, 0), new BigDecimal("1E+30")))
                .isEqualTo("1000000000000000000000000000000");
        assertThat(render(DataType.decimal(38, 10), new BigDecimal("1E-10"))).isEqualTo("0.0000000001");
    }

    @Test
    void binariesAreBase64() {
        assertThat(render(DataType.VARBINARY, new byte[] {0x68, 0x6f, 0x77, 0x64, 0x79}))
                .isEqualTo("aG93ZHk=");
        assertThat(render(DataType.VARBINARY, new byte[0])).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 2007-04-30 13:10:02",
        "1, 2007-04-30 13:10:02.0",
        "3, 2007-04-30 13:10:02.047",
        "6, 2007-04-30 13:10:02.047123",
        "9, 2007-04-30 13:10:02.047123456"
    })
    void timestampsHaveTheDigitsOfTheirTypeAndNoZone(int precision, String text) {
        assertThat(render(DataType.timestamp(precision), MOMENT)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "UTC, 2007-04-30 13:10:02.047Z",
        "Europe/Berlin, 2007-04-30 15:10:02.047+0200",
        "America/St_Johns, 2007-04-30 10:40:02.047-0230",
        "Africa/Abidjan, 2007-04-30 13:10:02.047Z"
    })
    void instantsAreShownInTheZoneThatWasAskedFor(String zone, String text) {
        assertThat(Cells.render(DataType.timestampLtz(3), MOMENT.toInstant(ZoneOffset.UTC), ZoneId.of(zone)))
                .isEqualTo(text);
    }

    @Test
    void offsetsWithSecondsAreCutToMinutesOfTheSameInstant() {
        Instant early = Instant.parse("1850-01-01T00:00:00Z");
        assertThat(Cells.render(DataType.timestampLtz(0), early, ZoneId.of("Europe/Berlin")))
                .isEqualTo("1850-01-01 00:53:00+0053");
    }

    @Test
    void datesAndTimes() {
        assertThat(render(DataType.DATE, LocalDate.of(1, 2, 3))).isEqualTo("0001-02-03");
        assertThat(render(DataType.DATE, LocalDate.of(9999, 12, 31))).isEqualTo("9999-12-31");
        assertThat(render(DataType.time(0), LocalTime.of(3, 4))).isEqualTo("03:04:00");
        assertThat(render(DataType.time(9), LocalTime.MAX)).isEqualTo("23:59:59.999999999");
    }

    @Test
    void nestedValuesAreJson() {
        DataType struct = DataType.struct(List.of(
                new Field("day", DataType.DATE),
                new Field("at", DataType.timestamp(3)),
                new Field("seen", DataType.timestampLtz(3)),
                new Field("price", DataType.decimal(10, 2)),
                new Field("raw", DataType.VARBINARY),
                new Field("tags", DataType.array(DataType.VARCHAR)),
                new Field("odd \"name\"", DataType.DOUBLE)));
        List<@Nullable Object> value = Arrays.asList(
                LocalDate.of(2019, 12, 26),
                LocalDateTime.of(2011, 12, 3, 10, 15, 30),
                Instant.parse("2021-05-31T16:15:14.528Z"),
                new BigDecimal("7.10"),
                new byte[] {1},
                Arrays.asList("a", null),
                Double.NaN);
        assertThat(Cells.render(struct, value, ZoneId.of("Europe/Berlin")))
                .isEqualTo("{\"day\":\"2019-12-26\",\"at\":\"2011-12-03 10:15:30\","
                        + "\"seen\":\"2021-05-31 16:15:14.528Z\",\"price\":7.10,\"raw\":\"AQ==\","
                        + "\"tags\":[\"a\",null],\"odd \\\"name\\\"\":\"NaN\"}");
    }

    @Test
    void mapsKeepTheirOrder() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put("z", 1L);
        map.put("a", 2L);
        assertThat(render(DataType.map(DataType.VARCHAR, DataType.BIGINT), map)).isEqualTo("{\"z\":1,\"a\":2}");
        assertThat(render(DataType.map(DataType.INTEGER, DataType.BOOLEAN), Map.of(7, true)))
                .isEqualTo("{\"7\":true}");
    }

    private static @Nullable String render(DataType type, @Nullable Object value) {
        return Cells.render(type, value, ZoneOffset.UTC);
    }
}
