package io.braid.flink.runtime;

import static io.braid.flink.runtime.Plans.events;
import static io.braid.flink.runtime.Plans.newJobId;
import static io.braid.flink.runtime.Plans.plan;
import static io.braid.flink.runtime.Plans.query;
import static io.braid.flink.runtime.Plans.view;
import static io.braid.flink.runtime.SharedRuntime.RUNTIME;
import static io.braid.flink.runtime.SharedRuntime.await;
import static io.braid.flink.runtime.SharedRuntime.awaitEnd;
import static io.braid.flink.runtime.SharedRuntime.awaitRunning;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.engine.run.BoundPlan;
import io.braid.engine.run.BoundPlan.BoundTable;
import io.braid.feed.RowBatch;
import io.braid.spi.StatementException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.table.data.StringData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Queries that stop, crash and start again. */
class RecoveryTest {
    private static final String COUNTS = "SELECT `who`, COUNT(*) AS `n` FROM `events` GROUP BY `who`";
    private static final String KEYED = "`who` STRING, `n` BIGINT, PRIMARY KEY (`who`) NOT ENFORCED";

    private final UUID query = UUID.randomUUID();
    private final String input = newJobId();
    private final TestRows rows = TestRows.named(input);
    private final String first = newJobId();
    private final String second = newJobId();
    private final TestFeed feed = new TestFeed();

    private BoundPlan counting() {
        return plan(events(input, "`who` STRING"), COUNTS, view(feed, KEYED));
    }

    private BoundPlan copying() {
        return plan(events(input, "`who` STRING"), "SELECT `who` FROM `events`", view(feed, "`who` STRING"));
    }

    private void add(String... names) {
        for (String name : names) {
            rows.add(StringData.fromString(name));
        }
    }

    @AfterEach
    void end() {
        RUNTIME.cancel(first);
        RUNTIME.cancel(second);
        feed.close();
        RUNTIME.forget(query);
        assertThat(RUNTIME.newestCheckpoint(query)).isEmpty();
    }

    @Test
    void aStoppedQueryGoesOnFromItsSavepointWithAPlanMadeAnew() throws Exception {
        add("a", "a", "b");
        RUNTIME.submit(query(first, query, counting(), RUNTIME.compile(counting()), null));
        await("three changes", () -> feed.rows().size() == 3);

        String savepoint = RUNTIME.stop(first, query);
        awaitEnd(first);
        assertThat(RUNTIME.newestCheckpoint(query).orElseThrow()).contains("savepoint");
        feed.forgetRows();
        add("a");
        RUNTIME.submit(query(second, query, counting(), RUNTIME.compile(counting()), savepoint));

        await("another change", () -> feed.rows().size() == 1);
        assertThat(feed.text()).containsExactly("UPDATE_AFTER[a, 3]");
        assertThat(feed.restoredEpochs().get(0)).isZero();
        assertThat(feed.restoredEpochs().get(1)).isPositive();
    }

    @Test
    void rowsAfterTheCheckpointComeAgainInLaterEpochs() throws Exception {
        add("a");
        RUNTIME.submit(query(first, query, copying(), RUNTIME.compile(copying()), null));
        await(
                "a checkpoint with the row",
                () -> feed.rows().size() == 1 && RUNTIME.figures(first).checkpoints() > 2);
        RUNTIME.cancel(first);
        String checkpoint = RUNTIME.newestCheckpoint(query).orElseThrow();
        feed.forgetRows();
        add("b");

        RUNTIME.submit(query(second, query, copying(), RUNTIME.compile(copying()), checkpoint));
        await("the new row", () -> !feed.rows().isEmpty());

        long restored = feed.restoredEpochs().get(1);
        assertThat(checkpoint).endsWith("chk-" + restored);
        assertThat(feed.text()).containsExactly("[b]");
        assertThat(feed.batches()).extracting(RowBatch::epoch).allMatch(epoch -> epoch > restored);
        assertThat(feed.flushes()).isPositive();
    }

    @Test
    void aTaskManagerThatDiesIsReplacedAndItsJobsGoOn() throws Exception {
        add("a", "a");
        RUNTIME.submit(query(first, query, counting(), RUNTIME.compile(counting()), null));
        await(
                "a checkpoint with the rows",
                () -> feed.rows().size() == 2 && RUNTIME.figures(first).checkpoints() > 2);

        var unused = RUNTIME.cluster().flink().terminateTaskManager(0).get();
        await("the job starts again", () -> feed.restoredEpochs().size() > 1);
        awaitRunning(first);
        feed.forgetRows();
        add("a");

        await("the change", () -> !feed.rows().isEmpty());
        assertThat(feed.text()).containsExactly("UPDATE_AFTER[a, 3]");
    }

    @Test
    void whatDoesNotRunAndWroteNothingDownCannotBeStopped() {
        assertThatThrownBy(() -> RUNTIME.stop(first, query))
                .isInstanceOf(StatementException.class)
                .hasMessageContaining("does not run and has no checkpoint");
    }

    @Test
    void stoppingAJobThatHasGoneGivesItsNewestCheckpoint() throws Exception {
        add("a");
        RUNTIME.submit(query(first, query, counting(), RUNTIME.compile(counting()), null));
        await("a checkpoint", () -> RUNTIME.newestCheckpoint(query).isPresent());
        RUNTIME.cancel(first);

        assertThat(RUNTIME.stop(first, query))
                .isEqualTo(RUNTIME.newestCheckpoint(query).orElseThrow());
    }

    @Test
    void anAttemptThatBeginsAnewLeavesNoOlderStateBehind() throws Exception {
        RUNTIME.submit(query(first, query, counting(), RUNTIME.compile(counting()), null));
        await("a checkpoint", () -> RUNTIME.newestCheckpoint(query).isPresent());
        RUNTIME.cancel(first);

        RUNTIME.submit(query(second, query, counting(), RUNTIME.compile(counting()), null));
        await("a checkpoint", () -> RUNTIME.newestCheckpoint(query).isPresent());

        assertThat(RUNTIME.newestCheckpoint(query).orElseThrow()).contains(second);
    }

    @Test
    void stateThatDoesNotFitIsRefusedAndNotIgnored() throws Exception {
        add("a");
        RUNTIME.submit(query(first, query, counting(), RUNTIME.compile(counting()), null));
        await("the row", () -> feed.rows().size() == 1);
        String savepoint = RUNTIME.stop(first, query);
        BoundPlan other = plan(
                events(input, "`who` STRING"),
                "SELECT `who`, COUNT(*) AS `n`, MAX(`who`) AS `m` FROM `events` GROUP BY `who`",
                view(feed, "`who` STRING, `n` BIGINT, `m` STRING, PRIMARY KEY (`who`) NOT ENFORCED"));

        RUNTIME.submit(query(second, query, other, RUNTIME.compile(other), savepoint));

        assertThat(SharedRuntime.awaitFailure(second)).isEqualTo("the saved state does not fit the query");
    }

    @Test
    void aQueryThatFailsOfItsDataIsNotStartedAgainAndAgain() throws Exception {
        add("abc");
        BoundPlan casting =
                plan(events(input, "`who` STRING"), "SELECT CAST(`who` AS INT) FROM `events`", view(feed, "`n` INT"));
        RUNTIME.submit(query(first, query, casting, RUNTIME.compile(casting), null));

        assertThat(SharedRuntime.awaitFailure(first)).isEqualTo("a cast failed: \"abc\" is not a number");
    }

    @Test
    void plansOfOneStatementAreEqualAndHoldNoOptions() {
        BoundTable secretive = new BoundTable(
                "events", "`who` STRING", Map.of("connector", "test-rows", "name", input, "phrase", "open sesame"));
        BoundPlan plan = plan(secretive, COUNTS, view(feed, KEYED));

        String compiled = RUNTIME.compile(plan);

        assertThat(compiled).doesNotContain("sesame", feed.ticket, "test-rows", input);
        assertThat(RUNTIME.compile(plan)).isEqualTo(compiled);
    }

    @Test
    void viewsOfThePlanAreThere() throws Exception {
        add("a", "b");
        BoundPlan plan = new BoundPlan(
                "views",
                List.of(events(input, "`who` STRING")),
                List.of(
                        new io.braid.engine.plan.JobPlan.ViewSpec("v1", "SELECT UPPER(`who`) AS `w` FROM `events`"),
                        new io.braid.engine.plan.JobPlan.ViewSpec("v2", "SELECT `w` || '!' AS `x` FROM `v1`")),
                "SELECT `x` FROM `v2` WHERE `x` <> 'A!'",
                view(feed, "`x` STRING"),
                Map.of("table.exec.state.ttl", "1 h"));

        RUNTIME.submit(query(first, query, plan, RUNTIME.compile(plan), null));

        await("a row", () -> !feed.rows().isEmpty());
        assertThat(feed.text()).containsExactly("[B!]");
    }
}
