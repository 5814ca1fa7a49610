package io.braid.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.Field;
import io.braid.spi.RowType;
import io.braid.spi.StatementException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
                .isEqualTo("{\"a\":[1,2.50,null],\"b\":{}}");
        assertThat(read(DataType.VARCHAR, "{\"a\": 12345678901234567890.1230, \"b\": 1E1000000000}"))
                .isEqualTo("{\"a\":12345678901234567890.1230,\"b\":1E1000000000}");
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
    void decimalsAreRounded() {
        assertThat(read(DataType.decimal(4, 1), "12.35")).isEqualTo(new BigDecimal("12.4"));
        assertThat(read(DataType.decimal(4, 1), "999.94")).isEqualTo(new BigDecimal("999.9"));
        assertThat(read(DataType.decimal(2, 2), "-0.005")).isEqualTo(new BigDecimal("-0.01"));
        assertThat(read(DataType.decimal(2, 2), "0.00499")).isEqualTo(new BigDecimal("0.00"));
        assertThat(read(DataType.decimal(5, 0), "1.5E3")).isEqualTo(new BigDecimal("1500"));
    }

    @Test
    void jsonKnowsOneKindOfNumber() {
        assertThat(read(DataType.INTEGER, "7.0")).isEqualTo(7);
        assertThat(read(DataType.TINYINT, "-1.28E2")).isEqualTo(-128);
        assertThat(read(DataType.BIGINT, "1.7E12")).isEqualTo(1_700_000_000_000L);
        assertThat(read(DataType.DOUBLE, "7")).isEqualTo(7.0);
    }

    /** JSON has no numbers for them. */
    @Test
    void specialNumbersAreTexts() {
        assertThat(read(DataType.DOUBLE, "\"NaN\"")).isEqualTo(Double.NaN);
        assertThat(read(DataType.FLOAT, "\"-Infinity\"")).isEqualTo(Float.NEGATIVE_INFINITY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"7\"",
                "\"abc\"",
                "9223372036854775808",
                "1.5",
                "1E19",
                "true",
                "{\"a\":1}",
                "[1]",
                "\"\"",
                "\"1.5\""
            })
    void whatIsNoBigintIsRefusedByName(String json) {
        assertThatThrownBy(() -> read(DataType.BIGINT, json)).isInstanceOfSatisfying(BadRecordException.class, e -> {
            assertThat(e.field()).hasValue("v");
            assertThat(e).hasMessageStartingWith("field \"v\": expected BIGINT, found ");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "BOOLEAN   | \"true\"",
                "BOOLEAN   | \"yes\"",
                "BOOLEAN   | 1",
                "BOOLEAN   | [true]",
                "TINYINT   | 128",
                "TINYINT   | \"1\"",
                "SMALLINT  | -32769",
                "INTEGER   | 2147483648",
                "FLOAT     | 1E39",
                "FLOAT     | \"1.5\"",
                "DOUBLE    | 1E309",
                "DOUBLE    | \"nan\"",
                "DOUBLE    | \"1d\"",
                "DECIMAL   | 1000",
                "DECIMAL   | 999.95",
                "DECIMAL   | \"7\"",
                "DECIMAL   | \"NaN\"",
                "VARBINARY | 1",
                "VARBINARY | \"%%\"",
                "DATE      | \"2024-02-30\"",
                "DATE      | 20240101",
                "DATE      | \"+10000-01-01\"",
                "DATE      | \"-0001-01-01\"",
                "TIME      | \"24:00:00\"",
                "TIME      | \"10:15\"",
                "TIME      | 10",
                "TIMESTAMP | \"2024-01-01 24:00:00\"",
                "TIMESTAMP | \"2024-01-01T10:00:00\"",
                "TIMESTAMP | 1700000000000",
                "TIMESTAMP | \"+10000-01-01 00:00:00\"",
            })
    void whatIsNotOfItsTypeMakesABadRecord(DataType.Kind kind, String json) {
        DataType type =
                switch (kind) {
                    case DECIMAL -> DataType.decimal(4, 1);
                    case TIME -> DataType.time(0);
                    case TIMESTAMP -> DataType.timestamp(3);
                    case VARBINARY -> DataType.VARBINARY;
                    default -> new DataType.Simple(kind);
                };
        assertThatThrownBy(() -> read(type, json))
                .isInstanceOf(BadRecordException.class)
                .hasMessageStartingWith("field \"v\": expected " + type + ", found ");
    }

    /** A sender chooses exponents freely, and must not keep a job busy with them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1E1000000000",
                "-1E-1000000000",
                "0E1000000000",
                "1E2147483647",
                "1E-2147483647",
                "1E99999999999",
                "9.99E1000000000",
                "1E400",
                "123456789E-999999999"
            })
    void hostileNumbersTakeNoTime(String json) {
        List<DataType> types = List.of(
                DataType.INTEGER,
                DataType.BIGINT,
                DataType.FLOAT,
                DataType.DOUBLE,
                DataType.decimal(38, 18),
                DataType.decimal(38, 0),
                DataType.VARCHAR,
                DataType.array(DataType.decimal(5, 2)));
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> types.forEach(type -> tryToRead(type, json)));
    }

    @Test
    void numbersOfAThousandThousandDigitsAreRefused() {
        String digits = "9".repeat(1_000_000);
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            for (String json : List.of(digits, "0." + digits, digits + "." + digits)) {
                assertThatThrownBy(() -> read(DataType.decimal(38, 0), json)).isInstanceOf(BadRecordException.class);
                assertThatThrownBy(() -> read(DataType.BIGINT, json)).isInstanceOf(BadRecordException.class);
            }
        });
    }

    /** Either a value that is near to what is written, or a bad record. */
    private static void tryToRead(DataType type, String json) {
        try {
            Object value = read(type, json);
            if (value instanceof Double || value instanceof Float || value instanceof BigDecimal) {
                assertThat(((Number) value).doubleValue()).isEqualTo(0);
            }
        } catch (BadRecordException e) {
            assertThat(e.field()).isPresent();
        }
    }

    @Test
    void ofANameThatIsWrittenTwiceTheLastCounts() {
        RowType columns = RowType.of(Column.of("v", DataType.BIGINT), Column.of("w", DataType.BIGINT));
        assertThat(reader(columns).decode(bytes("{\"v\":1,\"v\":2,\"w\":3}"))).containsExactly(2L, 3L);
        assertThat(reader(columns).decode(bytes("{\"v\":1,\"w\":3,\"v\":null}")))
                .containsExactly(null, 3L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"v\":1} {\"v\":2}", "{\"v\":1}}", "{\"v\":1} x", "{\"v\":1},"})
    void nothingFollowsTheObject(String json) {
        assertThatThrownBy(() ->
                        reader(RowType.of(Column.of("v", DataType.BIGINT))).decode(bytes(json)))
                .isInstanceOf(BadRecordException.class);
    }

    @Test
    void theFieldOfANestedMistakeIsAPath() {
        DataType type = DataType.struct(List.of(new Field(
                "lines", DataType.array(DataType.struct(List.of(new Field("price", DataType.decimal(5, 2))))))));
        assertThatThrownBy(() -> read(type, "{\"lines\":[{\"price\":1},{\"price\":\"dear\"}]}"))
                .hasMessage("field \"v.lines[1].price\": expected DECIMAL(5, 2), found a string");
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
