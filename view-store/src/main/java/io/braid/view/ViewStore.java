package io.braid.view;

import io.braid.feed.FeedReceiver;
import java.util.UUID;

/** Holds the rows of all materialized views. Shared between threads; a view has one writer and any number of readers. */
public interface ViewStore extends AutoCloseable {
    /** Makes an empty view; does nothing when it is there already with the same shape. */
    void create(UUID view, ViewShape shape);

    /** Forgets the view and its rows; does nothing when it is not there. Open readers end with an error. */
    void drop(UUID view);

    /**
     * The end of the feed that fills the view. Rows become visible at the latest {@code view.flush} (50 ms) after they
     * were accepted; {@link FeedReceiver#flush()} returns when they are on disk.
     */
    FeedReceiver writer(UUID view);

    /** Reads what is visible now. The caller closes the cursor. */
    ViewRows scan(UUID view, ViewScan scan);

    /** Number of rows that are visible now. */
    long count(UUID view);

    @Override
    void close();
}
