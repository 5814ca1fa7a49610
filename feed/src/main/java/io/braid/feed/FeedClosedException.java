package io.braid.feed;

import java.io.Serial;

/** Nobody reads this feed any more. */
public final class FeedClosedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public FeedClosedException(String ticket) {
        super("feed \"" + ticket + "\" is closed");
    }
}
