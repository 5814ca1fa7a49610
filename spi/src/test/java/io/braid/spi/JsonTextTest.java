package io.braid.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    @Test
    void quotesBackslashesAndControlCharactersAreEscaped() {
        assertThat(JsonText.of(DataType.VARCHAR, "a\"b\\c\nd\te\u0001\u001f\r\b\f/"))
                .isEqualTo("\"a\\\"b\\\\c\\nd\\te\\u0001\\u001f\\r\\b\\f/\"");
    }

    @Test
    void otherTextStaysAsItIs() {
        assertThat(JsonText.of(DataType.VARCHAR, "grüße 东西 \ud83d\ude00")).isEqualTo("\"grüße 东西 \ud83d\ude00\"");
        assertThat(JsonText.of(DataType.VARCHAR, "")).isEqualTo("\"\"");
    }

    @Test
    void halvesOfSurrogatePairsAreEscaped() {
        assertThat(JsonText.of(DataType.VARCHAR, "x\ud83d")).isEqualTo("\"x\\ud83d\"");
        assertThat(JsonText.of(DataType.VARCHAR, "\ude00\ud83d\ude00")).isEqualTo("\"\\ude00\ud83d\ude00\"");
    }

    @Test
    void rowsAreObjectsWithEveryColumn() {
        StringBuilder out = new StringBuilder();
        RowType columns = RowType.of(
                Column.of("id", DataType.BIGINT),
                Column.of("at", DataType.timestamp(9)),
                Column.of("seen", DataType.timestampLtz(3)),
                Column.of("t", DataType.time(3)));
        JsonText.appendRow(
                out,
                columns,
                new Object[] {
                    null,
                    LocalDateTime.parse("2011-12-03T10:15:30.000000010"),
                    Instant.parse("2011-12-03T10:15:30.500Z"),
                    LocalTime.of(1, 2, 3, 40_000_000)
                },
                JsonText.Timestamps.ISO8601);
        assertThat(out)
                .hasToString("{\"id\":null,\"at\":\"2011-12-03T10:15:30.00000001\","
                        + "\"seen\":\"2011-12-03T10:15:30.5Z\",\"t\":\"01:02:03.04\"}");
    }
}
