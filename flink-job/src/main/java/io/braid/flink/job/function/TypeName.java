package io.braid.flink.job.function;

import org.apache.flink.table.functions.ScalarFunction;
import org.jspecify.annotations.Nullable;

/** {@code TYPE_NAME(TYPEOF(x))}: Flink's word for a type, as the language has it. */
public final class TypeName extends ScalarFunction {
    public static final String NAME = "TYPE_NAME";
    private static final long serialVersionUID = 1L;

    /** Found by Flink through reflection. */
    public @Nullable String eval(@Nullable String type) {
        return type == null ? null : TypeNames.in(type);
    }
}
