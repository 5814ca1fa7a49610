package io.braid.flink.job.feed;

import io.braid.feed.FeedClosedException;
import io.braid.feed.FeedConnection;
import io.braid.feed.FeedReceiver;
import io.braid.feed.FeedRow;
import io.braid.feed.RowBatch;
import io.braid.flink.job.value.RowConverter;
import io.braid.spi.ChangeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/**
 * Gathers rows into batches. The first row after a quiet time leaves at once; from then on there is at most one batch an
 * interval, unless batches fill up. Runs on its task's thread alone, timer included.
 */
final class FeedWriter implements StatefulSinkWriter<RowData, Long> {
    /** How often a job looks whether its server is still there. */
    private static final long CHECK_MILLIS = 2_000;

    private final FeedReceiver receiver;
    private final FeedUse use;
    private final FeedChanges changes;
    private final int[] key;
    private final int batchSize;
    private final long flushMillis;
    private final RowConverter converter;
    private final ProcessingTimeService clock;

    private List<FeedRow> rows;
    /** An old version of a row of a view, which is a deletion unless a new version follows. */
    private @Nullable FeedRow replaced;

    private long lastCheckpoint;
    private boolean timerRuns;
    private boolean closed;

    FeedWriter(
            FeedReceiver receiver,
            FeedUse use,
            FeedChanges changes,
            int[] key,
            int batchSize,
            long flushMillis,
            RowConverter converter,
            long restoredCheckpoint,
            ProcessingTimeService clock) {
        this.receiver = receiver;
        this.use = use;
        this.changes = changes;
        this.key = key;
        this.batchSize = batchSize;
        this.flushMillis = flushMillis;
        this.converter = converter;
        this.lastCheckpoint = restoredCheckpoint;
        this.clock = clock;
        this.rows = new ArrayList<>(batchSize);
        tell(() -> receiver.restored(restoredCheckpoint));
        if (receiver instanceof FeedConnection connection) {
            checkLater(connection);
        }
    }

    /** A job that has no rows would otherwise not notice that its server is gone. */
    private void checkLater(FeedConnection connection) {
        var unused = clock.registerTimer(clock.getCurrentProcessingTime() + CHECK_MILLIS, time -> {
            if (!closed) {
                tell(connection::check);
                checkLater(connection);
            }
        });
    }

    @Override
    public void write(RowData row, @Nullable Context context) {
        ChangeKind kind =
                switch (row.getRowKind()) {
                    case INSERT -> ChangeKind.INSERT;
                    case UPDATE_BEFORE -> ChangeKind.UPDATE_BEFORE;
                    case UPDATE_AFTER -> ChangeKind.UPDATE_AFTER;
                    case DELETE -> ChangeKind.DELETE;
                };
        if (changes == FeedChanges.TAKEN_BACK && (kind == ChangeKind.UPDATE_BEFORE || kind == ChangeKind.DELETE)) {
            return;
        }
        if (kind != ChangeKind.UPDATE_BEFORE) {
            add(new FeedRow(kind, converter.convert(row)));
        } else if (use == FeedUse.VIEW) {
            flushReplaced();
            replaced = new FeedRow(ChangeKind.DELETE, converter.convert(row));
            startTimer();
        }
    }

    private void add(FeedRow row) {
        if (replaced != null && !(row.kind() == ChangeKind.UPDATE_AFTER && sameKey(row, replaced))) {
            flushReplaced();
        }
        replaced = null;
        rows.add(row);
        if (rows.size() >= batchSize) {
            send();
        } else if (!timerRuns) {
            send();
            startTimer();
        }
    }

    /**
     * A filter behind an aggregation drops new versions that it does not like and lets the old ones pass, so that an old
     * version alone means that the row is gone.
     */
    private void flushReplaced() {
        if (replaced != null) {
            rows.add(replaced);
            replaced = null;
        }
    }

    /** Without a key nobody here can tell; then both are sent, and the view, which knows its key, ends up the same. */
    private boolean sameKey(FeedRow one, FeedRow other) {
        if (key.length == 0) {
            return false;
        }
        for (int column : key) {
            if (!Objects.deepEquals(one.values()[column], other.values()[column])) {
                return false;
            }
        }
        return true;
    }

    private void startTimer() {
        if (timerRuns) {
            return;
        }
        timerRuns = true;
        var unused = clock.registerTimer(clock.getCurrentProcessingTime() + flushMillis, time -> {
            timerRuns = false;
            flushReplaced();
            if (!rows.isEmpty() && !closed) {
                send();
                startTimer();
            }
        });
    }

    private void send() {
        RowBatch batch = new RowBatch(rows, lastCheckpoint + 1);
        rows = new ArrayList<>(Math.min(batchSize, Math.max(16, batch.size())));
        tell(() -> receiver.accept(batch));
    }

    /** Called before every checkpoint, and with true when there are no more rows. */
    @Override
    public void flush(boolean endOfInput) {
        flushReplaced();
        if (!rows.isEmpty()) {
            send();
        }
        if (use == FeedUse.VIEW) {
            tell(receiver::flush);
        }
        if (endOfInput) {
            tell(receiver::finished);
        }
    }

    @Override
    public List<Long> snapshotState(long checkpoint) {
        lastCheckpoint = checkpoint;
        return List.of(checkpoint);
    }

    private void tell(Runnable message) {
        try {
            message.run();
        } catch (FeedClosedException e) {
            throw new FeedGoneException(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        if (receiver instanceof FeedConnection connection) {
            connection.close();
        }
    }
}
