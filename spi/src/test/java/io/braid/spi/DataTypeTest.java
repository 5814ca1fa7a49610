package io.braid.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DataTypeTest {
    @Test
    void typesPrintAsClientsReadThem() {
        assertThat(DataType.VARCHAR).hasToString("VARCHAR");
        assertThat(DataType.varchar(10)).hasToString("VARCHAR(10)");
        assertThat(DataType.INTEGER).hasToString("INTEGER");
        assertThat(DataType.decimal(10, 2)).hasToString("DECIMAL(10, 2)");
        assertThat(DataType.timestampLtz(3)).hasToString("TIMESTAMP_LTZ(3)");
        assertThat(DataType.map(DataType.VARCHAR, DataType.array(DataType.BIGINT)))
                .hasToString("MAP<VARCHAR, ARRAY<BIGINT>>");
        assertThat(DataType.struct(List.of(new Field("a", DataType.BOOLEAN), new Field("userId", DataType.VARBINARY))))
                .hasToString("STRUCT<a BOOLEAN, \"userId\" VARBINARY>");
    }

    @Test
    void typesAreEqualByContent() {
        assertThat(DataType.array(DataType.decimal(5, 1))).isEqualTo(DataType.array(DataType.decimal(5, 1)));
        assertThat(DataType.varchar(Integer.MAX_VALUE)).isEqualTo(DataType.VARCHAR);
    }

    @Test
    void familiesOfKinds() {
        assertThat(DataType.Kind.DECIMAL.isNumeric()).isTrue();
        assertThat(DataType.Kind.DECIMAL.isInteger()).isFalse();
        assertThat(DataType.Kind.BOOLEAN.isNumeric()).isFalse();
        assertThat(DataType.Kind.ARRAY.isNested()).isTrue();
        assertThat(DataType.Kind.TIMESTAMP_LTZ.isNested()).isFalse();
    }

    @Test
    void namesAreQuotedOnlyWhereTheyMust() {
        assertThat(Names.quoted("users_2")).isEqualTo("users_2");
        assertThat(Names.quoted("userId")).isEqualTo("\"userId\"");
        assertThat(Names.quoted("2nd")).isEqualTo("\"2nd\"");
        assertThat(Names.always("a\"b")).isEqualTo("\"a\"\"b\"");
    }

    @Test
    void columnsAreFoundByExactName() {
        RowType columns = RowType.of(Column.of("a", DataType.BIGINT), Column.of("A", DataType.DATE));
        assertThat(columns.indexOf("A")).hasValue(1);
        assertThat(columns.indexOf("b")).isEmpty();
        assertThat(columns.names()).containsExactly("a", "A");
    }
}
