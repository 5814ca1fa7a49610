package io.braid.engine.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.engine.function.BuiltIn;
import io.braid.engine.function.BuiltIn.Example;
import io.braid.engine.function.BuiltIns;
import io.braid.spi.Cells;
import io.braid.sql.parse.SqlParser;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of functions that snapshots know give what the reference page says. */
class FunctionExamplesTest {
    static Stream<Example> examples() {
        return BuiltIns.all().stream()
                .filter(function -> !function.name().isEmpty() && Functions.knows(function.name()))
                .map(BuiltIn::examples)
                .flatMap(java.util.List::stream)
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void itGivesWhatThePageSays(Example example) {
        Evaluator evaluator = ExpressionCompiler.compile(
                new SqlParser().parseExpression(example.expression()), FixedRow.scope(), Fidelity.FRIENDLY);
        Object value = evaluator.evaluate(FixedRow.values());
        String cell = Cells.render(evaluator.type(), value, ZoneOffset.UTC);
        assertThat(cell == null ? "NULL" : cell).isEqualTo(example.result());
    }
}
