package io.braid.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.sql.parse.SqlParser;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoTest {
    private static final String BEGIN = "2024-01-01 00:00:00.000";
    private static final String END = "2024-01-01 00:00:02.000";

    private final DemoCheck check = new DemoCheck();

    @BeforeEach
    void twoGoodRows() {
        check.window(row(BEGIN, END, "User_1", "7"));
        check.window(row(BEGIN, END, "User_2", "3"));
    }

    @Test
    void theScriptIsSql() {
        DemoScript script = DemoScript.load();
        assertThat(script.setup()).hasSize(6);
        for (String statement : List.of(script.live(), script.view(), script.read())) {
            assertThat(new SqlParser().parse(statement)).hasSize(1);
        }
        assertThat(script.setup())
                .allSatisfy(s -> assertThat(new SqlParser().parse(s)).hasSize(1));
    }

    @Test
    void countsWindows() {
        assertThat(check.windows()).isEqualTo(1);
        check.window(row(END, "2024-01-01 00:00:04", "User_1", "1"));
        assertThat(check.windows()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                BEGIN + " | " + END + " | User_1  | 7   | one row a user and window",
                BEGIN + " | " + END + " | User_10 | 7   | a user of the trial data",
                BEGIN + " | " + END + " | null    | 7   | a user of the trial data",
                BEGIN + " | " + END + " | User_3  | 0   | a positive count",
                BEGIN + " | " + END + " | User_3  | x   | a positive count",
                BEGIN + " | " + BEGIN + " | User_3 | 1  | a window of 2 s",
                "yesterday | " + END + " | User_3 | 1   | a timestamp",
            })
    void aRowThatCannotBeTrueFailsTheDemo(
            String begin, String end, @Nullable String user, String count, String expected) {
        assertThatThrownBy(() -> check.window(row(begin, end, user, count)))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("expected " + expected);
    }

    @Test
    void theViewMustHaveAllThatTheWindowsHad() {
        assertThat(check.view(List.of())).isFalse();
        assertThat(check.view(List.of(row("User_1", "6"), row("User_2", "3")))).isFalse();
        assertThat(check.view(List.of(row("User_1", "7"), row("User_2", "3")))).isTrue();
        assertThatThrownBy(() -> check.view(List.of(row("User_1", "6"), row("User_1", "3"))))
                .hasMessageContaining("one row a user");
    }

    private static List<@Nullable String> row(@Nullable String... cells) {
        return Arrays.asList(cells);
    }
}
