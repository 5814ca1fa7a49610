package io.braid.engine.eval;

import io.braid.spi.DataType;
import org.jspecify.annotations.Nullable;

/** A compiled expression. Holds no state unless it contains a sub-query; used by one thread at a time. */
public interface Evaluator {
    DataType type();

    boolean nullable();

    /** The value for a row laid out as the {@link Scope} it was compiled in says. */
    @Nullable
    Object evaluate(@Nullable Object[] row);
}
