package io.braid.engine.eval;

import java.text.ParsePosition;
import java.text.SimpleDateFormat;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.TimeZone;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Texts of times by a pattern, with the tolerance that the functions of Flink have. */
final class LegacyDates {
    static final String DEFAULT = "yyyy-MM-dd HH:mm:ss";

    private LegacyDates() {}

    /** Null for whatever cannot be done. */
    static @Nullable Object attempt(Supplier<@Nullable Object> work) {
        try {
            return work.get();
        } catch (DateTimeException | IllegalArgumentException wrong) {
            return null;
        }
    }

    static String format(long seconds, String pattern) {
        return of(pattern).format(seconds * 1000);
    }

    /** Text after the pattern is ignored; what does not fit gives the least number. */
    static long seconds(String text, String pattern) {
        var date = of(pattern).parse(text, new ParsePosition(0));
        return date == null ? Long.MIN_VALUE : date.toInstant().getEpochSecond();
    }

    private static SimpleDateFormat of(String pattern) {
        SimpleDateFormat format = new SimpleDateFormat(pattern, Locale.US);
        format.setTimeZone(TimeZone.getTimeZone("UTC"));
        return format;
    }

    static LocalDateTime parse(String text, String pattern) {
        DateTimeFormatter formatter =
                new DateTimeFormatterBuilder().appendPattern(pattern).toFormatter(Locale.US);
        TemporalAccessor parsed = formatter.parse(text);
        LocalDate date = parsed.query(TemporalQueries.localDate());
        LocalTime time = parsed.query(TemporalQueries.localTime());
        return LocalDateTime.of(date == null ? LocalDate.EPOCH : date, time == null ? LocalTime.MIDNIGHT : time);
    }
}
