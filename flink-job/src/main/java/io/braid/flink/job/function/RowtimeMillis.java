package io.braid.flink.job.function;

import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.functions.ScalarFunction;
import org.jspecify.annotations.Nullable;

/** {@code ROWTIME_MILLIS(t)}: an instant as milliseconds since 1970, which Flink has no cast for. */
public final class RowtimeMillis extends ScalarFunction {
    public static final String NAME = "ROWTIME_MILLIS";
    private static final long serialVersionUID = 1L;

    /** Found by Flink through reflection. */
    public @Nullable Long eval(
            @DataTypeHint(value = "TIMESTAMP_LTZ(3)", bridgedTo = TimestampData.class) @Nullable TimestampData time) {
        return time == null ? null : time.getMillisecond();
    }
}
