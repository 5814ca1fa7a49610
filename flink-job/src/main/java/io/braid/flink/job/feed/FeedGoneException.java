package io.braid.flink.job.feed;

import io.braid.feed.FeedClosedException;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/** Nobody reads the rows any more. The annotation keeps Flink from starting the job again, which would not help. */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class FeedGoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FeedGoneException(FeedClosedException cause) {
        super(cause.getMessage(), cause);
    }
}
