package io.braid.engine.eval;

import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Position;
import java.time.DateTimeException;
import java.util.function.Supplier;

/** How errors about a query are made. */
final class Problems {
    private Problems() {}

    static StatementException at(Position place, String format, Object... arguments) {
        return StatementException.of(ErrorCode.INVALID_QUERY, format, arguments).at(place.line(), place.column());
    }

    static StatementException unsupported(Position place, String what) {
        return StatementException.of(ErrorCode.FEATURE_NOT_SUPPORTED, what).at(place.line(), place.column());
    }

    /** Turns what the JDK says about times and numbers out of range into our words. */
    static <T> T explained(Supplier<T> work) {
        try {
            return work.get();
        } catch (ArithmeticException | DateTimeException outOfRange) {
            throw value("a value cannot be computed: %s", String.valueOf(outOfRange.getMessage()))
                    .causedBy(outOfRange);
        }
    }

    /** For values that turn out wrong while rows are read. */
    static StatementException value(String format, Object... arguments) {
        return StatementException.of(ErrorCode.INVALID_QUERY, format, arguments);
    }
}
