package io.braid.flink.runtime;

import static io.braid.flink.runtime.Plans.events;
import static io.braid.flink.runtime.Plans.live;
import static io.braid.flink.runtime.Plans.newJobId;
import static io.braid.flink.runtime.Plans.plan;
import static io.braid.flink.runtime.SharedRuntime.RUNTIME;
import static io.braid.flink.runtime.SharedRuntime.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.flink.table.data.StringData;
import org.apache.flink.util.SerializedThrowable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureReasonsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
        10 / (CHAR_LENGTH(`who`) - 3)      | division by zero
        CAST(`who` AS INT)                 | a cast failed: "abc" is not a number
        CAST(`who` AS DOUBLE)              | a cast failed: "abc" is not a number
        CAST(`who` AS BOOLEAN)             | cannot parse "abc" as BOOLEAN
        CAST(`who` AS TIMESTAMP(3))        | a cast failed: "abc" is not a date or time
        """)
    void whatFailsInAJobIsOneSentence(String expression, String reason) throws Exception {
        String input = newJobId();
        String job = newJobId();
        TestRows.named(input).add(StringData.fromString("abc"));
        try (TestFeed feed = new TestFeed()) {
            RUNTIME.submit(live(
                    job,
                    plan(
                            events(input, "`who` STRING"),
                            "SELECT CAST(" + expression + " AS STRING) FROM `events`",
                            live(feed, "`v` STRING"))));

            assertThat(awaitFailure(job)).isEqualTo(reason);
        }
    }

    @Test
    void classesOfExceptionsAreNotShown() {
        Throwable error = new RuntimeException(
                "org.apache.flink.X: outer",
                new SerializedThrowable(new IOException("Something odd happened to java.io.IOException: the disk.")));

        assertThat(FailureReasons.of(error)).isEqualTo("something odd happened to the disk");
    }

    @Test
    void anErrorWithoutTextIsAtLeastNamed() {
        assertThat(FailureReasons.of(new RuntimeException(new IllegalStateException())))
                .isEqualTo("an error of kind IllegalStateException");
    }
}
