package io.braid.flink.job.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.feed.FeedClosedException;
import io.braid.feed.FeedReceiver;
import io.braid.feed.RowBatch;
import io.braid.flink.job.value.RowConverter;
import io.braid.spi.ChangeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.runtime.throwable.ThrowableClassifier;
import org.apache.flink.runtime.throwable.ThrowableType;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.RowKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FeedWriterTest {
    private static final long INTERVAL = 50;

    private final List<String> said = new ArrayList<>();
    private final Clock clock = new Clock();
    private boolean closed;

    private final FeedReceiver receiver = new FeedReceiver() {
        @Override
        public void restored(long epoch) {
            say("restored " + epoch);
        }

        @Override
        public void accept(RowBatch batch) {
            List<String> rows = batch.rows().stream()
                    .map(row -> (row.kind() == ChangeKind.INSERT ? "" : row.kind() + " ") + row.values()[0])
                    .toList();
            say(rows + " in epoch " + batch.epoch());
        }

        @Override
        public void flush() {
            say("flush");
        }

        @Override
        public void finished() {
            say("finished");
        }

        private void say(String what) {
            if (closed) {
                throw new FeedClosedException("t");
            }
            said.add(what);
        }
    };

    private FeedWriter writer(FeedUse use, int batchSize, long restored) {
        return writer(use, new int[] {0}, batchSize, restored);
    }

    private FeedWriter writer(FeedUse use, int[] key, int batchSize, long restored) {
        RowConverter converter = RowConverter.of(RowType.of(new BigIntType()));
        return new FeedWriter(receiver, use, FeedChanges.BY_KEY, key, batchSize, INTERVAL, converter, restored, clock);
    }

    private static RowData row(RowKind kind, long value) {
        return GenericRowData.ofKind(kind, value);
    }

    private static void write(FeedWriter writer, long... values) {
        for (long value : values) {
            writer.write(row(RowKind.INSERT, value), null);
        }
    }

    @Test
    void theFirstRowOfAQuietTimeLeavesAtOnce() {
        FeedWriter writer = writer(FeedUse.LIVE, 100, 0);

        write(writer, 1);

        assertThat(said).containsExactly("restored 0", "[1] in epoch 1");
    }

    @Test
    void rowsThatFollowShareABatchAnInterval() {
        FeedWriter writer = writer(FeedUse.LIVE, 100, 0);
        write(writer, 1, 2, 3);
        said.clear();

        clock.advance(INTERVAL);
        assertThat(said).containsExactly("[2, 3] in epoch 1");

        write(writer, 4);
        clock.advance(INTERVAL);
        assertThat(said).containsExactly("[2, 3] in epoch 1", "[4] in epoch 1");
    }

    @Test
    void afterAnIntervalWithoutRowsTheNextOneLeavesAtOnceAgain() {
        FeedWriter writer = writer(FeedUse.LIVE, 100, 0);
        write(writer, 1);
        clock.advance(INTERVAL);
        said.clear();

        write(writer, 2);

        assertThat(said).containsExactly("[2] in epoch 1");
    }

    @Test
    void aFullBatchDoesNotWait() {
        FeedWriter writer = writer(FeedUse.LIVE, 2, 0);
        write(writer, 1, 2, 3, 4);

        assertThat(said).containsExactly("restored 0", "[1] in epoch 1", "[2, 3] in epoch 1");
    }

    @Test
    void aCheckpointSendsWhatIsThereAndOpensTheNextEpoch() {
        FeedWriter writer = writer(FeedUse.VIEW, 100, 0);
        write(writer, 1, 2);
        said.clear();

        writer.flush(false);
        assertThat(writer.snapshotState(7)).containsExactly(7L);
        write(writer, 3);
        clock.advance(INTERVAL);

        assertThat(said).containsExactly("[2] in epoch 1", "flush", "[3] in epoch 8");
    }

    @Test
    void aLiveReaderIsNotAskedToKeepAnything() {
        FeedWriter writer = writer(FeedUse.LIVE, 100, 0);
        writer.flush(false);
        assertThat(said).containsExactly("restored 0");
    }

    @Test
    void epochsGoOnFromTheRestoredCheckpoint() {
        FeedWriter writer = writer(FeedUse.VIEW, 100, 41);
        write(writer, 1);
        assertThat(said).containsExactly("restored 41", "[1] in epoch 42");
    }

    @Test
    void theEndSendsTheRestAndSaysSo() {
        FeedWriter writer = writer(FeedUse.VIEW, 100, 0);
        write(writer, 1, 2);
        said.clear();

        writer.flush(true);

        assertThat(said).containsExactly("[2] in epoch 1", "flush", "finished");
    }

    @Test
    void aLiveReaderIsNotSentOldVersions() {
        FeedWriter writer = writer(FeedUse.LIVE, 3, 0);
        writer.write(row(RowKind.UPDATE_BEFORE, 1), null);
        writer.write(row(RowKind.UPDATE_AFTER, 2), null);
        writer.write(row(RowKind.DELETE, 2), null);
        writer.flush(true);

        assertThat(said)
                .containsExactly("restored 0", "[UPDATE_AFTER 2] in epoch 1", "[DELETE 2] in epoch 1", "finished");
    }

    @Test
    void inAViewAnOldVersionAloneIsADeletion() {
        FeedWriter writer = writer(FeedUse.VIEW, 100, 0);
        writer.write(row(RowKind.UPDATE_BEFORE, 1), null);
        writer.write(row(RowKind.UPDATE_AFTER, 1), null);
        writer.write(row(RowKind.UPDATE_BEFORE, 2), null);
        writer.write(row(RowKind.UPDATE_AFTER, 3), null);
        writer.write(row(RowKind.UPDATE_BEFORE, 4), null);
        assertThat(said).containsExactly("restored 0");

        clock.advance(INTERVAL);

        assertThat(said)
                .containsExactly("restored 0", "[UPDATE_AFTER 1, DELETE 2, UPDATE_AFTER 3, DELETE 4] in epoch 1");
    }

    @Test
    void whereTheKeyIsNotKnownBothVersionsOfARowAreSentTogether() {
        FeedWriter writer = writer(FeedUse.VIEW, new int[0], 100, 0);
        writer.write(row(RowKind.UPDATE_BEFORE, 1), null);
        writer.write(row(RowKind.UPDATE_AFTER, 2), null);
        clock.advance(INTERVAL);

        assertThat(said).containsExactly("restored 0", "[DELETE 1, UPDATE_AFTER 2] in epoch 1");
    }

    @Test
    void aClosedFeedEndsTheJobForGood() {
        FeedWriter writer = writer(FeedUse.LIVE, 100, 0);
        closed = true;

        assertThatThrownBy(() -> write(writer, 1))
                .isInstanceOf(FeedGoneException.class)
                .satisfies(error -> assertThat(ThrowableClassifier.findThrowableOfThrowableType(
                                error, ThrowableType.NonRecoverableError))
                        .isPresent());
    }

    @Test
    void aTimerThatRingsAfterTheEndDoesNothing() {
        FeedWriter writer = writer(FeedUse.LIVE, 100, 0);
        write(writer, 1, 2);
        said.clear();

        writer.close();
        clock.advance(INTERVAL);

        assertThat(said).isEmpty();
    }

    /** Time passes when a test says so. */
    private static final class Clock implements ProcessingTimeService {
        private record Timer(long time, ProcessingTimeCallback callback) {}

        private final List<Timer> timers = new ArrayList<>();
        private long now = 1_000;

        @Override
        public long getCurrentProcessingTime() {
            return now;
        }

        @Override
        public @Nullable ScheduledFuture<?> registerTimer(long time, ProcessingTimeCallback callback) {
            timers.add(new Timer(time, callback));
            return null;
        }

        void advance(long millis) {
            now += millis;
            List<Timer> due =
                    timers.stream().filter(timer -> timer.time() <= now).toList();
            timers.removeAll(due);
            for (Timer timer : due) {
                try {
                    timer.callback().onProcessingTime(now);
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }
        }
    }
}
