package io.braid.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.RowType;
import io.braid.spi.StatementException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PrimitiveReaderTest {
    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(DataType.BOOLEAN, true),
                Arguments.of(DataType.TINYINT, -128),
                Arguments.of(DataType.SMALLINT, -2),
                Arguments.of(DataType.INTEGER, 123),
                Arguments.of(DataType.BIGINT, Long.MIN_VALUE),
                Arguments.of(DataType.FLOAT, 1.5f),
                Arguments.of(DataType.DOUBLE, -0.0),
                Arguments.of(DataType.VARCHAR, "grüße 東西"),
                Arguments.of(DataType.VARBINARY, new byte[] {0, -1}));
    }

    @ParameterizedTest
    @MethodSource("values")
    void whatIsWrittenIsReadBack(DataType type, Object value) {
        RowType columns = RowType.of(Column.of("v", type));
        byte[] bytes = RecordEncoder.of("primitive", Map.of(), columns).encode(new Object[] {value});
        assertThat(RecordDecoder.of("PRIMITIVE", Map.of(), columns, RecordDecoder.NO_REGISTRY)
                        .decode(bytes))
                .containsExactly(value);
    }

    @Test
    void numbersAreBigEndian() {
        RowType columns = RowType.of(Column.of("v", DataType.INTEGER));
        assertThat(new PrimitiveWriter(columns).encode(new Object[] {123})).containsExactly(0, 0, 0, 0x7B);
        assertThat(new PrimitiveReader(columns).decode("abcd".getBytes(StandardCharsets.US_ASCII)))
                .containsExactly(1633837924);
    }

    @Test
    void nullsHaveNoBytes() {
        RowType columns = RowType.of(Column.of("v", DataType.BIGINT));
        assertThat(new PrimitiveWriter(columns).encode(new Object[] {null})).isNull();
        assertThat(new PrimitiveReader(columns).decode(null)).containsExactly((Object) null);
    }

    @Test
    void aWrongLengthIsABadRecord() {
        PrimitiveReader reader = new PrimitiveReader(RowType.of(Column.of("id", DataType.BIGINT)));
        assertThatThrownBy(() -> reader.decode(new byte[7]))
                .isInstanceOf(BadRecordException.class)
                .hasMessage("field \"id\": expected 8 bytes of BIGINT, found 7");
    }

    @Test
    void oneColumnOfAPrimitiveType() {
        RowType two = RowType.of(Column.of("a", DataType.BIGINT), Column.of("b", DataType.BIGINT));
        assertThatThrownBy(() -> new PrimitiveReader(two))
                .isInstanceOf(StatementException.class)
                .hasMessage("format \"PRIMITIVE\" holds one column, and there are 2");
        assertThatThrownBy(() -> new PrimitiveWriter(RowType.of(Column.of("d", DataType.DATE))))
                .isInstanceOf(StatementException.class)
                .hasMessage("format \"PRIMITIVE\" cannot hold column \"d\" of type DATE");
    }
}
