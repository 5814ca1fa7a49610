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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JsonRowWriterTest {
    private static final RowType COLUMNS = RowType.of(
            Column.of("b", DataType.BOOLEAN),
            Column.of("i", DataType.INTEGER),
            Column.of("l", DataType.BIGINT),
            Column.of("f", DataType.FLOAT),
            Column.of("d", DataType.DOUBLE),
            Column.of("dec", DataType.decimal(38, 2)),
            Column.of("s", DataType.VARCHAR),
            Column.of("raw", DataType.VARBINARY),
            Column.of("day", DataType.DATE),
            Column.of("t", DataType.time(3)),
            Column.of("ts", DataType.timestamp(9)),
            Column.of("ltz", DataType.timestampLtz(9)),
            Column.of("arr", DataType.array(DataType.VARCHAR)),
            Column.of("map", DataType.map(DataType.VARCHAR, DataType.BIGINT)),
            Column.of("st", DataType.struct(List.of(new Field("x", DataType.decimal(4, 1))))));

    private static final @Nullable Object[] ROW = {
        true,
        Integer.MIN_VALUE,
        Long.MAX_VALUE,
        Float.MIN_VALUE,
        Double.POSITIVE_INFINITY,
        new BigDecimal("123456789012345678901234567890123456.70"),
        "a\"b\\ 東西 \ud83d\ude00\n",
        new byte[] {0, -1, 7},
        LocalDate.of(1, 1, 1),
        LocalTime.of(23, 59, 59, 999_000_000),
        LocalDateTime.parse("9999-12-31T23:59:59.999999999"),
        Instant.parse("1969-12-31T23:59:59.000000001Z"),
        Arrays.asList("x", null),
        Map.of("k", 1L),
        List.of(new BigDecimal("-1.0"))
    };

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsReadBack(TimestampFormat format) {
        byte[] bytes = new JsonRowWriter(COLUMNS, format).encode(ROW);
        assertThat(new JsonRowReader(COLUMNS, format).decode(bytes)).containsExactly(ROW);
    }

    @Test
    void rowsAreWrittenAsTheFormatSays() {
        RowType columns = RowType.of(
                Column.of("d", DataType.decimal(4, 3)),
                Column.of("ts", DataType.timestamp(3)),
                Column.of("ltz", DataType.timestampLtz(3)),
                Column.of("n", DataType.BIGINT));
        RecordEncoder encoder = RecordEncoder.of("json", Map.of("timestamp.format", "iso8601"), columns);
        byte[] bytes = encoder.encode(new @Nullable Object[] {
            new BigDecimal("1.123"),
            LocalDateTime.parse("2011-12-03T10:15:30"),
            Instant.parse("2021-05-31T16:15:14.528Z"),
            null
        });
        assertThat(new String(bytes, StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"d\":1.123,\"ts\":\"2011-12-03T10:15:30\",\"ltz\":\"2021-05-31T16:15:14.528Z\",\"n\":null}");
    }

    @Test
    void unknownFormatsAndOptionsAreRefused() {
        assertThatThrownBy(() -> RecordEncoder.of("csv", Map.of(), COLUMNS))
                .isInstanceOf(StatementException.class)
                .hasMessage("format \"csv\" is not supported here (JSON, PRIMITIVE, AVRO and PROTOBUF are)");
        assertThatThrownBy(() -> RecordDecoder.of("csv", Map.of(), COLUMNS, RecordDecoder.NO_REGISTRY))
                .isInstanceOf(StatementException.class);
        assertThatThrownBy(() -> RecordDecoder.of(
                        "json", Map.of("timestamp.format", "unix"), COLUMNS, RecordDecoder.NO_REGISTRY))
                .isInstanceOf(StatementException.class)
                .hasMessageContaining("timestamp.format");
    }
}
