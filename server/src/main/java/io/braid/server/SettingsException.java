package io.braid.server;

import java.io.Serial;

/** The server cannot start as it was told to; the message says what to change. */
public final class SettingsException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public SettingsException(String message) {
        super(message);
    }
}
