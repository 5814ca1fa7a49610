package io.braid.view;

import java.io.Serial;

/** The store of views itself failed: the disk is full, a file is damaged. Nobody's statement is to blame. */
public final class ViewStoreException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public ViewStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
