package io.braid.formats;

import io.braid.spi.JsonText;
import io.braid.spi.Setting;
import io.braid.spi.Settings;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How timestamps are written within JSON, property {@code timestamp.format}. */
public enum TimestampFormat {
    /** {@code 2011-12-03 10:15:30.123}, an instant with {@code Z} at its end. */
    SQL(' ', JsonText.Timestamps.SQL),
    /** {@code 2011-12-03T10:15:30.123}, an instant with {@code Z} at its end. */
    ISO8601('T', JsonText.Timestamps.ISO8601);

    /** The property, for those who read their properties with {@link Settings}. */
    public static final Setting<TimestampFormat> TIMESTAMP_FORMAT = Setting.choice(
                    "timestamp.format", TimestampFormat.class, "How timestamps are written within JSON.")
            .orElse(SQL);

    /** Strict, or 24:00:00 would be the beginning of the same day. */
    static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private final char separator;
    private final JsonText.Timestamps text;
    private final DateTimeFormatter local;
    private final DateTimeFormatter zoned;

    TimestampFormat(char separator, JsonText.Timestamps text) {
        this.separator = separator;
        this.text = text;
        this.local = separator == 'T' ? DateTimeFormatter.ISO_LOCAL_DATE_TIME : strict(sql());
        this.zoned = separator == 'T'
                ? strict(new DateTimeFormatterBuilder()
                        .append(DateTimeFormatter.ISO_LOCAL_DATE)
                        .appendLiteral('T')
                        .append(DateTimeFormatter.ISO_LOCAL_TIME)
                        .appendLiteral('Z'))
                : strict(sql().appendLiteral('Z'));
    }

    static TimestampFormat from(Map<String, String> options) {
        String given = options.get(TIMESTAMP_FORMAT.name());
        return given == null
                ? SQL
                : Settings.read(List.of(TIMESTAMP_FORMAT), Map.of(TIMESTAMP_FORMAT.name(), given))
                        .get(TIMESTAMP_FORMAT);
    }

    JsonText.Timestamps text() {
        return text;
    }

    LocalDateTime parseLocal(String text) {
        LocalDateTime plain = plain(text, text.length());
        return plain != null ? plain : parse(local, text);
    }

    /** An instant, as its local time in UTC. */
    LocalDateTime parseZoned(String text) {
        int end = text.length() - 1;
        LocalDateTime plain = end > 0 && text.charAt(end) == 'Z' ? plain(text, end) : null;
        return plain != null ? plain : parse(zoned, text);
    }

    private static LocalDateTime parse(DateTimeFormatter formatter, String text) {
        TemporalAccessor parsed = formatter.parse(text);
        LocalDate date = parsed.query(TemporalQueries.localDate());
        LocalTime time = parsed.query(TemporalQueries.localTime());
        if (date == null || time == null) {
            throw new DateTimeException("no date or no time");
        }
        return LocalDateTime.of(inRange(date), time);
    }

    static LocalDate parseDate(String text) {
        return inRange(LocalDate.from(DateTimeFormatter.ISO_LOCAL_DATE.parse(text)));
    }

    static LocalTime parseTime(String text) {
        return LocalTime.from(TIME.parse(text));
    }

    private static LocalDate inRange(LocalDate date) {
        if (date.getYear() < 0 || date.getYear() > 9999) {
            throw new DateTimeException("out of range");
        }
        return date;
    }

    private static DateTimeFormatter strict(DateTimeFormatterBuilder builder) {
        return builder.toFormatter(Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    }

    private static DateTimeFormatterBuilder sql() {
        return new DateTimeFormatterBuilder()
                .append(DateTimeFormatter.ISO_LOCAL_DATE)
                .appendLiteral(' ')
                .append(new DateTimeFormatterBuilder()
                        .appendPattern("HH:mm:ss")
                        .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
                        .toFormatter());
    }

    /** The usual form, read by hand because formatters are slow; null for any other, which a formatter then judges. */
    private @Nullable LocalDateTime plain(String text, int end) {
        if (end < 19
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(10) != separator
                || text.charAt(13) != ':'
                || text.charAt(16) != ':') {
            return null;
        }
        int nanos = 0;
        if (end > 19) {
            if (text.charAt(19) != '.' || end == 20 || end > 29) {
                return null;
            }
            nanos = digits(text, 20, end);
            for (int i = end; i < 29 && nanos > 0; i++) {
                nanos *= 10;
            }
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, 10);
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = digits(text, 17, 19);
        boolean common = year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= 28;
        boolean late = day > 28
                && month >= 1
                && month <= 12
                && year > 0
                && day <= LocalDate.of(year, month, 1).lengthOfMonth();
        boolean clock = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
        return (common || late) && clock && nanos >= 0
                ? LocalDateTime.of(year, month, day, hour, minute, second, nanos)
                : null;
    }

    /** The number written between two places, or a negative one when there is anything but digits. */
    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
