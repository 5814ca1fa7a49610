package io.braid.engine.eval;

import io.braid.spi.DataType;
import io.braid.spi.DataType.Kind;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The value of a text, as {@code CAST(text AS type)} gives it. */
final class TextValue {
    private static final Pattern WHOLE = Pattern.compile("([+-]?\\d*)(?:\\.\\d*)?");
    private static final Pattern DATE = Pattern.compile("(\\d{1,4})(?:-(\\d{1,2})(?:-(\\d{1,2}))?)?");
    private static final Pattern TIME = Pattern.compile("(\\d{1,2})(?::(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d{1,9}))?)?)?");

    private TextValue() {}

    /** Throws a {@link RuntimeException} for a text that says nothing of the type. */
    static @Nullable Object parse(DataType type, String raw) {
        String text = keepsBlanks(type.kind()) ? raw : raw.strip();
        return switch (type.kind()) {
            case VARCHAR -> Casts.shortened(text, ((DataType.Sized) type).length());
            case VARBINARY -> Casts.shortened(text.getBytes(StandardCharsets.UTF_8), ((DataType.Sized) type).length());
            case BOOLEAN -> truth(text);
            case TINYINT -> within(text, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SMALLINT -> within(text, Short.MIN_VALUE, Short.MAX_VALUE);
            case INTEGER -> within(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BIGINT -> whole(text);
            case FLOAT -> Float.parseFloat(text);
            case DOUBLE -> Double.parseDouble(text);
            case DECIMAL -> decimal(text, (DataType.Decimal) type);
            case DATE -> date(text.length() > 10 ? text.substring(0, datePart(text)) : text);
            case TIME -> Casts.truncated(time(text), ((DataType.Temporal) type).precision());
            case TIMESTAMP -> Casts.truncated(timestamp(text), ((DataType.Temporal) type).precision());
            case TIMESTAMP_LTZ -> {
                Instant instant = timestamp(text).toInstant(ZoneOffset.UTC);
                yield Casts.truncated(instant, ((DataType.Temporal) type).precision());
            }
            default -> throw new IllegalArgumentException(raw);
        };
    }

    private static boolean keepsBlanks(Kind kind) {
        return kind == Kind.VARCHAR || kind == Kind.VARBINARY || kind == Kind.BOOLEAN;
    }

    private static BigDecimal decimal(String text, DataType.Decimal type) {
        BigDecimal value = Arithmetic.fit(new BigDecimal(text), type);
        if (value == null) {
            throw new NumberFormatException(text);
        }
        return value;
    }

    private static boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "t", "true", "y", "yes", "1" -> true;
            case "f", "false", "n", "no", "0" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static int within(String text, int least, int most) {
        long value = whole(text);
        if (value < least || value > most) {
            throw new NumberFormatException(text);
        }
        return (int) value;
    }

    private static long whole(String text) {
        Matcher matcher = WHOLE.matcher(text);
        if (!matcher.matches()) {
            throw new NumberFormatException(text);
        }
        String digits = matcher.group(1);
        return digits.isEmpty() && text.length() > 1 ? 0 : Long.parseLong(digits);
    }

    private static int datePart(String text) {
        int space = text.indexOf(' ');
        return space < 0 ? text.length() : space;
    }

    static LocalDate date(String text) {
        Matcher matcher = DATE.matcher(text);
        if (!matcher.matches()) {
            throw new DateTimeException(text);
        }
        return LocalDate.of(number(matcher.group(1), 1), number(matcher.group(2), 1), number(matcher.group(3), 1));
    }

    static LocalTime time(String text) {
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            throw new DateTimeException(text);
        }
        return LocalTime.of(
                number(matcher.group(1), 0),
                number(matcher.group(2), 0),
                number(matcher.group(3), 0),
                nanos(matcher.group(4)));
    }

    static LocalDateTime timestamp(String text) {
        int space = text.indexOf(' ');
        if (text.chars().filter(c -> c == '-').count() != 2) {
            // A year alone is a date, but Flink takes it for no point in time.
            throw new DateTimeException(text);
        }
        if (space < 0) {
            return date(text).atStartOfDay();
        }
        String time = text.substring(space + 1);
        if (time.chars().filter(c -> c == ':').count() != 2) {
            throw new DateTimeException(text);
        }
        return date(text.substring(0, space)).atTime(time(time));
    }

    private static int number(@Nullable String digits, int absent) {
        return digits == null ? absent : Integer.parseInt(digits);
    }

    private static int nanos(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt((digits + "00000000").substring(0, 9));
    }
}
