package io.braid.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.braid.sql.format.SqlFormatter;
import io.braid.sql.parse.ParsingException;
import io.braid.sql.parse.SqlParser;
import io.braid.sql.tree.ParsedStatement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * What each text is understood as, in the canonical form, or what is said about it. Run with {@code -Dgolden.update=true}
 * after a wanted change, and review the difference.
 */
class GoldenTest {
    private static final Path SCRIPTS = Path.of("src/test/resources/parser");
    private static final SqlParser PARSER = new SqlParser();

    @TestFactory
    Stream<DynamicNode> scripts() throws IOException {
        return files().stream().map(GoldenTest::script);
    }

    private static DynamicNode script(Path file) {
        try {
            Script script = Script.read(file);
            if (Boolean.getBoolean("golden.update")) {
                script.update(GoldenTest::outcome);
            }
            return dynamicContainer(
                    file.getFileName().toString(),
                    script.entries().stream()
                            .map(entry -> dynamicTest(entry.toString(), () -> assertThat(outcome(entry.text()))
                                    .isEqualTo(entry.expected()))));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Formatting loses nothing: the formatted text is the same statement, and formatting it again changes nothing. */
    @TestFactory
    Stream<DynamicNode> formattedStatementsAreTheSameStatements() throws IOException {
        return files().stream()
                .filter(file -> !file.endsWith("errors.sqlt"))
                .flatMap(GoldenTest::statements)
                .map(statement -> dynamicTest(statement.text(), () -> {
                    String formatted = SqlFormatter.format(statement.statement());
                    ParsedStatement again = PARSER.parseOne(formatted);
                    assertThat(again.statement()).isEqualTo(statement.statement());
                    assertThat(SqlFormatter.format(again.statement())).isEqualTo(formatted);
                }));
    }

    private static Stream<ParsedStatement> statements(Path file) {
        try {
            return Script.read(file).entries().stream().flatMap(entry -> PARSER.parse(entry.text()).stream());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            List<Path> scripts = files.filter(file -> file.toString().endsWith(".sqlt"))
                    .sorted()
                    .toList();
            assertThat(scripts).isNotEmpty();
            return scripts;
        }
    }

    private static String outcome(String text) {
        try {
            List<ParsedStatement> statements = PARSER.parse(text);
            return statements.isEmpty()
                    ? "(nothing)"
                    : statements.stream()
                            .map(statement -> SqlFormatter.format(statement.statement()))
                            .map(line -> line.replace("\n", "\\n"))
                            .collect(Collectors.joining("\n"));
        } catch (ParsingException e) {
            return "! " + e.position() + " " + e.getMessage()
                    + e.hint().map(hint -> "\n  " + hint).orElse("");
        }
    }
}
