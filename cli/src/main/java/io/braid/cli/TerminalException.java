package io.braid.cli;

import java.io.Serial;

/** Something that whoever sits at the terminal can mend; the message says what. */
final class TerminalException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    TerminalException(String message) {
        super(message);
    }
}
