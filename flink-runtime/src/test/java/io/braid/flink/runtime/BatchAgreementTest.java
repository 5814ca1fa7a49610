package io.braid.flink.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.engine.fixture.EngineClient;
import io.braid.engine.fixture.EngineFixture;
import io.braid.engine.run.StoreTypes;
import io.braid.engine.service.Limits;
import io.braid.flink.runtime.RandomQueries.Event;
import io.braid.flink.runtime.RandomQueries.Twins;
import io.braid.testing.ScriptRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.BatchShuffleMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.config.TableConfigOptions;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a live query says after all its input is what Flink's batch mode says of the same records.
 * {@code -Dseed=…} makes up other ones, {@code -Dqueries=…} more.
 */
class BatchAgreementTest {
    private static final long SEED = Long.getLong("seed", 1);
    private static final int QUERIES = Integer.getInteger("queries", 10);
    /** How many run at once: each takes a slot of the cluster. */
    private static final int AT_ONCE = 8;

    private static final int ROWS = 150;
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");

    private final RandomQueries random = new RandomQueries(SEED);
    private final TableEnvironment batch = TableEnvironment.create(EnvironmentSettings.newInstance()
            .inBatchMode()
            .withConfiguration(small())
            .build());
    private EngineFixture fixture;
    private EngineClient client;

    @BeforeEach
    void open(@TempDir Path directory) {
        fixture = EngineFixture.open(
                directory, SharedRuntime.RUNTIME, StoreTypes.installed(), TestTopics.bootstrap(), Limits.DEFAULT);
        client = fixture.client();
        client.rows("CREATE DATABASE agreement");
        client.rows("USE DATABASE agreement");
    }

    private static Configuration small() {
        Configuration configuration = new Configuration();
        configuration.set(TableConfigOptions.LOCAL_TIME_ZONE, "UTC");
        configuration.set(CoreOptions.DEFAULT_PARALLELISM, 1);
        configuration.set(ExecutionOptions.BATCH_SHUFFLE_MODE, BatchShuffleMode.ALL_EXCHANGES_PIPELINED);
        configuration.set(JobManagerOptions.SCHEDULER, JobManagerOptions.SchedulerType.Default);
        return configuration;
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void theEndOfALiveQueryIsWhatABatchSays() throws Exception {
        relation("a", "STREAM", RandomQueries.COLUMNS, random.events(ROWS));
        relation("b", "STREAM", RandomQueries.COLUMNS, random.events(ROWS));
        relation("c", "CHANGELOG", "ts BIGINT, k VARCHAR, v BIGINT, PRIMARY KEY(k)", versions());
        List<Twins> twins = IntStream.range(0, QUERIES).mapToObj(random::next).toList();

        for (int first = 0; first < twins.size(); first += AT_ONCE) {
            agree(first, twins.subList(first, Math.min(first + AT_ONCE, twins.size())));
        }
    }

    private void agree(int first, List<Twins> twins) throws Exception {
        List<UUID> running = new ArrayList<>();
        for (int i = 0; i < twins.size(); i++) {
            running.add(client.query("CREATE MATERIALIZED VIEW v" + (first + i) + " AS "
                    + twins.get(i).live()));
        }
        List<List<String>> wanted = new ArrayList<>();
        for (Twins pair : twins) {
            wanted.add(sorted(batch(pair.batch())));
        }
        for (int i = 0; i < twins.size(); i++) {
            awaitSame(first + i, wanted.get(i), twins.get(i));
        }
        // Once more, now that the others have taken their time: nothing came that should not.
        for (int i = 0; i < twins.size(); i++) {
            assertThat(view(first + i)).as(told(twins.get(i))).isEqualTo(wanted.get(i));
        }
        running.forEach(query -> client.rows("TERMINATE QUERY " + query));
        EngineFixture.await("all have ended", () -> client.rows(
                        "SELECT id FROM deltastream.sys.\"queries\" WHERE current_state <> 'terminated'")
                .isEmpty());
    }

    private void awaitSame(int i, List<String> wanted, Twins pair) {
        long end = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        List<String> seen = view(i);
        while (!seen.equals(wanted) && System.nanoTime() < end) {
            LockSupport.parkNanos(20_000_000);
            seen = view(i);
        }
        assertThat(seen).as(told(pair)).isEqualTo(wanted);
    }

    private static String told(Twins pair) {
        return "seed " + SEED + "\nlive:  " + pair.live() + "\nbatch: " + pair.batch() + '\n';
    }

    private List<String> view(int i) {
        return sorted(client.rows("SELECT * FROM v" + i));
    }

    private static List<String> sorted(Collection<? extends List<@Nullable String>> rows) {
        return rows.stream().map(String::valueOf).sorted().toList();
    }

    private List<List<@Nullable String>> batch(String sql) throws Exception {
        List<List<@Nullable String>> rows = new ArrayList<>();
        try (CloseableIterator<Row> answer = batch.executeSql(sql).collect()) {
            while (answer.hasNext()) {
                Row row = answer.next();
                List<@Nullable String> cells = new ArrayList<>();
                for (int i = 0; i < row.getArity(); i++) {
                    cells.add(cell(row.getField(i)));
                }
                rows.add(cells);
            }
        }
        return rows;
    }

    private static @Nullable String cell(@Nullable Object value) {
        return value instanceof LocalDateTime time ? TIMESTAMP.format(time) : value == null ? null : value.toString();
    }

    /** A relation of the engine over a topic with these rows, and one of the batch with the same. */
    private void relation(String name, String kind, String columns, List<Event> events) {
        String topic = "agreement_" + name + "_" + SEED + "_" + System.nanoTime();
        client.rows("CREATE " + kind + " " + name + " (" + columns + ") WITH ('topic' = '" + topic
                + "', 'topic.partitions' = 1, 'topic.replicas' = 1, 'value.format' = 'json', 'timestamp' = 'ts')");
        TestTopics.write(Stream.concat(events.stream(), RandomQueries.end().stream())
                .map(event -> new ScriptRecord(topic, null, event.json(), OptionalLong.empty()))
                .toList());
        Map<String, String> options = TestTopics.table(
                "kafka",
                topic,
                "scan.startup.mode",
                "earliest-offset",
                "scan.bounded.mode",
                "latest-offset",
                "value.format",
                "braid-json");
        batch.executeSql("CREATE TEMPORARY TABLE " + name + " (" + RandomQueries.COLUMNS
                + ", t AS CAST(TO_TIMESTAMP_LTZ(ts, 3) AS TIMESTAMP(3))) WITH ("
                + options.entrySet().stream()
                        .map(option -> "'" + option.getKey() + "' = '" + option.getValue() + "'")
                        .collect(Collectors.joining(", "))
                + ")");
    }

    /** No two of one time: which of them came last would be chance. */
    private List<Event> versions() {
        return random.events(ROWS).stream()
                .collect(Collectors.toMap(Event::millis, event -> event, (one, other) -> one))
                .values()
                .stream()
                .sorted((one, other) -> Long.compare(one.id(), other.id()))
                .toList();
    }
}
