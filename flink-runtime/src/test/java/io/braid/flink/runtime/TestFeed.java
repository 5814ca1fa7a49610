package io.braid.flink.runtime;

import io.braid.feed.FeedClosedException;
import io.braid.feed.FeedExchange;
import io.braid.feed.FeedReceiver;
import io.braid.feed.FeedRow;
import io.braid.feed.RowBatch;
import io.braid.spi.ChangeKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** The server's end of a feed, which writes down what it is told and can be slow or gone. */
final class TestFeed implements FeedReceiver, AutoCloseable {
    final String ticket = "test-" + UUID.randomUUID();

    private final List<RowBatch> batches = new ArrayList<>();
    private final List<Long> restored = new ArrayList<>();
    private int flushes;
    private boolean finished;
    private boolean blocked;
    private boolean closed;

    TestFeed() {
        FeedExchange.open(ticket, this);
    }

    @Override
    public synchronized void restored(long epoch) {
        check();
        restored.add(epoch);
    }

    @Override
    public synchronized void accept(RowBatch batch) {
        while (blocked && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
        check();
        batches.add(batch);
    }

    @Override
    public synchronized void flush() {
        check();
        flushes++;
    }

    @Override
    public synchronized void finished() {
        check();
        finished = true;
    }

    private void check() {
        if (closed) {
            throw new FeedClosedException(ticket);
        }
    }

    synchronized void block() {
        blocked = true;
    }

    synchronized void unblock() {
        blocked = false;
        notifyAll();
    }

    synchronized void forgetRows() {
        batches.clear();
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
        FeedExchange.close(ticket);
    }

    synchronized List<RowBatch> batches() {
        return List.copyOf(batches);
    }

    synchronized List<FeedRow> rows() {
        return batches.stream().flatMap(batch -> batch.rows().stream()).toList();
    }

    /** As {@code kind(first, second, …)}, the kind left out for inserts. */
    List<String> text() {
        return rows().stream()
                .map(row -> (row.kind() == ChangeKind.INSERT ? "" : row.kind().name()) + Arrays.asList(row.values()))
                .toList();
    }

    synchronized List<Long> restoredEpochs() {
        return List.copyOf(restored);
    }

    synchronized int flushes() {
        return flushes;
    }

    synchronized boolean isFinished() {
        return finished;
    }
}
