package io.braid.server;

import io.braid.engine.run.LiveFeed;
import io.braid.feed.FeedRow;
import io.braid.feed.RowBatch;
import io.braid.spi.RowType;
import io.braid.spi.StatementException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A feed that tests put batches into, or that makes them as fast as they are asked for. */
public final class FakeFeed implements LiveFeed {
    private final RowType columns;
    private final LinkedBlockingQueue<RowBatch> batches = new LinkedBlockingQueue<>();
    public final CountDownLatch closed = new CountDownLatch(1);
    public final AtomicLong polled = new AtomicLong();
    public volatile @Nullable Supplier<RowBatch> endless;
    public volatile @Nullable StatementException failure;
    public volatile boolean ended;

    public FakeFeed(RowType columns) {
        this.columns = columns;
    }

    public void put(FeedRow... rows) {
        batches.add(new RowBatch(List.of(rows), 0));
    }

    @Override
    public RowType columns() {
        return columns;
    }

    @Override
    public Optional<RowBatch> poll(Duration timeout) {
        Supplier<RowBatch> source = endless;
        if (source != null) {
            RowBatch batch = source.get();
            polled.addAndGet(batch.size());
            return Optional.of(batch);
        }
        try {
            RowBatch batch = batches.poll();
            if (batch == null && failure != null) {
                throw failure;
            }
            if (batch == null && !ended) {
                batch = batches.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
            }
            return Optional.ofNullable(batch);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean ended() {
        return ended && batches.isEmpty();
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
