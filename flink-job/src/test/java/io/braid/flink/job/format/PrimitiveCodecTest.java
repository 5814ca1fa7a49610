package io.braid.flink.job.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.HexFormat;
import java.util.stream.Stream;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.DateType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PrimitiveCodecTest {
    static Stream<Arguments> values() {
        return Stream.of(
                arguments(PrimitiveCodec.TEXT, StringData.fromString("żaba"), "c5bc616261"),
                arguments(PrimitiveCodec.TEXT, StringData.fromString(""), ""),
                arguments(PrimitiveCodec.BINARY, new byte[] {0, -1}, "00ff"),
                arguments(PrimitiveCodec.BOOLEAN, true, "01"),
                arguments(PrimitiveCodec.BOOLEAN, false, "00"),
                arguments(PrimitiveCodec.TINYINT, Byte.MIN_VALUE, "80"),
                arguments(PrimitiveCodec.SMALLINT, Short.MIN_VALUE, "8000"),
                arguments(PrimitiveCodec.INTEGER, 123, "0000007b"),
                arguments(PrimitiveCodec.BIGINT, Long.MAX_VALUE, "7fffffffffffffff"),
                arguments(PrimitiveCodec.FLOAT, 1.5f, "3fc00000"),
                arguments(PrimitiveCodec.DOUBLE, -2d, "c000000000000000"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void valuesAndBytesGoBothWays(PrimitiveCodec codec, Object value, String hex) throws Exception {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThat(codec.write(GenericRowData.of(value))).isEqualTo(bytes);
        assertThat(codec.read(bytes)).isEqualTo(value);
    }

    @Test
    void textReadAsANumberIsTheNumberItsBytesSpell() throws Exception {
        assertThat(PrimitiveCodec.INTEGER.read(new byte[] {'a', 'b', 'c', 'd'})).isEqualTo(1633837924);
    }

    @Test
    void aWrongLengthIsAnError() {
        assertThatThrownBy(() -> PrimitiveCodec.BIGINT.read(new byte[4]))
                .isInstanceOf(RecordFormatException.class)
                .hasMessage("BIGINT needs 8 bytes but there are 4");
    }

    @Test
    void typesHaveTheirCodecs() {
        assertThat(Stream.<LogicalType>of(new IntType(), new BigIntType()).map(PrimitiveCodec::of))
                .containsExactly(PrimitiveCodec.INTEGER, PrimitiveCodec.BIGINT);
        assertThatThrownBy(() -> PrimitiveCodec.of(new DateType())).isInstanceOf(ValidationException.class);
    }

    @Test
    void nullIsTheAbsenceOfBytes() {
        assertThat(new PrimitiveEncoder(PrimitiveCodec.INTEGER).serialize(new GenericRowData(1)))
                .isNull();
    }
}
