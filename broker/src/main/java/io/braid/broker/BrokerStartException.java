package io.braid.broker;

import java.io.Serial;

/** Why the embedded broker could not start, in words for the person who starts the server. */
public final class BrokerStartException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    BrokerStartException(String problem) {
        super(problem);
    }

    BrokerStartException(String problem, Throwable cause) {
        super(problem, cause);
    }
}
