package io.braid.flink.runtime;

import static io.braid.flink.runtime.Plans.events;
import static io.braid.flink.runtime.Plans.live;
import static io.braid.flink.runtime.Plans.newJobId;
import static io.braid.flink.runtime.Plans.plan;
import static io.braid.flink.runtime.Plans.query;
import static io.braid.flink.runtime.SharedRuntime.RUNTIME;
import static io.braid.flink.runtime.SharedRuntime.await;
import static io.braid.flink.runtime.SharedRuntime.awaitEnd;
import static io.braid.flink.runtime.SharedRuntime.awaitFailure;
import static io.braid.flink.runtime.TestTopics.committed;
import static io.braid.flink.runtime.TestTopics.table;
import static io.braid.flink.runtime.TestTopics.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.braid.engine.run.BoundPlan;
import io.braid.engine.run.BoundPlan.BoundTable;
import io.braid.engine.run.JobFigures;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.flink.table.data.StringData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Topics as sources and sinks of jobs. */
class KafkaJobTest {
    private final String topic = "topic-" + newJobId();
    private final UUID query = UUID.randomUUID();
    private final String job = newJobId();
    private final String second = newJobId();
    private final TestFeed feed = new TestFeed();

    @BeforeEach
    void create() throws Exception {
        TestTopics.create(topic);
    }

    @AfterEach
    void end() {
        RUNTIME.cancel(job);
        RUNTIME.cancel(second);
        feed.close();
        RUNTIME.forget(query);
    }

    private BoundTable source(String columns, String... more) {
        Map<String, String> options = table("kafka", topic, more);
        options.putIfAbsent("scan.startup.mode", "earliest-offset");
        options.putIfAbsent("value.format", "braid-json");
        return new BoundTable("events", columns, options);
    }

    @Test
    void aBadRecordEndsTheJobAndSaysWhere() throws Exception {
        write(topic, "{\"id\": 1}", "{\"id\": \"x\"}", "{\"id\": 3}");
        RUNTIME.submit(live(job, plan(source("`id` BIGINT"), "SELECT `id` FROM `events`", live(feed, "`id` BIGINT"))));

        assertThat(awaitFailure(job))
                .isEqualTo("a record of topic \"" + topic
                        + "\" cannot be read as JSON: field \"id\": expected BIGINT, found a string");
    }

    @Test
    void badRecordsCanBeIgnoredAndTombstonesAreNoRows() throws Exception {
        write(topic, "{\"id\": 1}", "{\"id\": \"x\"}", "hello");
        write(topic, null, (byte[]) null);
        write(topic, "{\"id\": 3}");
        BoundTable source =
                source("`id` BIGINT", "value.braid-json.on-error", "ignore", "scan.bounded.mode", "latest-offset");
        RUNTIME.submit(live(job, plan(source, "SELECT `id` FROM `events`", live(feed, "`id` BIGINT"))));

        await("the end", feed::isFinished);
        assertThat(feed.text()).containsExactly("[1]", "[3]");
        awaitEnd(job);
        JobFigures figures = RUNTIME.figures(job);
        assertThat(figures.recordsIn()).isPositive();
        assertThat(figures.bytesIn()).isPositive();
    }

    @Test
    void recordsWithoutKeyAreReadWithAKeyOfNulls() throws Exception {
        write(topic, "k".getBytes(StandardCharsets.UTF_8), "{\"id\": 1}".getBytes(StandardCharsets.UTF_8));
        write(topic, "{\"id\": 2}");
        BoundTable source = source(
                "`$key_k` STRING, `id` BIGINT",
                "key.format",
                "braid-primitive",
                "key.fields",
                "$key_k",
                "key.fields-prefix",
                "$key_",
                "value.fields-include",
                "EXCEPT_KEY",
                "scan.bounded.mode",
                "latest-offset");
        RUNTIME.submit(
                live(job, plan(source, "SELECT `$key_k`, `id` FROM `events`", live(feed, "`k` STRING, `id` BIGINT"))));

        await("the end", feed::isFinished);
        assertThat(feed.text()).containsExactly("[k, 1]", "[null, 2]");
    }

    @Test
    void aChangelogTopicHoldsEveryNewVersionAsAPlainRecord() throws Exception {
        TestRows rows = TestRows.named(topic);
        BoundTable sink = new BoundTable(
                "sink",
                "`who` STRING, `n` BIGINT, `price` DECIMAL(10, 2), PRIMARY KEY (`who`) NOT ENFORCED",
                table("braid-kafka-changelog", topic, "value.format", "braid-json"));
        BoundPlan plan = plan(
                events(topic, "`who` STRING"),
                "SELECT * FROM (SELECT `who`, COUNT(*) AS `n`, CAST(100 AS DECIMAL(10, 2)) AS `price` FROM `events` "
                        + "GROUP BY `who`) WHERE `n` < 3",
                sink);
        List.of("a", "b", "a", "a").forEach(who -> rows.add(StringData.fromString(who)));
        RUNTIME.submit(query(job, query, plan, RUNTIME.compile(plan), null));

        await("four versions less one", () -> committed(topic).size() == 3);
        assertThat(committed(topic))
                .containsExactly(
                        "{\"who\":\"a\",\"n\":1,\"price\":100.00}",
                        "{\"who\":\"b\",\"n\":1,\"price\":100.00}",
                        "{\"who\":\"a\",\"n\":2,\"price\":100.00}");
    }

    @Test
    void exactlyOnceOverARestart() throws Exception {
        TestRows rows = TestRows.named(topic);
        BoundTable sink = new BoundTable(
                "sink",
                "`who` STRING, `n` BIGINT, PRIMARY KEY (`who`) NOT ENFORCED",
                table(
                        "braid-kafka-changelog",
                        topic,
                        "value.format",
                        "braid-json",
                        "key.format",
                        "braid-primitive",
                        "key.fields",
                        "who",
                        "value.fields-include",
                        "EXCEPT_KEY",
                        "sink.delivery-guarantee",
                        "exactly-once",
                        "sink.transactional-id-prefix",
                        query.toString(),
                        "properties.transaction.timeout.ms",
                        "600000"));
        BoundPlan plan = plan(events(topic, "`id` INT"), "SELECT 'k' AS `who`, COUNT(*) AS `n` FROM `events`", sink);
        IntStream.range(0, 100).forEach(rows::add);
        RUNTIME.submit(query(job, query, plan, RUNTIME.compile(plan), null));
        await("committed by a checkpoint", () -> committed(topic).size() == 100);
        IntStream.range(0, 50).forEach(rows::add);
        RUNTIME.cancel(job);

        String checkpoint = RUNTIME.newestCheckpoint(query).orElseThrow();
        RUNTIME.submit(query(second, query, plan, RUNTIME.compile(plan), checkpoint));
        await("all of them", () -> committed(topic).size() >= 150);
        RUNTIME.stop(second, query);

        assertThat(committed(topic))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 150)
                        .mapToObj(n -> "k={\"n\":" + n + "}")
                        .toList());
    }

    @Test
    void aTopicThatDoesNotExistFailsTheJob() throws Exception {
        BoundTable source = new BoundTable(
                "events",
                "`id` BIGINT",
                table("kafka", "no-such-topic", "value.format", "braid-json", "scan.startup.mode", "earliest-offset"));
        RUNTIME.submit(live(job, plan(source, "SELECT `id` FROM `events`", live(feed, "`id` BIGINT"))));

        assertThat(awaitFailure(job)).isEqualTo("a topic does not exist or is not readable");
    }
}
