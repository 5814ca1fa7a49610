package io.braid.feed;

/**
 * The server's end of a feed: a live result or the writer of a view. Called by one job thread at a time. Every call may
 * block: that is the back-pressure. A receiver that has been closed throws {@link FeedClosedException} from all of them,
 * and the job then stops.
 */
public interface FeedReceiver {
    /**
     * Called once before any batch whenever the job starts or starts again.
     *
     * @param epoch the checkpoint the job was restored from, 0 for a start from nothing: rows of later epochs that an
     *     earlier attempt sent will be sent again
     */
    void restored(long epoch);

    /** Takes a batch; returns when there is room for the next one. */
    void accept(RowBatch batch);

    /** Returns when everything accepted so far is as durable as this receiver makes things. A checkpoint waits for it. */
    void flush();

    /** The job has no more rows (only bounded jobs end). */
    void finished();
}
