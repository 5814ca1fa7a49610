package io.braid.engine.eval;

import static io.braid.engine.eval.Parameter.ANY;
import static io.braid.engine.eval.Parameter.BIGINT;
import static io.braid.engine.eval.Parameter.TEXT;
import static io.braid.engine.eval.Parameter.TIME;
import static io.braid.engine.eval.TextFunctions.text;
import static io.braid.spi.DataType.VARCHAR;

import io.braid.spi.DataType;
import io.braid.spi.DataType.Kind;
import io.braid.sql.tree.TimeUnit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Functions of points in time. */
final class TimeFunctions {
    private static final Pattern DIGITS_ONLY = Pattern.compile("(?:yyyy|MM|dd|HH|mm|ss|SSS|[^A-Za-z'\\[\\]{}#])*");

    /** Years have four digits. */
    private static final long FIRST_SECOND =
            Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();

    private static final long LAST_SECOND =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private TimeFunctions() {}

    static void define(Library library) {
        Map.of(
                        "year", TimeUnit.YEAR,
                        "quarter", TimeUnit.QUARTER,
                        "month", TimeUnit.MONTH,
                        "week", TimeUnit.WEEK,
                        "dayofyear", TimeUnit.DOY,
                        "dayofmonth", TimeUnit.DAY,
                        "dayofweek", TimeUnit.DOW,
                        "hour", TimeUnit.HOUR,
                        "minute", TimeUnit.MINUTE,
                        "second", TimeUnit.SECOND)
                .forEach((name, unit) -> library.define(name, TIME)
                        .exact()
                        .builtBy(call -> Times.extract(unit, call.argument(0), call.at())));
        now(library);
        library.define("unix_timestamp").optional(TEXT, TEXT).builtBy(TimeFunctions::unixTimestamp);
        library.define("from_unixtime", BIGINT)
                .optional(TEXT)
                .mayBeNull()
                .gives(VARCHAR, a -> LegacyDates.format((Long) a[0], a.length > 1 ? text(a, 1) : LegacyDates.DEFAULT));
        library.define("date_format", ANY, TEXT).exact().builtBy(TimeFunctions::dateFormat);
        library.define("to_date", TEXT)
                .optional(TEXT)
                .mayBeNull()
                .gives(
                        DataType.DATE,
                        a -> a.length == 1
                                ? LegacyDates.attempt(() -> TextValue.parse(DataType.DATE, text(a, 0)))
                                : LegacyDates.attempt(() -> LegacyDates.parse(text(a, 0), text(a, 1))
                                        .toLocalDate()));
        library.define("to_timestamp", TEXT)
                .optional(TEXT)
                .mayBeNull()
                .gives(
                        DataType.timestamp(3),
                        a -> a.length == 1
                                ? LegacyDates.attempt(() -> TextValue.parse(DataType.timestamp(3), text(a, 0)))
                                : LegacyDates.attempt(
                                        () -> Casts.truncated(LegacyDates.parse(text(a, 0), text(a, 1)), 3)));
        library.define("to_timestamp_ltz", ANY)
                .optional(ANY, TEXT)
                .mayBeNull()
                .exact()
                .builtBy(TimeFunctions::instant);
        library.define("convert_tz", TEXT, TEXT, TEXT)
                .mayBeNull()
                .gives(
                        VARCHAR,
                        a -> LegacyDates.attempt(() -> DateTimeFormatter.ofPattern(LegacyDates.DEFAULT)
                                .format(TextValue.timestamp(text(a, 0))
                                        .atZone(ZoneId.of(text(a, 1)))
                                        .withZoneSameInstant(ZoneId.of(text(a, 2))))));
    }

    private static void now(Library library) {
        DataType instant = DataType.timestampLtz(3);
        for (String name : new String[] {"now", "current_timestamp", "current_row_timestamp", "proctime"}) {
            current(library, name, instant, now -> now.truncatedTo(ChronoUnit.MILLIS));
        }
        current(library, "localtimestamp", DataType.timestamp(3), now -> local(now)
                .truncatedTo(ChronoUnit.MILLIS));
        current(library, "current_date", DataType.DATE, now -> local(now).toLocalDate());
        for (String name : new String[] {"current_time", "localtime"}) {
            current(library, name, DataType.time(0), now -> local(now)
                    .toLocalTime()
                    .truncatedTo(ChronoUnit.SECONDS));
        }
    }

    private static void current(Library library, String name, DataType type, Function<Instant, Object> part) {
        library.define(name).builtBy(call -> Node.constant(type, part.apply(Instant.now())));
    }

    private static LocalDateTime local(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static Node unixTimestamp(Library.Invocation call) {
        if (call.count() == 0) {
            return Node.constant(DataType.BIGINT, Instant.now().getEpochSecond());
        }
        return Node.ofMany(
                DataType.BIGINT,
                false,
                call.arguments(),
                a -> LegacyDates.seconds(text(a, 0), a.length > 1 ? text(a, 1) : LegacyDates.DEFAULT));
    }

    private static Node dateFormat(Library.Invocation call) {
        Node time = call.argument(0);
        Node format = call.argument(1);
        Kind kind = time.type().kind();
        if (kind == Kind.VARCHAR) {
            call.compiler().inexact("DATE_FORMAT of a text");
            return Node.of2(
                    VARCHAR,
                    true,
                    time,
                    format,
                    (value, pattern) -> LegacyDates.attempt(() ->
                            formatter((String) pattern).format(TextValue.timestamp(requireTime((String) value)))));
        }
        if (kind != Kind.TIMESTAMP && kind != Kind.TIMESTAMP_LTZ) {
            throw Problems.at(call.at(), "function \"date_format\" does not take %s as argument 1", time.kindOfValue())
                    .hint("it takes TIMESTAMP, TIMESTAMP_LTZ and VARCHAR");
        }
        boolean plain = format.constant()
                && format.value() instanceof String pattern
                && DIGITS_ONLY.matcher(pattern).matches();
        if (!plain) {
            call.compiler().inexact("DATE_FORMAT with letters");
        }
        if (format.constant() && format.value() instanceof String pattern) {
            DateTimeFormatter formatter = formatterOf(pattern, call);
            return Node.of1(VARCHAR, false, time, value -> formatted(formatter, pattern, value));
        }
        return Node.of2(
                VARCHAR,
                true,
                time,
                format,
                (value, pattern) ->
                        LegacyDates.attempt(() -> formatter((String) pattern).format(Times.local(value))));
    }

    private static String formatted(DateTimeFormatter formatter, String pattern, Object time) {
        try {
            return formatter.format(Times.local(time));
        } catch (DateTimeException notThere) {
            throw Problems.value("\"%s\" asks for what a timestamp does not have", pattern)
                    .causedBy(notThere);
        }
    }

    private static DateTimeFormatter formatterOf(String pattern, Library.Invocation call) {
        try {
            return formatter(pattern);
        } catch (IllegalArgumentException wrong) {
            throw Problems.at(
                            call.at(),
                            "\"%s\" is no pattern of a time: %s",
                            pattern,
                            String.valueOf(wrong.getMessage()))
                    .causedBy(wrong);
        }
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.US);
    }

    private static String requireTime(String text) {
        if (text.indexOf(' ') < 0) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static Node instant(Library.Invocation call) {
        Node value = call.argument(0);
        if (value.type().kind() == Kind.VARCHAR) {
            return instantOfText(call);
        }
        Node scale = call.count() > 1 ? call.argument(1) : Node.constant(DataType.INTEGER, 3);
        Object digits = scale.constant() ? scale.value() : null;
        int places = digits instanceof Integer known ? known : -1;
        if (places < 0 || places > 9 || !value.type().kind().isNumeric() || call.count() > 2) {
            throw Problems.at(call.at(), "function \"to_timestamp_ltz\" does not take %s", value.kindOfValue())
                    .hint("write TO_TIMESTAMP_LTZ(milliseconds, 3) or TO_TIMESTAMP_LTZ(text, format)");
        }
        DataType type = DataType.timestampLtz(Math.max(3, places));
        if (!value.type().kind().isInteger() || (places != 0 && places != 3)) {
            call.compiler().inexact("TO_TIMESTAMP_LTZ of " + value.type());
        }
        if (value.type().kind() == Kind.DECIMAL) {
            return Node.of1(
                    type, true, value, number -> at(BigDecimal.valueOf(((BigDecimal) number).longValue()), places));
        }
        return Node.of1(type, true, value, number -> at(new BigDecimal(number.toString()), places));
    }

    private static @Nullable Instant at(BigDecimal amount, int places) {
        BigDecimal seconds = amount.movePointLeft(places);
        long whole = seconds.setScale(0, RoundingMode.FLOOR).longValueExact();
        if (whole < FIRST_SECOND || whole > LAST_SECOND) {
            return null;
        }
        long nanos =
                seconds.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue();
        return Instant.ofEpochSecond(whole, nanos);
    }

    private static Node instantOfText(Library.Invocation call) {
        call.compiler().inexact("TO_TIMESTAMP_LTZ of a text");
        for (Node argument : call.arguments()) {
            if (argument.type().kind() != Kind.VARCHAR) {
                throw Problems.at(call.at(), "function \"to_timestamp_ltz\" does not take %s", argument.kindOfValue());
            }
        }
        return Node.ofMany(
                DataType.timestampLtz(3),
                true,
                call.arguments(),
                a -> LegacyDates.attempt(() -> {
                    LocalDateTime time =
                            a.length == 1 ? TextValue.timestamp(text(a, 0)) : LegacyDates.parse(text(a, 0), text(a, 1));
                    ZoneId zone = a.length > 2 ? ZoneId.of(text(a, 2)) : ZoneOffset.UTC;
                    return Casts.truncated(time.atZone(zone).toInstant(), 3);
                }));
    }
}
