package io.braid.flink.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.engine.fixture.EngineClient;
import io.braid.engine.fixture.EngineFixture;
import io.braid.engine.function.BuiltIn;
import io.braid.engine.function.BuiltIn.Example;
import io.braid.engine.function.BuiltIns;
import io.braid.engine.run.StoreTypes;
import io.braid.engine.service.Limits;
import io.braid.testing.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the functions' reference give in a continuous query what it says. */
class FunctionExamplesOnFlinkTest {
    private static final int COLUMNS = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void everyExampleGivesWhatItSays(@TempDir Path directory) throws Exception {
        List<Example> examples = BuiltIns.all().stream()
                .map(BuiltIn::examples)
                .flatMap(List::stream)
                .distinct()
                .toList();
        List<String> different = new ArrayList<>();
        try (EngineFixture fixture = EngineFixture.open(
                directory, SharedRuntime.RUNTIME, StoreTypes.installed(), TestTopics.bootstrap(), Limits.DEFAULT)) {
            EngineClient client = fixture.client();
            client.rows("CREATE STREAM one (n INTEGER) WITH ('topic' = 'function_examples', 'topic.partitions' = 1,"
                    + " 'topic.replicas' = 1, 'value.format' = 'json')");
            TestTopics.write("function_examples", "{\"n\": 1}");
            for (int from = 0; from < examples.size(); from += COLUMNS) {
                List<Example> some = examples.subList(from, Math.min(from + COLUMNS, examples.size()));
                different.addAll(different(client, some));
            }
        }
        assertThat(different).isEmpty();
    }

    private static List<String> different(EngineClient client, List<Example> examples) throws Exception {
        List<String> items = new ArrayList<>();
        for (Example example : examples) {
            items.add(example.expression() + " AS c" + items.size());
        }
        String sql = "SELECT " + String.join(", ", items) + " FROM one WITH ('starting.position' = 'earliest')";
        Outcome outcome = client.answer(sql);
        assertThat(outcome).as(sql).isInstanceOf(Outcome.Live.class);
        try (Outcome.LiveRows rows = ((Outcome.Live) outcome).rows()) {
            List<@Nullable String> cells = rows.next(PATIENCE).orElseThrow();
            List<String> different = new ArrayList<>();
            for (int i = 0; i < examples.size(); i++) {
                String given = cells.get(i) == null ? "NULL" : cells.get(i);
                if (!examples.get(i).result().equals(given)) {
                    different.add(examples.get(i).expression() + " gives " + given + " and not "
                            + examples.get(i).result());
                }
            }
            return different;
        }
    }
}
