package io.braid.engine.eval;

import java.io.Serial;

/** Thrown in {@link Fidelity#EXACT} for what only Flink can evaluate. Not an error of the user's. */
public final class Unsupported extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    Unsupported(String what) {
        super(what, null, false, false);
    }
}
