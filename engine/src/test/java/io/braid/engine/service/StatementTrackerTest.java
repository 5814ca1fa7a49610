package io.braid.engine.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.engine.SessionContext;
import io.braid.engine.StatementOutcome;
import io.braid.engine.TrackedStatement;
import io.braid.engine.service.StatementFiles.Sent;
import io.braid.engine.service.StatementTracker.Spooled;
import io.braid.engine.session.Cancellation;
import io.braid.engine.statement.StatementResult;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.RowType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatementTrackerTest {
    private static final UUID ANN = UUID.randomUUID();
    private static final UUID BOB = UUID.randomUUID();
    private static final RowType COLUMNS = RowType.of(
            Column.of("n", DataType.INTEGER), new Column("list", DataType.array(DataType.decimal(5, 2)), false));
    private static final SessionContext CONTEXT =
            new SessionContext(UUID.randomUUID(), "sysadmin", "main", "public", null, "default_pool");

    @TempDir
    Path directory;

    private StatementTracker tracker;

    @BeforeEach
    void open() throws IOException {
        tracker = reopened();
    }

    /** As after a restart of the server. */
    private StatementTracker reopened() throws IOException {
        StatementTracker fresh = new StatementTracker(directory, 2);
        fresh.open();
        return fresh;
    }

    private UUID begin() {
        Sent sent = new Sent(ANN, "ann@example.com", null, "SELECT 1", null);
        return tracker.begin(sent, new Cancellation()).id();
    }

    private UUID finished(int rows) {
        UUID id = begin();
        List<@Nullable Object[]> all = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            all.add(new Object[] {i, List.of()});
        }
        Spooled spooled = tracker.spool(id, COLUMNS, StatementResult.Rows.of(all), ZoneOffset.UTC);
        tracker.end(id, new StatementOutcome.Rows(CONTEXT, COLUMNS, spooled.partitions()), List.of(), spooled.first());
        return id;
    }

    private static List<@Nullable String> first(List<@Nullable String[]> rows) {
        List<@Nullable String> cells = new ArrayList<>();
        rows.forEach(row -> cells.add(row[0]));
        return cells;
    }

    @Test
    void rowsAreCutIntoPartitions() {
        UUID id = finished(5);

        TrackedStatement statement = tracker.await(id, ANN, Duration.ZERO).orElseThrow();
        assertThat(statement.outcome()).isEqualTo(new StatementOutcome.Rows(CONTEXT, COLUMNS, List.of(2L, 2L, 1L)));
        assertThat(first(tracker.partition(id, 0))).containsExactly("0", "1");
        assertThat(first(tracker.partition(id, 1))).containsExactly("2", "3");
        assertThat(first(tracker.partition(id, 2))).containsExactly("4");
        assertThat(tracker.partition(id, 3)).isEmpty();
    }

    @Test
    void noRowsAreNoPartition() {
        UUID id = finished(0);

        assertThat(tracker.await(id, ANN, Duration.ZERO).orElseThrow().outcome())
                .isEqualTo(new StatementOutcome.Rows(CONTEXT, COLUMNS, List.of()));
    }

    @Test
    void aRestartForgetsNothing() throws IOException {
        UUID id = finished(3);
        TrackedStatement before = tracker.await(id, ANN, Duration.ZERO).orElseThrow();

        StatementTracker after = reopened();

        assertThat(after.await(id, ANN, Duration.ZERO)).contains(before);
        assertThat(first(after.partition(id, 0))).containsExactly("0", "1");
        assertThat(first(after.partition(id, 1))).containsExactly("2");
    }

    @Test
    void failuresBatchesAndLiveResultsAreRememberedToo() throws IOException {
        UUID failed = begin();
        tracker.end(failed, new StatementOutcome.Failed(CONTEXT, "42601", "no"), List.of(BOB), List.of());
        UUID live = begin();
        tracker.end(live, new StatementOutcome.Streaming(CONTEXT, COLUMNS, BOB), List.of(), List.of());

        StatementTracker after = reopened();

        assertThat(after.await(failed, ANN, Duration.ZERO).orElseThrow().outcome())
                .isEqualTo(new StatementOutcome.Failed(CONTEXT, "42601", "no"));
        assertThat(after.await(failed, ANN, Duration.ZERO).orElseThrow().statements())
                .containsExactly(BOB);
        assertThat(after.await(live, ANN, Duration.ZERO).orElseThrow().outcome())
                .isEqualTo(new StatementOutcome.Streaming(CONTEXT, COLUMNS, BOB));
    }

    @Test
    void whatRunsHasNoOutcomeYet() {
        UUID id = begin();

        assertThat(tracker.await(id, ANN, Duration.ofMillis(1)).orElseThrow().findOutcome())
                .isEmpty();
        assertThat(tracker.runningCount()).isEqualTo(1);
    }

    @Test
    void whatWasInterruptedSaysSo() throws IOException {
        UUID id = begin();

        assertThat(reopened().await(id, ANN, Duration.ZERO).orElseThrow().outcome())
                .isInstanceOfSatisfying(StatementOutcome.Failed.class, failed -> {
                    assertThat(failed.sqlState()).isEqualTo("57000");
                    assertThat(failed.message())
                            .isEqualTo("the server stopped while this statement ran"
                                    + " (look whether it took effect before repeating it)");
                });
    }

    @Test
    void nobodySeesTheStatementsOfAnother() throws IOException {
        UUID running = begin();
        UUID ended = finished(1);

        assertThat(tracker.await(running, BOB, Duration.ZERO)).isEmpty();
        assertThat(tracker.await(ended, BOB, Duration.ZERO)).isEmpty();
        assertThat(reopened().await(ended, BOB, Duration.ZERO)).isEmpty();
        assertThat(tracker.await(UUID.randomUUID(), ANN, Duration.ZERO)).isEmpty();
    }

    @Test
    void oldStatementsAreForgotten() throws IOException {
        UUID old = finished(3);
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
            }
        }
        UUID fresh = finished(1);

        assertThat(tracker.forget(Duration.ofHours(24))).isEqualTo(3);

        StatementTracker after = reopened();
        assertThat(after.await(old, ANN, Duration.ZERO)).isEmpty();
        assertThat(after.partition(old, 1)).isEmpty();
        assertThat(after.await(fresh, ANN, Duration.ZERO)).isPresent();
    }
}
