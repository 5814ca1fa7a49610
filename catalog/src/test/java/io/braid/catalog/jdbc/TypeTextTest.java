package io.braid.catalog.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.Field;
import io.braid.spi.RowType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypeTextTest {
    private static final DataType STRUCT = DataType.struct(List.of(
            new Field("plain", DataType.BIGINT),
            new Field("userId", DataType.VARCHAR),
            new Field("a \"b\", c> NOT NULL", DataType.array(DataType.timestampLtz(3))),
            new Field("", DataType.DATE),
            new Field("名前", DataType.map(DataType.varchar(10), DataType.struct(List.of())))));

    static Stream<DataType> types() {
        return Stream.of(
                DataType.BOOLEAN,
                DataType.TINYINT,
                DataType.SMALLINT,
                DataType.INTEGER,
                DataType.BIGINT,
                DataType.FLOAT,
                DataType.DOUBLE,
                DataType.DATE,
                DataType.VARCHAR,
                DataType.VARBINARY,
                DataType.varchar(255),
                DataType.varbinary(1),
                DataType.decimal(38, 0),
                DataType.decimal(10, 2),
                DataType.time(0),
                DataType.timestamp(9),
                DataType.timestampLtz(6),
                DataType.array(DataType.array(DataType.decimal(5, 1))),
                DataType.map(DataType.VARCHAR, DataType.map(DataType.BIGINT, DataType.VARBINARY)),
                STRUCT,
                DataType.array(STRUCT));
    }

    @ParameterizedTest
    @MethodSource("types")
    void typesComeBack(DataType type) {
        assertThat(TypeText.parse(type.toString())).isEqualTo(type);
    }

    @Test
    void columnsComeBackWithTheirNullability() {
        RowType row = RowType.of(
                new Column("id", DataType.BIGINT, false),
                new Column("userId", DataType.VARCHAR, true),
                new Column("NOT NULL", STRUCT, false),
                new Column("ü, \"x\"", DataType.decimal(3, 2), true));
        assertThat(TypeText.parseRow(TypeText.of(row))).isEqualTo(row);
        assertThat(TypeText.parseRow(TypeText.of(RowType.of()))).isEqualTo(RowType.of());
    }

    @Test
    void columnsReadLikeCreateStream() {
        RowType row = RowType.of(
                new Column("id", DataType.BIGINT, false), new Column("userId", DataType.array(DataType.VARCHAR), true));
        assertThat(TypeText.of(row)).isEqualTo("id BIGINT NOT NULL, \"userId\" ARRAY<VARCHAR>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "STRING",
                "bigint",
                "VARCHAR(",
                "VARCHAR(x)",
                "DECIMAL",
                "DECIMAL(1)",
                "TIME",
                "ARRAY<BIGINT",
                "MAP<BIGINT>",
                "STRUCT<a>",
                "STRUCT<\"a BIGINT>",
                "BIGINT ",
                "VARCHAR(99999999999)"
            })
    void refusesWhatIsNoType(String text) {
        assertThatThrownBy(() -> TypeText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a type");
    }
}
