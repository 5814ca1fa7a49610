package io.braid.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptRunnerTest {
    private static final Path SCRIPTS = Path.of("src/test/resources/scripts");

    @TempDir
    Path directory;

    @TestFactory
    List<DynamicTest> scripts() {
        return Scripts.dynamicTests(SCRIPTS, script -> new Toy().runner());
    }

    @Test
    void printsWhatItParsed() throws IOException {
        String text = Files.readString(SCRIPTS.resolve("shop.sqlt"));
        assertThat(Script.parse("shop.sqlt", text).print()).isEqualTo(text);
    }

    @Test
    void showsTheDifference() {
        Throwable failure = failure("""
                -- a comment

                > ADD apple;
                ...

                > LIST;
                ? Word | Id | Note
                apple | id-7 | ''
                pear | id-8 | ''
                """);
        assertThat(failure).hasMessage("""
                test.sqlt:6: LIST;
                    ? Word | Id | Note
                  - apple | id-7 | ''
                  - pear | id-8 | ''
                  + apple | id-0 | ''""");
    }

    @Test
    void showsAnotherMessageAndAnUnexpectedRefusal() {
        assertThat(failure("> ADD apple;\nadded \"pear\" to ${shop}\n")).hasMessage("""
                test.sqlt:1: ADD apple;
                  - added "pear" to ${shop}
                  + added "apple" to ${shop}""");
        assertThat(failure("> DANCE;\n")).hasMessage("""
                test.sqlt:1: DANCE;
                  - (success)
                  + ! 42601 unknown word "DANCE\"""");
        assertThat(failure("> ADD apple;\n! 42601 unknown word\n")).hasMessageContaining("+ added \"apple\"");
        assertThat(failure("> DANCE;\n...\n")).hasMessageContaining("+ ! 42601");
    }

    @Test
    void aTableHasItsOrderUnlessTheScriptSaysOtherwise() {
        String rows = " Word | Id | Note\nb | id-1 | NULL\na | id-0 | NULL\n";
        assertThat(failure("> ADD a;\n\n> ADD b;\n\n> LIST;\n?" + rows)).isInstanceOf(AssertionError.class);
        run("> ADD a;\n\n> ADD b;\n\n> LIST;\n?*" + rows);
    }

    @Test
    void aNameMeansTheSameEverywhere() {
        String start = "> ADD a;\n\n> ADD b;\n\n> LIST;\n? Word | Id | Note\na | ${id} | NULL\n";
        run(start + "b | ${other} | NULL\n");
        assertThat(failure(start + "b | ${id} | NULL\n")).hasMessageContaining("LIST;");
        assertThat(failure("> SHOW ${nothing};\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nothing is known as ${nothing}");
    }

    @Test
    void givesUpOnWhatNeverComes() {
        ScriptRunner hasty = new Toy().runner().waiting(Duration.ofMillis(100));
        assertThatThrownBy(() -> hasty.run(Script.parse("test.sqlt", "~> COUNT;\n? Count\n99\n")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("- 99");
    }

    @Test
    void missesLiveRowsAndClosesThem() {
        Toy toy = new Toy();
        Script script =
                Script.parse("test.sqlt", "> FOLLOW;\n<< w {\"a\":1}\n>> 2\n{\"a\":1} | NULL\n{\"a\":2} | NULL\n");
        assertThatThrownBy(() -> toy.runner().run(script))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("- {\"a\":2} | NULL");
        assertThat(toy.closed).isEqualTo(1);
    }

    @Test
    void anApplicationIsOneStatement() {
        Script script = Script.parse("test.sqlt", "> BEGIN APPLICATION a\nADD x;\nADD y;\nEND APPLICATION;\n...\n");
        assertThat(script.items()).singleElement().satisfies(item -> assertThat(item.print())
                .endsWith("END APPLICATION;\n...\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '=', textBlock = """
            nonsense             = test.sqlt:1: expected a statement
            > SELECT 1           = test.sqlt:2: the statement of line 1 does not end with ;
            > A;\\n>> 2\\none row = test.sqlt:4: expected 2 rows, found 1
            << topic             = test.sqlt:1: expected << topic
            """)
    void saysWhereAScriptIsWrong(String text, String message) {
        assertThatThrownBy(() -> run(text.replace("\\n", "\n")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void updatesWhatIsWrongAndNothingElse() {
        Script script = Script.parse("test.sqlt", """
                -- kept

                > ADD apple;
                wrong

                > LIST;
                ?* Word | Id | Note
                apple | ${id} | ''

                > ADD pear;

                > SHOW ${id};
                > DANCE;
                ...
                """);
        assertThat(new Toy().runner().update(script).print()).isEqualTo("""
                -- kept

                > ADD apple;
                added "apple" to ${shop}

                > LIST;
                ?* Word | Id | Note
                apple | ${id} | ''

                > ADD pear;
                added "pear" to ${shop}

                > SHOW ${id};
                apple
                > DANCE;
                ! 42601 unknown word "DANCE"
                """);
    }

    @Test
    void refusesAFolderWithoutScripts() {
        assertThatThrownBy(() -> Scripts.dynamicTests(directory, script -> new Toy().runner()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void writesCellsOnOneLine() {
        assertThat(Texts.row(Arrays.asList("a|b", null, "", "x\ny", "\\")))
                .isEqualTo("a\\|b | NULL | '' | x\\ny | \\\\");
    }

    private static void run(String text) {
        new Toy().runner().run(Script.parse("test.sqlt", text));
    }

    private static Throwable failure(String text) {
        Throwable failure = catchThrowable(() -> run(text));
        assertThat(failure).isNotNull();
        return failure;
    }
}
