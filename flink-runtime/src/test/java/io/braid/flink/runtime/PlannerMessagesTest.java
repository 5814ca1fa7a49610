package io.braid.flink.runtime;

import static io.braid.flink.runtime.SharedRuntime.RUNTIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.engine.run.BoundPlan;
import io.braid.engine.run.BoundPlan.BoundTable;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the planner complains of, through the planner: its texts change between versions. */
class PlannerMessagesTest {
    private static final BoundTable CLICKS = new BoundTable(
            "clicks",
            "`id` BIGINT, `who` STRING, `t` TIMESTAMP_LTZ(3), `$rt` AS `t`, WATERMARK FOR `$rt` AS `$rt`",
            Map.of("connector", "test-rows", "name", "none"));

    private static BoundPlan plan(String select, String sinkColumns) {
        BoundTable sink = new BoundTable(
                "sink",
                sinkColumns,
                Map.of(
                        "connector",
                        "kafka",
                        "topic",
                        "none",
                        "properties.bootstrap.servers",
                        "127.0.0.1:1",
                        "value.format",
                        "braid-json"));
        return new BoundPlan("test", List.of(CLICKS), List.of(), select, sink, Map.of());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
        SELECT nope FROM clicks                        | column "nope" does not exist
        SELECT c.nope FROM clicks c                    | column "nope" does not exist in "c"
        SELECT id FROM missing                         | relation "missing" does not exist
        SELECT id + `who` FROM clicks                  | + cannot be applied to BIGINT + VARCHAR
        SELECT LOWER(id) FROM clicks                   | LOWER cannot be applied to (BIGINT) (there is LOWER(text))
        SELECT id[1] FROM clicks                       | [] cannot be applied to (BIGINT, INTEGER)
        SELECT COALESCE(id, 'x') FROM clicks           | COALESCE cannot be applied to (BIGINT, VARCHAR) (there is COALESCE(value, …))
        SELECT FOO(id) FROM clicks                     | function FOO(NUMERIC) does not exist
        SELECT MAX(id, 2) FROM clicks                  | function MAX takes 1 argument
        SELECT id FROM clicks WHERE id                 | WHERE needs a condition
        SELECT id, COUNT(*) FROM clicks                | expression "id" is neither grouped nor aggregated
        SELECT id FROM clicks a, clicks b              | column "id" is ambiguous
        SELECT NULL AS x FROM clicks                   | NULL has no type here; CAST(NULL AS a type) gives it one
        SELECT id FRM clicks                           | syntax error near "clicks"
        SELECT CAST('1' AS TIMESTMP) FROM clicks       | "TIMESTMP" does not exist
        SELECT SUM(COUNT(*)) FROM clicks GROUP BY id   | aggregates cannot be nested
        SELECT id FROM clicks UNION SELECT who FROM clicks | the types of column 1 of UNION do not go together
        SELECT COLLECT(id) AS x FROM clicks            | column "x" has type MULTISET<BIGINT>, which a result cannot hold
        SELECT INTERVAL '1' DAY AS i FROM clicks       | column "i" has type INTERVAL SECOND(3), which a result cannot hold
        SELECT EXTRACT(FOO FROM t) FROM clicks         | "FOO" is not a valid time frame
        SELECT * FROM TABLE(TUMBLE(TABLE clicks, DESCRIPTOR(id), INTERVAL '1' SECOND)) | TUMBLE needs an event time, but its column has type BIGINT
        """)
    void typesAndNames(String select, String message) {
        assertThatThrownBy(() -> RUNTIME.analyze(plan(select, "`id` BIGINT")))
                .isInstanceOfSatisfying(StatementException.class, error -> assertThat(error.code())
                        .isEqualTo(ErrorCode.INVALID_QUERY))
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
        SELECT COUNT(*) FROM clicks          | the query changes rows that it has emitted, and what it writes to can only grow
        SELECT who FROM clicks               | column 1 of the query is VARCHAR and does not fit "id", which is BIGINT, of what it writes to (CAST it to BIGINT)
        SELECT id, id AS i FROM clicks       | the query has 2 columns and what it writes to has 1: (id: BIGINT)
        SELECT id FROM clicks ORDER BY id    | ORDER BY without LIMIT needs the event time: a stream has no end at which it could be sorted
        SELECT a.id FROM clicks a JOIN clicks FOR SYSTEM_TIME AS OF a.`$rt` AS b ON a.id = b.id | a join with a changelog must compare its whole primary key
        """)
    void whatOnlyTheWholePlanShows(String select, String message) {
        assertThatThrownBy(() -> RUNTIME.compile(plan(select, "`id` BIGINT"))).hasMessage(message);
    }

    @Test
    void optionsOfConnectorsAreInNeitherTheMessageNorItsCauses() {
        BoundTable broken = new BoundTable(
                "clicks", "`id` BIGINT", Map.of("connector", "test-rows", "nam", "x", "phrase", "open sesame"));
        BoundPlan plan = new BoundPlan("test", List.of(broken), List.of(), "SELECT id FROM clicks", CLICKS, Map.of());

        assertThatThrownBy(() -> RUNTIME.analyze(plan))
                .hasMessageStartingWith("\"clicks\" cannot be read: ")
                .satisfies(error -> {
                    for (Throwable next = error; next != null; next = next.getCause()) {
                        assertThat(String.valueOf(next.getMessage())).doesNotContain("sesame");
                    }
                });
    }

    @Test
    void columnsHaveTheirTypes() {
        String select = "SELECT id, who AS `Who`, 'x' AS c, CAST(id AS DECIMAL(10, 2)) AS d, ARRAY[1] AS a, "
                + "CAST(ROW(1, 'v') AS ROW<`f` INT, `G g` STRING>) AS r, MAP['k', t] AS m, `$rt` FROM clicks";

        assertThat(RUNTIME.analyze(plan(select, "`id` BIGINT")).columns().columns())
                .extracting(column -> column.name() + " " + column.type() + (column.nullable() ? "" : " NOT NULL"))
                .containsExactly(
                        "id BIGINT",
                        "Who VARCHAR",
                        "c VARCHAR NOT NULL",
                        "d DECIMAL(10, 2)",
                        "a ARRAY<INTEGER> NOT NULL",
                        "r STRUCT<f INTEGER, \"G g\" VARCHAR> NOT NULL",
                        "m MAP<VARCHAR, TIMESTAMP_LTZ(3)> NOT NULL",
                        "$rt TIMESTAMP_LTZ(3)");
    }
}
