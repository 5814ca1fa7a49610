package io.braid.engine.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of what is refused lists the statements that nobody can run; {@link StatementAccessTest} tries each. */
class RefusedStatementsTest {
    private static final Path REFERENCE = Path.of("..", "docs", "reference", "refused.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|");

    @Test
    void thePageListsThemAll() throws IOException {
        String page = Files.readString(REFERENCE);
        List<String> listed = ROW.matcher(page.substring(page.indexOf("## Statements")))
                .results()
                .map(row -> row.group(1))
                .toList();
        assertThat(listed).containsExactlyInAnyOrderElementsOf(StatementExamples.LATER);
    }
}
