package io.braid.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.braid.sql.format.SqlFormatter;
import io.braid.sql.parse.ParsingException;
import io.braid.sql.parse.SqlParser;
import io.braid.sql.tree.Expression;
import io.braid.sql.tree.Statement;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long, deep and broken texts: an answer in time, and never anything but a tree or a {@link ParsingException}. */
class RobustnessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SqlParser parser = new SqlParser();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT @(@1",
                "SELECT @(a + @b",
                "SELECT @f(@a",
                "SELECT @coalesce(a, @b",
                "SELECT @TRIM(LEADING 'x' FROM @a",
                "SELECT @CAST(@a",
                "SELECT @CASE WHEN a THEN @b",
                "SELECT @CASE @b",
                "SELECT @ARRAY[@1",
                "SELECT @JSON_VALUE(@a",
                "SELECT @- @1",
                "SELECT @NOT @a",
                "SELECT * FROM @(SELECT * FROM @t",
                "@(@SELECT 1",
                "SELECT @EXISTS (SELECT @1",
                "SELECT CAST(a AS @ARRAY<@INT",
                "CREATE STREAM s (a @STRUCT<b @INT",
                "CREATE STORE s WITH ('a' = @(@1",
                "@DESCRIBE @SELECT 1",
                "@BEGIN APPLICATION a @SELECT 1",
            })
    void deepTextsAreRefusedAtOnce(String shape) {
        String text = nested(shape, 10_000);

        assertTimeoutPreemptively(PATIENCE, () -> assertThatThrownBy(() -> parser.parse(text))
                .isInstanceOf(ParsingException.class)
                .hasMessage("statement is nested too deeply"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT @(@1@)@",
                "SELECT @f(@a@)@ FROM t",
                "SELECT @coalesce(a, @b@)@ FROM t",
                "SELECT @(a OR @b@)@ FROM t",
                "SELECT @CASE WHEN a THEN @1@ END@",
                "SELECT @ARRAY[@1@]@",
                "SELECT @JSON_VALUE(@a@, '$')@",
                "SELECT @TRIM(LEADING 'x' FROM @a@)@",
                "SELECT @(SELECT @1@)@",
                "SELECT * FROM @(SELECT * FROM @t@)@",
                "@(@SELECT 1@)@",
                "CREATE STREAM s (a @ARRAY<@INT@>@)",
            })
    void fairlyDeepTextsAreReadInTime(String shape) {
        String text = nested(shape, 50);

        Statement statement =
                assertTimeoutPreemptively(PATIENCE, () -> parser.parseOne(text).statement());

        assertThat(parser.parseOne(SqlFormatter.format(statement)).statement()).isEqualTo(statement);
    }

    @Test
    void longTextsAreReadInTime() {
        String columns = "a AS b, ".repeat(20_000);
        String values = "1, ".repeat(50_000);
        String terms = "a = 1 AND ".repeat(20_000);
        String statements = "SELECT a FROM b WHERE c = 'd'; ".repeat(5_000);

        assertTimeoutPreemptively(PATIENCE.multipliedBy(2), () -> {
            parser.parse("SELECT " + columns + "c FROM t WHERE " + terms + "x IN (" + values + "2)");
            assertThat(parser.parse(statements)).hasSize(5_000);
        });
    }

    @Test
    void chainsThatAreNotTooLongAreReadAndLongerOnesRefused() {
        Expression chain = parser.parseExpression("a" + " + a".repeat(299));
        assertThat(parser.parseExpression(SqlFormatter.format(chain))).isEqualTo(chain);
        for (String link : new String[] {" + a", " || a", "->a", "[1]", " = a"}) {
            assertThatThrownBy(() -> parser.parseExpression("a" + link.repeat(10_000)))
                    .isInstanceOf(ParsingException.class)
                    .hasMessage("statement is nested too deeply");
        }
        assertThatThrownBy(() -> parser.parse("SELECT 1" + " UNION SELECT 1".repeat(5_000)))
                .isInstanceOf(ParsingException.class)
                .hasMessage("statement is nested too deeply");
        assertThatThrownBy(() -> parser.parse("SELECT * FROM a" + " JOIN a ON b".repeat(5_000)))
                .isInstanceOf(ParsingException.class)
                .hasMessage("statement is nested too deeply");
    }

    /** Those who walk and compare trees are no thriftier than we are. */
    @Test
    void whatIsReadFitsOnTheStackOfAThread() throws InterruptedException {
        AtomicReference<@Nullable Throwable> problem = new AtomicReference<>();
        Thread ordinary = new Thread(
                null,
                () -> {
                    for (String text : new String[] {
                        nested("SELECT @(SELECT @1@)@", 79),
                        nested("SELECT * FROM @(SELECT * FROM @t@)@", 79),
                        nested("SELECT @f(CASE WHEN @1@ THEN 2 END)@", 39),
                        "SELECT 1" + " + a".repeat(299),
                        "SELECT 1" + " UNION SELECT 1".repeat(299),
                        "SELECT * FROM a" + " JOIN a ON b".repeat(299),
                    }) {
                        Statement statement = parser.parseOne(text).statement();
                        Statement again =
                                parser.parseOne(SqlFormatter.format(statement)).statement();
                        assertThat(again.equals(statement)).isTrue();
                        assertThat(again.hashCode()).isEqualTo(statement.hashCode());
                    }
                },
                "ordinary",
                1024 * 1024);
        ordinary.setUncaughtExceptionHandler((thread, thrown) -> problem.set(thrown));

        ordinary.start();
        ordinary.join();

        assertThat(problem.get()).isNull();
    }

    /** Whatever is thrown away, doubled or moved in a good statement, the parser answers. */
    @Test
    void brokenTextsGiveATreeOrAParsingException() {
        String good = "CREATE STREAM IF NOT EXISTS a.\"B\" WITH ('x' = 1, 'y' = z) AS SELECT a->b[1], CASE WHEN c > 1.5"
                + " THEN 'd' END AS e FROM HOP(f, SIZE 5 MINUTES, ADVANCE BY 1 MINUTE) LEFT JOIN g WITH ('h' = 'i')"
                + " WITHIN 3 DAYS ON j = k WHERE l IN (1, 2) GROUP BY m QUERY WITH ('n' = 'o'); LIST STREAMS";
        String[] words = good.split("(?<=\\W)|(?=\\W)");
        Random random = new Random(7);

        assertTimeoutPreemptively(PATIENCE.multipliedBy(3), () -> {
            for (int i = 0; i < 2_000; i++) {
                String[] changed = words.clone();
                for (int j = 0; j <= i % 3; j++) {
                    changed[random.nextInt(changed.length)] = words[random.nextInt(words.length)];
                }
                String text = String.join("", changed);
                try {
                    parser.parse(text);
                } catch (ParsingException expected) {
                    assertThat(expected.getMessage()).isNotBlank();
                }
            }
        });
    }

    /** {@code @x@} repeats x. */
    private static String nested(String shape, int depth) {
        String[] parts = shape.split("@");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            text.append(i % 2 == 1 ? parts[i].repeat(depth) : parts[i]);
        }
        return text.toString();
    }
}
