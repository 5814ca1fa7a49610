package io.braid.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.client.BraidClient;
import io.braid.examples.Application;
import io.braid.examples.Applications;
import io.braid.examples.Event;
import io.braid.examples.Run;
import io.braid.examples.Run.Answer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The examples on a real server: their views answer what plain Java makes of the same events. */
final class ExamplesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TestFactory
    Stream<DynamicTest> examples() {
        return Applications.ALL.stream().map(it -> DynamicTest.dynamicTest(it.name(), () -> check(it)));
    }

    private static void check(Application application) {
        ServerProcess server = SharedServer.get();
        BraidClient client = server.client();
        Run run = new Run(application, client);
        run.make();
        run.feed(server.kafka(), Run.SEED);
        List<Event> events = application.events(Run.SEED);
        List<List<List<@Nullable String>>> expected = ExampleAnswers.of(application.name(), events);
        try {
            Await.until("the answers of " + application.name(), PATIENCE, () -> rows(run)
                    .equals(expected));
        } catch (AssertionError late) {
            assertThat(rows(run)).as(failures(client)).isEqualTo(expected);
        } finally {
            Queries.terminateAll(client);
        }
    }

    private static List<List<List<@Nullable String>>> rows(Run run) {
        return run.ask().stream().map(Answer::rows).toList();
    }

    /** What a query says of itself tells more than rows that do not come. */
    private static String failures(BraidClient client) {
        StringBuilder text = new StringBuilder();
        client.execute("SELECT query, current_state, error_message FROM deltastream.sys.\"queries\""
                        + " WHERE current_state <> 'running' AND current_state <> 'terminated'")
                .rows()
                .forEach(row -> text.append(row).append('\n'));
        return text.toString();
    }
}
