package io.braid.engine.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.spi.StatementException;
import io.braid.sql.parse.ParsingException;
import io.braid.sql.parse.SqlParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares with what Flink was seen to do: see {@code eval/expressions.txt}. */
class FlinkResultsTest {
    /** Where we knowingly differ when nobody asks for Flink's very results. */
    private static final List<Pattern> OUR_OWN = Stream.of(
                    // Not there: needs a JSON library, or nobody asked.
                    "JSON_.*|.* IS JSON.*|.*OVERLAPS.*|PARSE_URL.*|STR_TO_MAP.*|ELT.*|PI|INSTR\\(.*, .*, .*",
                    "SPLIT_INDEX\\(csv, 44, 1\\)|STARTSWITH\\(bin.*|5\\.",
                    // Flink converts texts without being asked, sometimes wrongly (b = 'true' is false there).
                    "(num > 5|ts > '.*|dt = '.*|b = 'true'|tm = '.*)",
                    // Flink gives 0 for a text that is no number.
                    "(TRY_)?CAST\\('x' AS DECIMAL.*",
                    // Flink folds this constant with more digits than FLOAT has; and it refuses NULL from a CAST of
                    // constants.
                    "CAST\\(CAST\\(0.1 AS FLOAT\\) AS DOUBLE\\)|CAST\\(1e20 AS DECIMAL.*",
                    // Flink is off by one unit before 1970, and at the ends of months.
                    ".*\\(.*ts0.*|TIMESTAMPDIFF\\(MONTH, TIMESTAMP '2024-01-31.*",
                    ".*1969-12-31.*",
                    // Of FLOAT and DOUBLE, and of timestamps, Flink's result has the type of the first, sometimes.
                    "f . d|CASE WHEN b THEN f ELSE d END|IF\\(b, ts, ts6\\)",
                    // Comparisons and casts that Flink folds differ from the same at run time.
                    "CAST\\(0.1 AS FLOAT\\) = 0.1|9007199254740993 = .*|CAST\\(CAST\\('0.1' AS FLOAT.*",
                    "d = 2.250000000000000000001|SIGN\\(CAST.*",
                    // Blanks and a bare point are taken as CAST to other types takes them.
                    "CAST\\('( 2024|2024-01-31 10:00:00.').*",
                    // Flink cuts the result to the length of the argument's type; we have no length.
                    "LOWER\\('.*|UPPER\\('.*|UPPER\\(v5\\)|v5 \\|\\| 'x'",
                    "UNHEX\\('486'\\)|f \\+ d|'a' \\|\\| 'b'|INITCAP.*|TYPEOF.*",
                    // Flink refuses these.
                    "bin \\|\\| .*|TIMESTAMPADD\\(DAY, l, dt\\)|TIMESTAMPDIFF\\(DAY, ltz, ts\\)")
            .map(Pattern::compile)
            .toList();

    private final SqlParser parser = new SqlParser();

    record Line(String expression, String type, String value) {
        boolean refused() {
            return type.equals("error") || type.equals("fails");
        }

        @Override
        public String toString() {
            return expression;
        }
    }

    static Stream<Line> lines() throws IOException {
        try (InputStream file = FlinkResultsTest.class.getResourceAsStream("/eval/expressions.txt")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("# ") && !line.equals("#"))
                    .map(line -> line.split("\t", -1))
                    .map(parts -> new Line(parts[0], parts[1], parts[2]));
        }
    }

    @ParameterizedTest
    @MethodSource("lines")
    void friendlyResultsAreThoseOfFlink(Line line) {
        if (OUR_OWN.stream().anyMatch(own -> own.matcher(line.expression()).matches())) {
            return;
        }
        if (line.refused()) {
            assertThatThrownBy(() -> evaluate(line, Fidelity.FRIENDLY))
                    .isInstanceOfAny(StatementException.class, ParsingException.class);
            return;
        }
        Evaluator evaluator = compile(line, Fidelity.FRIENDLY);
        assertThat(shown(evaluator)).isEqualTo(line.value());
        if (!line.type().equals("*")) {
            assertThat(evaluator.type()).hasToString(line.type());
        }
    }

    @ParameterizedTest
    @MethodSource("lines")
    void exactResultsAreThoseOfFlinkOrNone(Line line) {
        String value;
        try {
            value = evaluate(line, Fidelity.EXACT);
        } catch (Unsupported | StatementException | ParsingException leftToFlink) {
            assertThat(leftToFlink).isNotNull();
            return;
        }
        assertThat(line.refused()).as("Flink refuses it").isFalse();
        assertThat(value).isEqualTo(line.value());
    }

    private Evaluator compile(Line line, Fidelity fidelity) {
        return ExpressionCompiler.compile(parser.parseExpression(line.expression()), FixedRow.scope(), fidelity);
    }

    private String evaluate(Line line, Fidelity fidelity) {
        return shown(compile(line, fidelity));
    }

    private static String shown(Evaluator evaluator) {
        return FixedRow.shown(evaluator.type(), evaluator.evaluate(FixedRow.values()));
    }
}
