package io.braid.server.exchange;

import java.io.Serial;

/** The request itself is refused, whatever statement is in it; the message goes to the client. */
public final class Refusal extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String reason;

    private Refusal(int status, String reason) {
        super(reason);
        this.status = status;
        this.reason = reason;
    }

    public static Refusal badRequest(String message) {
        return new Refusal(400, message);
    }

    /** Also where others say 401: the Go client knows no 401 and would poll on for ever. */
    public static Refusal forbidden(String message) {
        return new Refusal(403, message);
    }

    public static Refusal notFound(String message) {
        return new Refusal(404, message);
    }

    public static Refusal busy(String message) {
        return new Refusal(503, message);
    }

    public int status() {
        return status;
    }

    @Override
    public String getMessage() {
        return reason;
    }
}
