package io.braid.engine.run;

import io.braid.feed.FeedRow;
import io.braid.feed.RowBatch;
import io.braid.spi.RecordReader;
import io.braid.spi.RowType;
import io.braid.spi.StoredRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * A live result without a job: its reader reads the records itself, so a slow reader simply reads less. {@link #close}
 * may be called from any thread.
 */
public final class PullFeed implements LiveFeed {
    private final RowType columns;
    private final RecordReader records;
    private final Function<StoredRecord, Optional<FeedRow>> rows;
    private final ReentrantLock reading = new ReentrantLock();
    private long remaining;
    private volatile boolean closed;

    /**
     * @param rows what becomes of a record; nothing for one that is filtered out
     * @param limit number of rows after which the result ends; negative for none
     */
    public PullFeed(RowType columns, RecordReader records, Function<StoredRecord, Optional<FeedRow>> rows, long limit) {
        this.columns = columns;
        this.records = records;
        this.rows = rows;
        this.remaining = limit < 0 ? Long.MAX_VALUE : limit;
    }

    @Override
    public RowType columns() {
        return columns;
    }

    @Override
    public Optional<RowBatch> poll(Duration timeout) {
        reading.lock();
        try {
            if (closed || remaining == 0) {
                return Optional.empty();
            }
            List<FeedRow> batch = new ArrayList<>();
            for (StoredRecord record : records.poll(timeout)) {
                if (remaining == 0) {
                    break;
                }
                Optional<FeedRow> row = rows.apply(record);
                if (row.isPresent()) {
                    batch.add(row.get());
                    remaining--;
                }
            }
            return batch.isEmpty() ? Optional.empty() : Optional.of(new RowBatch(batch, 0));
        } finally {
            reading.unlock();
        }
    }

    @Override
    public boolean ended() {
        return remaining == 0;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        records.wakeup();
        reading.lock();
        try {
            records.close();
        } finally {
            reading.unlock();
        }
    }
}
