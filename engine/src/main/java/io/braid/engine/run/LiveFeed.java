package io.braid.engine.run;

import io.braid.feed.RowBatch;
import io.braid.spi.RowType;
import java.time.Duration;
import java.util.Optional;

/**
 * Rows of a live result, for one reader. What produces them waits when the reader is slow. Closing it stops the
 * producer; only {@link #close} may be called from another thread than the reader's.
 */
public interface LiveFeed extends AutoCloseable {
    RowType columns();

    /**
     * The next batch; empty when none came in time.
     *
     * @throws io.braid.spi.StatementException when the producer failed
     */
    Optional<RowBatch> poll(Duration timeout);

    /** Whether the producer has ended and everything was read: a LIMIT was reached or the source is bounded. */
    boolean ended();

    @Override
    void close();
}
