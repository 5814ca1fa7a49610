package io.braid.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.braid.sql.format.SqlFormatter;
import io.braid.sql.parse.ParsingException;
import io.braid.sql.parse.Redaction;
import io.braid.sql.parse.SqlParser;
import io.braid.sql.tree.ParsedStatement;
import io.braid.sql.tree.Position;
import java.util.List;

/** Any text is read or refused, soon, and what was read can be written and read again. See CONTRIBUTING.md. */
class ParserFuzzTest {
    private static final long SOON_NANOS = 20_000_000_000L; // with classes being instrumented

    @FuzzTest(maxDuration = "20s")
    void briefly(byte[] bytes) {
        anyTextIsReadOrRefused(bytes);
    }

    @FuzzTest(maxDuration = "10m")
    void anyTextIsReadOrRefused(byte[] bytes) {
        String text = new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
        long begin = System.nanoTime();
        List<ParsedStatement> statements;
        try {
            statements = new SqlParser().parse(text);
        } catch (ParsingException refused) {
            Position at = refused.position();
            assertThat(at.line()).isPositive();
            assertThat(at.column()).isPositive();
            assertThat(refused.getMessage()).isNotBlank();
            assertThat(Redaction.ofUnparsed(text)).isNotNull();
            return;
        } finally {
            assertThat(System.nanoTime() - begin).isLessThan(SOON_NANOS);
        }
        for (ParsedStatement statement : statements) {
            assertThat(Redaction.of(statement.text())).isNotNull();
            String written = SqlFormatter.format(statement.statement());
            assertThat(SqlFormatter.format(new SqlParser().parseOne(written).statement()))
                    .isEqualTo(written);
        }
    }
}
