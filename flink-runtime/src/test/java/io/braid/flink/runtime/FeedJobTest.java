package io.braid.flink.runtime;

import static io.braid.flink.runtime.Plans.events;
import static io.braid.flink.runtime.Plans.live;
import static io.braid.flink.runtime.Plans.newJobId;
import static io.braid.flink.runtime.Plans.plan;
import static io.braid.flink.runtime.Plans.view;
import static io.braid.flink.runtime.SharedRuntime.RUNTIME;
import static io.braid.flink.runtime.SharedRuntime.await;
import static io.braid.flink.runtime.SharedRuntime.awaitEnd;
import static io.braid.flink.runtime.SharedRuntime.awaitFailure;
import static io.braid.flink.runtime.SharedRuntime.awaitRunning;
import static org.assertj.core.api.Assertions.assertThat;

import io.braid.engine.run.BoundPlan;
import io.braid.engine.run.JobFigures;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.table.data.StringData;
import org.junit.jupiter.api.Test;

/** Rows on their way from jobs to the server. */
class FeedJobTest {
    private final String input = newJobId();
    private final TestRows rows = TestRows.named(input);
    private final String job = newJobId();

    @Test
    void rowsComeInOrderAndTheEndIsSaid() throws Exception {
        try (TestFeed feed = new TestFeed()) {
            LongStream.range(0, 2_000).forEach(rows::add);
            rows.end();
            RUNTIME.submit(live(
                    job,
                    plan(events(input, "`id` BIGINT"), "SELECT `id` * 2 FROM `events`", live(feed, "`n` BIGINT"))));

            await("end of feed", feed::isFinished);
            assertThat(feed.rows())
                    .extracting(row -> row.values()[0])
                    .containsExactlyElementsOf(LongStream.range(0, 2_000)
                            .mapToObj(n -> (Object) (n * 2))
                            .toList());
            assertThat(feed.restoredEpochs()).containsExactly(0L);
            awaitEnd(job);
            JobFigures figures = RUNTIME.figures(job);
            assertThat(figures.recordsIn()).isEqualTo(2_000);
            assertThat(figures.recordsOut()).isEqualTo(2_000);
        }
    }

    @Test
    void aLiveReaderSeesNewVersionsButNotTheOldOnes() throws Exception {
        try (TestFeed feed = new TestFeed()) {
            List.of("a", "b", "a").forEach(who -> rows.add(StringData.fromString(who)));
            RUNTIME.submit(live(
                    job,
                    plan(
                            events(input, "`who` STRING"),
                            "SELECT `who`, COUNT(*) FROM `events` GROUP BY `who`",
                            live(feed, "`who` STRING, `n` BIGINT"))));

            await("three changes", () -> feed.rows().size() == 3);
            assertThat(feed.text()).containsExactly("[a, 1]", "[b, 1]", "UPDATE_AFTER[a, 2]");
            RUNTIME.cancel(job);
        }
    }

    @Test
    void aViewWithAKeyIsToldOfDeletions() throws Exception {
        try (TestFeed feed = new TestFeed()) {
            List.of("a", "b", "a").forEach(who -> rows.add(StringData.fromString(who)));
            RUNTIME.submit(live(
                    job,
                    plan(
                            events(input, "`who` STRING"),
                            "SELECT `who`, `n` FROM (SELECT `who`, COUNT(*) AS `n` FROM `events` GROUP BY `who`) "
                                    + "WHERE `n` < 2",
                            view(feed, "`who` STRING, `n` BIGINT, PRIMARY KEY (`who`) NOT ENFORCED"))));

            await("three changes", () -> feed.rows().size() == 3);
            assertThat(feed.text().subList(0, 2)).containsExactly("[a, 1]", "[b, 1]");
            assertThat(feed.text().get(2)).startsWith("DELETE[a, ");
            RUNTIME.cancel(job);
        }
    }

    @Test
    void aSlowReaderHoldsTheSourceBack() throws Exception {
        int total = 50_000;
        try (TestFeed feed = new TestFeed()) {
            feed.block();
            LongStream.range(0, total).forEach(rows::add);
            RUNTIME.submit(live(
                    job, plan(events(input, "`id` BIGINT"), "SELECT `id` FROM `events`", live(feed, "`n` BIGINT"))));
            await("the source has begun", () -> rows.emitted() > 0);
            int before = rows.emitted();
            await("the source has stopped", new Unchanged(rows));

            assertThat(rows.emitted())
                    .as("taken from the source, first seen at " + before)
                    .isLessThan(total);
            assertThat(feed.rows()).isEmpty();

            feed.unblock();
            await("all rows", () -> feed.rows().size() == total);
            RUNTIME.cancel(job);
        }
    }

    @Test
    void cancellingTakesLessThanASecondEvenWhenTheReaderBlocks() throws Exception {
        try (TestFeed feed = new TestFeed()) {
            feed.block();
            rows.add(1L);
            RUNTIME.submit(live(
                    job, plan(events(input, "`id` BIGINT"), "SELECT `id` FROM `events`", live(feed, "`n` BIGINT"))));
            await("a row was sent", () -> rows.emitted() == 1);
            awaitRunning(job);

            long begin = System.nanoTime();
            RUNTIME.cancel(job);

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
            awaitEnd(job);
        }
    }

    @Test
    void cancellingAnUnknownJobIsNoError() {
        RUNTIME.cancel(newJobId());
        assertThat(RUNTIME.figures(newJobId())).isEqualTo(JobFigures.UNKNOWN);
    }

    @Test
    void aJobWhoseReaderHasGoneFails() throws Exception {
        TestFeed feed = new TestFeed();
        RUNTIME.submit(
                live(job, plan(events(input, "`id` BIGINT"), "SELECT `id` FROM `events`", live(feed, "`n` BIGINT"))));
        awaitRunning(job);
        feed.close();
        rows.add(1L);

        assertThat(awaitFailure(job)).isEqualTo("nobody reads the result any more");
    }

    @Test
    void submittingTheSameJobAgainDoesNothing() throws Exception {
        try (TestFeed feed = new TestFeed()) {
            BoundPlan plan = plan(events(input, "`id` BIGINT"), "SELECT `id` FROM `events`", live(feed, "`n` BIGINT"));
            rows.add(1L);
            RUNTIME.submit(live(job, plan));
            await("the row", () -> feed.rows().size() == 1);
            RUNTIME.submit(live(job, plan));
            rows.end();
            await("the end", feed::isFinished);
            awaitEnd(job);
            RUNTIME.submit(live(job, plan));

            assertThat(feed.restoredEpochs()).containsExactly(0L);
            assertThat(feed.rows()).hasSize(1);
        }
    }

    @Test
    void valuesKeepTheirDigits() throws Exception {
        try (TestFeed feed = new TestFeed()) {
            rows.add(1L);
            rows.end();
            String select = """
                    SELECT CAST('99999999999999999999.999999999999999999' AS DECIMAL(38, 18)),
                      TIMESTAMP '9999-12-31 23:59:59.999999999', CAST(-128 AS TINYINT), CAST(NULL AS INT),
                      ARRAY['x', CAST(NULL AS STRING)], MAP['k', ROW(1, 'v')], DATE '0001-01-01', x'00ff',
                      ROWTIME_MILLIS(TO_TIMESTAMP_LTZ(1700000000123, 3)) FROM `events`""";
            BoundPlan plan = plan(
                    events(input, "`id` BIGINT"),
                    select,
                    live(
                            feed,
                            "`d` DECIMAL(38, 18), `t` TIMESTAMP(9), `b` TINYINT, `i` INT, `a` ARRAY<STRING>, "
                                    + "`m` MAP<STRING, ROW<`f` INT, `g` STRING>>, `day` DATE, `x` BYTES, `ms` BIGINT"));
            RUNTIME.submit(live(job, plan));
            await("the end", feed::isFinished);

            assertThat(feed.rows().get(0).values()).usingRecursiveComparison().isEqualTo(new Object[] {
                new java.math.BigDecimal("99999999999999999999.999999999999999999"),
                LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_999),
                -128,
                null,
                java.util.Arrays.asList("x", null),
                java.util.Map.of("k", List.of(1, "v")),
                java.time.LocalDate.of(1, 1, 1),
                new byte[] {0, -1},
                1700000000123L
            });
        }
    }

    /** True when nothing was taken from a source for a while. */
    private static final class Unchanged implements java.util.concurrent.Callable<Boolean> {
        private static final int LOOKS = 40;
        private final TestRows rows;
        private int last = -1;
        private int same;

        Unchanged(TestRows rows) {
            this.rows = rows;
        }

        @Override
        public Boolean call() {
            int now = rows.emitted();
            same = now == last ? same + 1 : 0;
            last = now;
            return same >= LOOKS;
        }
    }
}
