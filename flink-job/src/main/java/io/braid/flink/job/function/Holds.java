package io.braid.flink.job.function;

import org.apache.flink.table.functions.ScalarFunction;
import org.jspecify.annotations.Nullable;

/**
 * {@code HOLDS(condition)}: the condition, which the planner then takes as a whole. It would bring the ANDs of one with ORs
 * outside and push what is about the key alone below the "newest row of each key" of a changelog, which it does not
 * recognize any more when something is computed above.
 */
public final class Holds extends ScalarFunction {
    public static final String NAME = "HOLDS";
    private static final long serialVersionUID = 1L;

    /** Found by Flink through reflection. */
    public @Nullable Boolean eval(@Nullable Boolean condition) {
        return condition;
    }
}
