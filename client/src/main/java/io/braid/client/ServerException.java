package io.braid.client;

import java.io.Serial;

/** The server could not be reached, or refused the request itself. */
public final class ServerException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;

    public ServerException(int status, String message) {
        super(message);
        this.status = status;
    }

    public ServerException(String message, Throwable cause) {
        super(message, cause);
        this.status = 0;
    }

    /** The HTTP status; 0 when there was no answer. */
    public int status() {
        return status;
    }
}
