package io.braid.engine.analysis;

import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.TimeSpan;

/** Small pieces of Flink SQL. Names are always in back-quotes, because Flink keeps the case of bare ones. */
public final class FlinkSql {
    private FlinkSql() {}

    public static String name(String name) {
        return '`' + name.replace("`", "``") + '`';
    }

    static String text(String value) {
        return '\'' + value.replace("'", "''") + '\'';
    }

    /** {@code INTERVAL '300' SECOND(3)}: without a precision Flink takes two digits at most. */
    static String interval(TimeSpan span) {
        long amount = span.amount();
        return switch (span.unit()) {
            case MILLISECOND -> milliseconds(amount);
            case SECOND, MINUTE, HOUR, DAY -> plain(amount, span.unit().name());
            case WEEK -> plain(Math.multiplyExact(amount, 7), "DAY");
            default ->
                throw at(
                        span.at(),
                        StatementException.of(
                                        ErrorCode.FEATURE_NOT_SUPPORTED,
                                        "a duration in %s is not supported",
                                        span.unit().plural())
                                .hint("use MILLISECONDS, SECONDS, MINUTES, HOURS, DAYS or WEEKS"));
        };
    }

    static String milliseconds(long millis) {
        long seconds = millis / 1000;
        int digits = Long.toString(seconds).length();
        return "INTERVAL '%d.%03d' SECOND(%d, 3)".formatted(seconds, millis % 1000, Math.max(2, digits));
    }

    private static String plain(long amount, String unit) {
        return "INTERVAL '%d' %s(%d)"
                .formatted(amount, unit, Math.max(2, Long.toString(amount).length()));
    }

    static StatementException at(Position position, StatementException problem) {
        return problem.at(position.line(), position.column());
    }
}
