package io.braid.engine.run;

import io.braid.feed.FeedClosedException;
import io.braid.feed.FeedReceiver;
import io.braid.feed.RowBatch;
import io.braid.spi.RowType;
import io.braid.spi.StatementException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A live result that a job pushes into and a reader pulls from. It holds a bounded number of rows; the job waits while it
 * is full. Shared between the two.
 */
final class QueueFeed implements LiveFeed, FeedReceiver {
    /** Rows that may wait for the reader; one batch more can come on top. */
    static final int ROOM = 4_096;

    private final String ticket;
    private final RowType columns;
    private final Runnable onClose;
    private final Queue<RowBatch> batches = new ArrayDeque<>();
    private int waiting;
    private long remaining;
    private boolean ended;
    private boolean closed;
    private @Nullable StatementException failure;

    /**
     * @param limit number of rows after which the result ends; negative for none
     * @param onClose stops the job; called once, by whoever closes
     */
    QueueFeed(String ticket, RowType columns, long limit, Runnable onClose) {
        this.ticket = ticket;
        this.columns = columns;
        this.remaining = limit < 0 ? Long.MAX_VALUE : limit;
        this.onClose = onClose;
        this.ended = limit == 0;
    }

    String ticket() {
        return ticket;
    }

    @Override
    public RowType columns() {
        return columns;
    }

    @Override
    public void restored(long epoch) {
        // a live result has no past to undo
    }

    @Override
    public synchronized void accept(RowBatch batch) {
        while (waiting >= ROOM && !closed) {
            await(0);
        }
        if (closed) {
            throw new FeedClosedException(ticket);
        }
        if (ended) {
            return;
        }
        RowBatch taken = batch;
        if (batch.size() >= remaining) {
            taken = new RowBatch(batch.rows().subList(0, (int) remaining), batch.epoch());
            ended = true;
        }
        remaining -= taken.size();
        waiting += taken.size();
        batches.add(taken);
        notifyAll();
    }

    @Override
    public void flush() {
        // nothing is kept
    }

    @Override
    public synchronized void finished() {
        // a reader that was told why there are no more rows must not take it for the end of them
        ended |= failure == null;
        notifyAll();
    }

    synchronized void fail(StatementException problem) {
        if (!closed && !ended) {
            failure = problem;
            notifyAll();
        }
    }

    @Override
    public synchronized Optional<RowBatch> poll(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (batches.isEmpty() && !ended && !closed && failure == null) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return Optional.empty();
            }
            await(left);
        }
        RowBatch batch = batches.poll();
        if (batch != null) {
            waiting -= batch.size();
            notifyAll();
            return Optional.of(batch);
        }
        if (failure != null) {
            throw failure;
        }
        return Optional.empty();
    }

    @SuppressWarnings("WaitNotInLoop") // both callers ask again after it
    private void await(long millis) {
        try {
            wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FeedClosedException(ticket);
        }
    }

    @Override
    public synchronized boolean ended() {
        return ended && batches.isEmpty();
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            batches.clear();
            notifyAll();
        }
        onClose.run();
    }
}
