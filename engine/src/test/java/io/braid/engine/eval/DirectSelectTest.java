package io.braid.engine.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.engine.eval.DirectSelect.Projection;
import io.braid.engine.eval.DirectSelect.RecordTypes;
import io.braid.spi.DataType;
import io.braid.spi.Field;
import io.braid.spi.RowType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectSelectTest {
    private static final RowType COLUMNS = FixedRow.columns();
    private static final RecordTypes RECORD = new RecordTypes(
            DataType.struct(List.of(
                    new Field("topic", DataType.VARCHAR),
                    new Field("partition", DataType.INTEGER),
                    new Field("offset", DataType.BIGINT))),
            DataType.VARCHAR);

    private static Optional<Projection> plan(String sql) {
        return DirectSelect.plan(Queries.parse(sql), COLUMNS, RECORD);
    }

    private static @Nullable Object @Nullable [] applied(String sql) {
        @Nullable Object[] row = Arrays.copyOf(FixedRow.values(), COLUMNS.size() + 1);
        row[COLUMNS.size()] = new RecordContext(1234L, List.of("clicks", 3, 77L), "k1");
        return plan(sql).orElseThrow().apply(row);
    }

    @Test
    void filtersAndProjects() {
        assertThat(applied("SELECT i, UPPER(s) AS big FROM t WHERE i > 40 AND s LIKE 'H%'"))
                .containsExactly(42, "HELLO");
        assertThat(applied("SELECT i FROM t WHERE i > 50")).isNull();
        assertThat(applied("SELECT i FROM t WHERE n > 50")).isNull();
    }

    @Test
    void knowsTheMessage() {
        assertThat(
                        applied(
                                "SELECT rowtime(), rowkey(), rowmeta()->topic, rowmeta(x)->\"offset\" FROM t x WHERE rowmeta()->\"partition\" = 3"))
                .containsExactly(1234L, "k1", "clicks", 77L);
    }

    @Test
    void saysWhatComesOut() {
        Projection projection =
                plan("SELECT x.i AS a, st->name, p FROM t AS x LIMIT 7").orElseThrow();

        assertThat(projection.limit()).isEqualTo(7);
        assertThat(projection.columns().names()).containsExactly("a", "name", "p");
        assertThat(projection.columns().column(2).type()).isEqualTo(DataType.decimal(10, 2));
    }

    @Test
    void starIsEveryColumn() {
        assertThat(plan("SELECT * FROM t").orElseThrow().columns().names()).isEqualTo(COLUMNS.names());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT DISTINCT i FROM t",
                "SELECT i FROM t ORDER BY i",
                "SELECT i FROM t LIMIT 1 OFFSET 1",
                "SELECT COUNT(*) FROM t",
                "SELECT i FROM t GROUP BY i",
                "SELECT a.i FROM t a JOIN t b ON a.i = b.i",
                "SELECT i FROM TUMBLE(t, SIZE 1 HOUR)",
                "SELECT i FROM (SELECT i FROM t) x",
                "SELECT i FROM t UNION ALL SELECT i FROM t",
                "SELECT NOW() FROM t",
                "SELECT UUID() FROM t",
                "SELECT RAND() FROM t",
                "SELECT CAST(d AS VARCHAR) FROM t",
                "SELECT NULL FROM t",
                "SELECT my_function(i) FROM t",
                "SELECT nosuch FROM t",
                "SELECT i FROM t WHERE s = 1",
                "SELECT i FROM t WHERE i IN (SELECT 1)",
                "SELECT JSON_VALUE(js, '$.a') FROM t",
                "SELECT SIN(d) FROM t"
            })
    void leavesTheRestToFlink(String sql) {
        assertThat(plan(sql)).isEmpty();
    }

    @Test
    void noKeyMeansNoRowkey() {
        assertThat(DirectSelect.plan(
                        Queries.parse("SELECT rowkey() FROM t"), COLUMNS, new RecordTypes(RECORD.metadata(), null)))
                .isEmpty();
    }
}
