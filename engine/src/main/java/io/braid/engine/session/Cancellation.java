package io.braid.engine.session;

import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;

/**
 * Whether somebody wants a request to stop. Nothing is interrupted: who works for the request asks between two steps,
 * and what has begun to take effect is finished. Shared between threads.
 */
public final class Cancellation {
    private volatile boolean wanted;

    public void cancel() {
        wanted = true;
    }

    /** @throws StatementException 57000 when the request has been cancelled */
    public void check() {
        if (wanted) {
            throw problem();
        }
    }

    public static StatementException problem() {
        return StatementException.of(ErrorCode.CANCELLED, "the statement was cancelled");
    }
}
