package io.braid.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.feed.FeedClosedException;
import io.braid.feed.FeedReceiver;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.ErrorCode;
import io.braid.spi.RowType;
import io.braid.spi.StatementException;
import io.braid.view.ViewScan.Operator;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What every store of views does: making and dropping, writing and replaying, keeping and forgetting. */
public abstract class ViewStoreContract extends ViewStoreFixture {
    private static final RowType COLUMNS = RowType.of(
            Column.of("id", DataType.BIGINT), Column.of("name", DataType.VARCHAR), Column.of("n", DataType.INTEGER));
    private static final ViewShape LOG = new ViewShape(COLUMNS, List.of(), null, null);
    private static final ViewShape BY_ID = new ViewShape(COLUMNS, List.of("id"), null, null);
    private static final ViewShape BY_TWO = new ViewShape(COLUMNS, List.of("id", "name"), null, null);

    @Test
    void makingAViewTwiceKeepsItsRows() {
        UUID view = create(LOG);
        write(view, 1, insert(1L, "a", 1));
        store().create(view, LOG);
        assertThat(store().count(view)).isEqualTo(1);
    }

    @Test
    void anotherShapeIsRefused() {
        UUID view = create(LOG);
        assertThatThrownBy(() -> store().create(view, BY_ID))
                .isInstanceOf(StatementException.class)
                .hasMessageContaining("already exists");
    }

    @Test
    void aKeyMustBeAColumn() {
        ViewShape shape = new ViewShape(COLUMNS, List.of("nobody"), null, null);
        assertThatThrownBy(() -> create(shape)).hasMessage("column \"nobody\" does not exist in the view");
    }

    @Test
    void aMissingViewIsNamed() {
        UUID view = UUID.randomUUID();
        assertThatThrownBy(() -> store().count(view))
                .isInstanceOfSatisfying(
                        StatementException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_RELATION))
                .hasMessage("view \"" + view + "\" does not exist");
        assertThatThrownBy(() -> store().writer(view)).isInstanceOf(StatementException.class);
        store().drop(view);
    }

    @Test
    void aLogKeepsEveryRowInOrder() {
        UUID view = create(LOG);
        write(view, 1, insert(2L, "b", null), insert(1L, "a", 1), insert(2L, "b", null));
        assertThat(all(view)).containsExactly(row(2L, "b", null), row(1L, "a", 1), row(2L, "b", null));
    }

    @Test
    void aLogRefusesDeletes() {
        UUID view = create(LOG);
        FeedReceiver writer = store().writer(view);
        writer.accept(batch(1, delete(1L, "a", 1)));
        assertThatThrownBy(writer::flush).hasMessageContaining("keeps every row");
    }

    @Test
    void anUpsertReplacesByKeyAndDeletes() {
        UUID view = create(BY_ID);
        write(view, 1, insert(1L, "a", 1), insert(2L, "b", 2), insert(3L, "c", 3));
        write(view, 1, before(1L, "a", 1), after(1L, "a2", null), delete(2L, null, null), insert(3L, "c2", 4));
        assertThat(all(view)).containsExactlyInAnyOrder(row(1L, "a2", null), row(3L, "c2", 4));
    }

    @Test
    void changesOfOneBatchApplyInOrder() {
        UUID view = create(BY_ID);
        write(
                view,
                1,
                insert(1L, "a", 1),
                delete(1L, "a", 1),
                insert(1L, "b", 2),
                delete(1L, "b", 2),
                after(1L, "c", 3));
        assertThat(all(view)).containsExactly(row(1L, "c", 3));
    }

    @Test
    void nullsInAKeyAreEqual() {
        UUID view = create(BY_TWO);
        write(view, 1, insert(1L, null, 1), insert(null, "x", 2), insert(null, null, 3), insert(1L, "x", 4));
        write(view, 1, after(1L, null, 10), after(null, null, 30), delete(null, "x", 2));
        assertThat(all(view)).containsExactlyInAnyOrder(row(1L, null, 10), row(null, null, 30), row(1L, "x", 4));
        assertThat(scan(view, where(1, Operator.IS_NULL, null))).hasSize(2);
        assertThat(scan(view, where(1, Operator.NOT_EQUAL, "y"))).containsExactly(row(1L, "x", 4));
        assertThat(scan(view, where(0, Operator.GREATER, 0L))).hasSize(2);
        assertThat(scan(view, where(0, Operator.IS_NOT_NULL, null))).hasSize(2);
    }

    @Test
    void rowsBecomeVisibleWithoutAFlush() {
        UUID view = create(LOG);
        store().writer(view).accept(batch(1, insert(1L, "a", 1)));
        await(() -> store().count(view) == 1);
    }

    @Test
    void manyRowsPassThroughABoundedBuffer() {
        UUID view = create(BY_ID);
        FeedReceiver writer = store().writer(view);
        for (long i = 0; i < 30_000; i++) {
            writer.accept(batch(1, insert(i % 7_000, "n" + i, (int) i)));
        }
        writer.finished();
        assertThat(store().count(view)).isEqualTo(7_000);
    }

    @Test
    void aLogForgetsWhatWillBeSentAgain() {
        UUID view = create(LOG);
        write(view, 1, insert(1L, "a", 1));
        write(view, 2, insert(2L, "b", 2));
        FeedReceiver writer = store().writer(view);
        writer.accept(batch(3, insert(3L, "never committed", 3)));
        writer.restored(1);
        writer.accept(batch(2, insert(2L, "again", 2)));
        writer.flush();
        assertThat(all(view)).containsExactly(row(1L, "a", 1), row(2L, "again", 2));
    }

    @Test
    void aStartFromNothingEmptiesTheView() {
        for (ViewShape shape : List.of(LOG, BY_ID)) {
            UUID view = create(shape);
            write(view, 0, insert(1L, "a", 1));
            write(view, 7, insert(2L, "b", 1));
            store().writer(view).restored(0);
            assertThat(store().count(view)).isZero();
        }
    }

    @Test
    void anUpsertFromACheckpointKeepsItsRows() {
        UUID view = create(BY_ID);
        write(view, 1, insert(1L, "a", 1));
        write(view, 2, insert(2L, "b", 2));
        FeedReceiver writer = store().writer(view);
        writer.restored(1);
        assertThat(store().count(view)).isEqualTo(2);
        writer.accept(batch(2, after(2L, "b", 2)));
        writer.flush();
        assertThat(store().count(view)).isEqualTo(2);
    }

    @Test
    void aNewWriterEndsTheFormer() {
        UUID view = create(LOG);
        FeedReceiver former = store().writer(view);
        FeedReceiver writer = store().writer(view);
        assertThatThrownBy(() -> former.accept(batch(1, insert(1L, "a", 1)))).isInstanceOf(FeedClosedException.class);
        writer.accept(batch(1, insert(2L, "b", 1)));
        writer.flush();
        assertThat(all(view)).containsExactly(row(2L, "b", 1));
    }

    @Test
    void aFailureIsReportedUntilTheJobStartsAgain() {
        UUID view = create(LOG);
        FeedReceiver writer = store().writer(view);
        writer.accept(batch(1, insert(1L, "good", 1), delete(1L, "bad", 1)));
        await(() -> fails(() -> writer.accept(batch(1))));
        assertThatThrownBy(writer::flush).hasMessageContaining("keeps every row");
        writer.restored(0);
        writer.accept(batch(1, insert(2L, "b", 1)));
        writer.flush();
        assertThat(all(view)).containsExactly(row(2L, "b", 1));
    }

    @Test
    void expiredRowsAreGoneAtOnceAndForEver() {
        RowType columns = RowType.of(Column.of("id", DataType.BIGINT), Column.of("at", DataType.BIGINT));
        ViewShape shape = new ViewShape(columns, List.of("id"), Duration.ofHours(1), "at");
        UUID view = create(shape);
        long now = System.currentTimeMillis();
        write(view, 1, insert(1L, now), insert(2L, now - 3_600_001), insert(3L, null), insert(4L, now + 60_000));
        assertThat(ids(view)).containsExactlyInAnyOrder(1L, 3L, 4L);
        assertThat(store().count(view)).isEqualTo(3);
        reopen();
        assertThat(ids(view)).containsExactlyInAnyOrder(1L, 3L, 4L);
    }

    @Test
    void retentionMeasuresTimestampsInUtc() {
        RowType columns = RowType.of(
                Column.of("id", DataType.BIGINT),
                Column.of("at", DataType.timestamp(3)),
                Column.of("seen", DataType.timestampLtz(3)));
        for (String time : List.of("at", "seen")) {
            UUID view = create(new ViewShape(columns, List.of(), Duration.ofMinutes(10), time));
            write(
                    view,
                    1,
                    insert(1L, utcNow(0), now(0)),
                    insert(2L, utcNow(-700), now(-700)),
                    insert(3L, utcNow(-500), now(-500)));
            assertThat(ids(view)).containsExactly(1L, 3L);
        }
    }

    @Test
    void retentionWithoutATimeColumnMeasuresTheWriting() {
        UUID view = create(new ViewShape(COLUMNS, List.of(), Duration.ofMillis(150), null));
        write(view, 1, insert(1L, "a", 1));
        await(() -> store().count(view) == 0);
    }

    @Test
    void aScanSeesOneState() {
        UUID view = create(LOG);
        for (int i = 0; i < 3; i++) {
            write(view, 1, insert((long) i, "a", i));
        }
        try (ViewRows rows = store().scan(view, everything(view))) {
            assertThat(rows.next()).startsWith(0L);
            FeedReceiver writer = store().writer(view);
            writer.restored(0);
            writer.accept(batch(1, insert(9L, "new", 9)));
            writer.flush();
            assertThat(rows.next()).startsWith(1L);
            assertThat(rows.next()).startsWith(2L);
            assertThat(rows.hasNext()).isFalse();
        }
        assertThat(ids(view)).containsExactly(9L);
    }

    @Test
    void rowsOfABatchAppearTogether() throws InterruptedException {
        UUID view = create(BY_ID);
        FeedReceiver writer = store().writer(view);
        writer.accept(batch(1, insert(1L, "from", 1_000), insert(2L, "to", 0)));
        writer.flush();
        AtomicBoolean ended = new AtomicBoolean();
        Thread moving = new Thread(() -> {
            for (int i = 1; i <= 1_000; i++) {
                writer.accept(batch(1, after(1L, "from", 1_000 - i), after(2L, "to", i)));
                if (i % 7 == 0) {
                    writer.flush();
                }
            }
            writer.flush();
            ended.set(true);
        });
        moving.start();
        while (!ended.get()) {
            assertThat(all(view).stream()
                            .mapToInt(values -> (Integer) values.get(2))
                            .sum())
                    .isEqualTo(1_000);
        }
        moving.join();
        assertThat(all(view)).containsExactly(row(1L, "from", 0), row(2L, "to", 1_000));
    }

    @Test
    void closingTwiceIsFine() {
        UUID view = create(LOG);
        ViewRows rows = store().scan(view, everything(view));
        rows.close();
        rows.close();
        assertThat(store().count(view)).isZero();
    }

    @Test
    void aForgottenReaderDoesNotStopTheWriter() {
        UUID view = create(LOG);
        write(view, 1, insert(1L, "a", 1), insert(2L, "b", 1));
        ViewRows forgotten = store().scan(view, everything(view));
        assertThat(forgotten.hasNext()).isTrue();
        FeedReceiver writer = store().writer(view);
        for (long i = 0; i < 20_000; i++) {
            writer.accept(batch(2, insert(i, "x".repeat(100), 1)));
        }
        writer.flush();
        assertThat(store().count(view)).isEqualTo(20_002);
    }

    @Test
    void droppingEndsReadersAndWriters() {
        UUID view = create(LOG);
        write(view, 1, insert(1L, "a", 1), insert(2L, "b", 1));
        FeedReceiver writer = store().writer(view);
        try (ViewRows rows = store().scan(view, everything(view))) {
            rows.next();
            store().drop(view);
            assertThatThrownBy(rows::hasNext).hasMessageContaining("does not exist any more");
        }
        assertThatThrownBy(() -> writer.accept(batch(1, insert(3L, "c", 1)))).isInstanceOf(FeedClosedException.class);
        assertThatThrownBy(() -> store().count(view)).isInstanceOf(StatementException.class);
        store().drop(view);
        store().create(view, BY_ID);
        assertThat(store().count(view)).isZero();
    }

    @Test
    void rowsAndShapeOutliveTheStore() {
        UUID view = create(BY_TWO);
        write(view, 1, insert(1L, null, 1));
        store().writer(view).accept(batch(1, insert(2L, "waiting", 2)));
        reopen();
        assertThat(all(view)).containsExactlyInAnyOrder(row(1L, null, 1), row(2L, "waiting", 2));
        write(view, 2, after(1L, null, 5));
        assertThat(store().count(view)).isEqualTo(2);
        store().create(view, BY_TWO);
    }

    @Test
    void aClosedStoreSaysSo() {
        store().close();
        store().close();
        assertThatThrownBy(() -> store().count(UUID.randomUUID())).hasMessage("the view store is closed");
    }

    private static boolean fails(Runnable call) {
        try {
            call.run();
            return false;
        } catch (RuntimeException e) {
            return true;
        }
    }
}
