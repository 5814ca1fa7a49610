package io.braid.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.Field;
import io.braid.spi.RowType;
import io.braid.spi.StatementException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRowReaderTest {
    @Test
    void everySimpleTypeAtItsExtremes() {
        assertThat(read(DataType.BOOLEAN, "true")).isEqualTo(true);
        assertThat(read(DataType.TINYINT, "-128")).isEqualTo(-128);
        assertThat(read(DataType.SMALLINT, "32767")).isEqualTo(32767);
        assertThat(read(DataType.INTEGER, "-2147483648")).isEqualTo(Integer.MIN_VALUE);
        assertThat(read(DataType.BIGINT, "9223372036854775807")).isEqualTo(Long.MAX_VALUE);
        assertThat(read(DataType.FLOAT, "0.1")).isEqualTo(0.1f);
        assertThat(read(DataType.DOUBLE, "-1.7976931348623157E308")).isEqualTo(-Double.MAX_VALUE);
        assertThat(read(DataType.decimal(38, 18), "12345678901234567890.123456789012345678"))
                .isEqualTo(new BigDecimal("12345678901234567890.123456789012345678"));
        assertThat(read(DataType.VARBINARY, "\"aG93ZHk=\"")).isEqualTo("howdy".getBytes(StandardCharsets.UTF_8));
        assertThat(read(DataType.DATE, "\"9999-12-31\"")).isEqualTo(LocalDate.of(9999, 12, 31));
        assertThat(read(DataType.time(3), "\"16:15:14.528\"")).isEqualTo(LocalTime.parse("16:15:14.528"));
    }

    @Test
    void unicodeAndEscapes() {
        assertThat(read(DataType.VARCHAR, "\"東西 \\ud83d\\ude00 \\u0000 \\\"\"")).isEqualTo("東西 \ud83d\ude00 \u0000 \"");
        assertThat(read(DataType.VARCHAR, "\"line\nbreak\"")).isEqualTo("line\nbreak");
    }

    @Test
    void missingFieldsAreNullAndUnknownOnesSkipped() {
        RowType columns = RowType.of(Column.of("a", DataType.BIGINT), Column.of("b", DataType.VARCHAR));
        assertThat(reader(columns).decode(bytes("{\"x\":{\"b\":[1,{}]},\"b\":\"y\",\"z\":[]}")))
                .containsExactly(null, "y");
        assertThat(reader(columns).decode(bytes("{\"a\":null}"))).containsExactly(null, null);
    }

    @Test
    void namesKeepTheirCase() {
        assertThat(reader(RowType.of(Column.of("userId", DataType.BIGINT))).decode(bytes("{\"userid\":1}")))
                .containsExactly((Object) null);
    }

    @Test
    void objectsAndNumbersInTextBecomeTheirText() {
        assertThat(read(DataType.VARCHAR, "{ \"a\" : [1, 2.50, null], \"b\": {} }"))
                .isEqualTo("{\"a\":[1,2.5,null],\"b\":{}}");
        assertThat(read(DataType.VARCHAR, "[ ]")).isEqualTo("[]");
        assertThat(read(DataType.VARCHAR, "1.50")).isEqualTo("1.50");
        assertThat(read(DataType.VARCHAR, "true")).isEqualTo("true");
        assertThat(read(DataType.array(DataType.VARCHAR), "[{\"a\":1},[2],\"x\"]"))
                .isEqualTo(List.of("{\"a\":1}", "[2]", "x"));
    }

    @Test
    void nestedValues() {
        DataType struct = DataType.struct(List.of(
                new Field("tags", DataType.array(DataType.VARCHAR)),
                new Field("scores", DataType.map(DataType.VARCHAR, DataType.array(DataType.INTEGER))),
                new Field("inner", DataType.struct(List.of(new Field("at", DataType.timestamp(3)))))));
        assertThat(read(struct, """
                {"inner": {"at": "2024-02-29 23:59:59.999", "more": 1}, "scores": {"b": [1, null], "a": []},
                 "tags": ["x", null]}"""))
                .isEqualTo(List.of(
                        Arrays.asList("x", null),
                        Map.of("b", Arrays.asList(1, null), "a", List.of()),
                        List.of(LocalDateTime.parse("2024-02-29T23:59:59.999"))));
    }

    @ParameterizedTest
    @CsvSource({
        "SQL,     2011-12-03 10:15:30,           2011-12-03 10:15:30.123456789Z",
        "ISO8601, 2011-12-03T10:15:30,           2011-12-03T10:15:30.123456789Z",
    })
    void timestampsInBothFormats(TimestampFormat format, String local, String instant) {
        RowType columns = RowType.of(Column.of("a", DataType.timestamp(6)), Column.of("b", DataType.timestampLtz(6)));
        assertThat(new JsonRowReader(columns, format)
                        .decode(bytes("{\"a\":\"" + local + "\",\"b\":\"" + instant + "\"}")))
                .containsExactly(
                        LocalDateTime.parse("2011-12-03T10:15:30"), Instant.parse("2011-12-03T10:15:30.123456Z"));
    }

    @Test
    void decimalsAreRoundedAndNullWhenTooLong() {
        assertThat(read(DataType.decimal(4, 1), "12.35")).isEqualTo(new BigDecimal("12.4"));
        assertThat(read(DataType.decimal(4, 1), "\" 7 \"")).isEqualTo(new BigDecimal("7.0"));
        assertThat(read(DataType.decimal(4, 1), "1000")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"abc\"", "9223372036854775808", "true", "{\"a\":1}", "[1]", "\"\"", "\"1.5\""})
    void whatIsNoBigintIsRefusedByName(String json) {
        assertThatThrownBy(() -> read(DataType.BIGINT, json)).isInstanceOfSatisfying(BadRecordException.class, e -> {
            assertThat(e.field()).hasValue("v");
            assertThat(e).hasMessageStartingWith("field \"v\": expected BIGINT, found ");
        });
    }

    @Test
    void theFieldOfANestedMistakeIsAPath() {
        DataType type = DataType.struct(List.of(new Field(
                "lines", DataType.array(DataType.struct(List.of(new Field("price", DataType.decimal(5, 2))))))));
        assertThatThrownBy(() -> read(type, "{\"lines\":[{\"price\":1},{\"price\":\"dear\"}]}"))
                .hasMessage("field \"v.lines[1].price\": expected DECIMAL(5, 2), found a string of another form");
        assertThatThrownBy(() -> read(type, "{\"lines\":{}}"))
                .hasMessageStartingWith("field \"v.lines\": expected ARRAY<")
                .hasMessageEndingWith("found an object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "null", "7", "\"x\"", "  "})
    void aRecordMustBeAnObject(String json) {
        JsonRowReader reader = reader(RowType.of(Column.of("v", DataType.BIGINT)));
        assertThatThrownBy(() -> reader.decode(bytes(json))).isInstanceOf(BadRecordException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"v\":1", "{\"v\":\"1", "{v:1}", "{\"v\":1,}", "{\"v\":01}", "{\"w\":[1}"})
    void brokenJsonIsRefused(String json) {
        assertThatThrownBy(() -> read("{\"v\":" + json, DataType.VARCHAR)).isInstanceOf(BadRecordException.class);
        assertThatThrownBy(() ->
                        reader(RowType.of(Column.of("v", DataType.VARCHAR))).decode(bytes(json)))
                .isInstanceOf(BadRecordException.class);
    }

    @Test
    void noBytesAreNoRow() {
        JsonRowReader reader = reader(RowType.of(Column.of("v", DataType.BIGINT)));
        assertThat(reader.decode(null)).isNull();
        assertThat(reader.decode(new byte[0])).isNull();
    }

    @Test
    void mapsNeedTextKeys() {
        RowType columns = RowType.of(Column.of("m", DataType.map(DataType.INTEGER, DataType.BIGINT)));
        assertThatThrownBy(() -> reader(columns))
                .isInstanceOf(StatementException.class)
                .hasMessageContaining("INTEGER");
    }

    private static @Nullable Object read(DataType type, String json) {
        return read("{\"v\":" + json + "}", type);
    }

    private static @Nullable Object read(String record, DataType type) {
        @Nullable
        Object @Nullable [] row = reader(RowType.of(Column.of("v", type))).decode(bytes(record));
        return Objects.requireNonNull(row)[0];
    }

    private static JsonRowReader reader(RowType columns) {
        return new JsonRowReader(columns, TimestampFormat.SQL);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
