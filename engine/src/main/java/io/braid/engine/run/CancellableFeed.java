package io.braid.engine.run;

import io.braid.engine.session.Cancellation;
import io.braid.feed.RowBatch;
import io.braid.spi.RowType;
import java.time.Duration;
import java.util.Optional;

/** A live result that others than its reader can end. */
final class CancellableFeed implements LiveFeed {
    private final LiveFeed feed;
    private final Runnable onClose;
    private final Cancellation cancellation = new Cancellation();

    /** @param onClose called each time it is closed */
    CancellableFeed(LiveFeed feed, Runnable onClose) {
        this.feed = feed;
        this.onClose = onClose;
    }

    /** The reader hears of it with its next poll. */
    void cancel() {
        cancellation.cancel();
    }

    @Override
    public RowType columns() {
        return feed.columns();
    }

    @Override
    public Optional<RowBatch> poll(Duration timeout) {
        cancellation.check();
        return feed.poll(timeout);
    }

    @Override
    public boolean ended() {
        return feed.ended();
    }

    @Override
    public void close() {
        onClose.run();
        feed.close();
    }
}
