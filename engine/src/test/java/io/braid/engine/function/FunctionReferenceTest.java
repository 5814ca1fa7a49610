package io.braid.engine.function;

import io.braid.engine.eval.Functions;
import io.braid.engine.function.BuiltIn.Kind;
import io.braid.testing.ReferencePage;
import io.braid.testing.Script;
import io.braid.testing.Script.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** The page about functions is written from their list; {@code -Dgolden.update} rewrites it. */
class FunctionReferenceTest {
    private static final Path SCRIPTS = Path.of("..", "scripts", "functions");

    /** These are called once for a pattern of rows. */
    private static final Set<String> OF_PATTERNS = Set.of("MATCH_ROWTIME", "LAST");

    private static final Set<String> REFUSED = BuiltIns.where(function -> function.kind() == Kind.REFUSED).stream()
            .map(BuiltIn::name)
            .collect(Collectors.toSet());

    @Test
    void thePageIsWhatTheListSays() {
        ReferencePage.assertSays("functions.md", page());
    }

    /** A function comes with a script that shows a plain case, NULL, an edge, and a wrong argument. */
    @Test
    void everyFunctionIsInAScript() throws IOException {
        List<Outcome> outcomes;
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            outcomes = files.flatMap(file -> Script.parse(file).outcomes()).toList();
        }
        SoftAssertions softly = new SoftAssertions();
        for (String name : BuiltIns.names()) {
            Pattern call = Pattern.compile("(?i)\\b" + name + "\\b");
            List<Outcome> uses = outcomes.stream()
                    .filter(outcome -> call.matcher(outcome.sql()).find())
                    .toList();
            softly.assertThat(uses)
                    .as("a statement with %s that is refused", name)
                    .anyMatch(Outcome::refused);
            if (!REFUSED.contains(name)) {
                softly.assertThat(uses)
                        .as("a statement with %s over an ordinary record and one of NULLs", name)
                        .anyMatch(use -> use.rows() >= (OF_PATTERNS.contains(name) ? 1 : 2));
            }
        }
        softly.assertAll();
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # Functions

                Names are case-insensitive. A NULL argument makes the result NULL unless something else is said. In the
                column *snapshot*, **s** says that the function also works in a SELECT over materialized views and system
                tables; in continuous queries every function does that is not in the last chapter. Examples show the cell
                that a client gets.

                A name that no function has, and a call with too few or too many arguments, are 3D019 with the place of the
                call. Functions of users are in [user-functions.md](user-functions.md).
                """);
        for (Map.Entry<String, List<BuiltIn>> chapter : BuiltIns.chapters().entrySet()) {
            page.append("\n## ").append(chapter.getKey()).append("\n\n");
            page.append("| function | result | | example | snapshot |\n|---|---|---|---|---|\n");
            chapter.getValue().stream()
                    .filter(function -> function.kind() != Kind.REFUSED)
                    .forEach(function -> page.append(line(function)));
        }
        page.append("\n## Known, and not to be had (0A000)\n\n| function | why |\n|---|---|\n");
        BuiltIns.where(function -> function.kind() == Kind.REFUSED)
                .forEach(
                        function -> page.append("| `%s` | %s |\n".formatted(function.signature(), function.meaning())));
        return page.append("""

                ## Decisions

                The product's own list of functions is not public. This one has every name that is known to be in use, and
                what Apache Flink offers for the rest, under Flink's names and with Flink's results.

                - `LENGTH` is `CHAR_LENGTH`. Flink has no such name; everyone tries it.
                - An unknown function is 3D019 (invalid query) everywhere; 3D017 is for the statements about functions.
                - `record_key()` and `record_metadata()` are other names of `rowkey()` and `rowmeta()`.
                - `TYPEOF` gives the names of this language.
                - `TO_DATE` of a text that cannot be read is NULL; Flink gives some day far away.
                - Parts of a time before 1970 (`HOUR`, `YEAR`, `EXTRACT`) are those of the calendar. Flink's own functions count
                  towards 1970, so that the last hour of 1969 is hour 0 of 1970; they are not used.
                - So are `CAST(timestamp AS DATE)` and `AS TIME` before 1970, where Flink takes the next day and no time; of a
                  constant, which the planner casts itself, they are still Flink's.
                - The year of `DATE_FORMAT` is that of an era: the year 0 is `yyyy` 0001; `uuuu` counts as the calendar does.
                - Whole numbers that grow out of their type wrap around, as in Java and Flink: 2147483647 + 1 is -2147483648,
                  and `TIMESTAMPDIFF(SECOND, …)`, an INTEGER, does so after 68 years. CAST to a wider type first.
                - `ROW(…)` makes a struct; a CAST names its fields. There is no `STRUCT(…)`.
                - `COLLECT`, `PARSE_JSON` and other functions whose type the language lacks are refused with 0A000.

                This page is written from the code: `mvn -pl engine test -Dtest=FunctionReferenceTest -Dgolden.update`. Every
                example is run, on Flink and, where it can be, in a snapshot.
                """).toString();
    }

    private static String line(BuiltIn function) {
        String kind =
                switch (function.kind()) {
                    case OVER -> "Only with OVER. ";
                    case TABLE -> "In FROM. ";
                    default -> "";
                };
        return "| %s | %s | %s | %s | %s |\n"
                .formatted(
                        code(function.signature()),
                        function.result(),
                        kind + function.meaning(),
                        function.examples().stream()
                                .filter(example -> example.expression().contains(function.name()))
                                .map(example -> code(example.expression()) + " = " + code(example.result()))
                                .collect(Collectors.joining("; ")),
                        !function.name().isEmpty() && Functions.knows(function.name()) ? "s" : "");
    }

    private static String code(String text) {
        return "`" + text.replace("|", "\\|") + "`";
    }
}
