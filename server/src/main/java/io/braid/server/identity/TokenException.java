package io.braid.server.identity;

import java.io.Serial;

/** A token is not good; the message may be shown to whoever sent it. */
public final class TokenException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String reason;

    public TokenException(String reason) {
        super(reason);
        this.reason = reason;
    }

    @Override
    public String getMessage() {
        return reason;
    }
}
