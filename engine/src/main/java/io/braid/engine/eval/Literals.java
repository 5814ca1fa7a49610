package io.braid.engine.eval;

import io.braid.spi.DataType;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Literal;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.TimeUnit;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values written down. */
final class Literals {
    private static final Pattern YEARS_MONTHS = Pattern.compile("([+-]?)(\\d+)-(\\d+)");
    private static final Pattern DAY_TIME =
            Pattern.compile("([+-]?)(?:(\\d+)\\s+)?(\\d+)(?::(\\d+))?(?::(\\d+))?(?:\\.(\\d{1,9}))?");

    private Literals() {}

    static Node text(Literal.Text literal) {
        int length = literal.value().codePointCount(0, literal.value().length());
        return Node.constant(DataType.varchar(Math.max(1, length)), literal.value());
    }

    static Node binary(Literal.Binary literal) {
        byte[] bytes = HexFormat.of().parseHex(literal.hex());
        return Node.constant(DataType.varbinary(Math.max(1, bytes.length)), bytes);
    }

    static Node number(Literal.Number literal) {
        String text = literal.text();
        return switch (literal.kind()) {
            case DOUBLE -> Node.constant(DataType.DOUBLE, Double.valueOf(text));
            case INTEGER -> integer(new BigDecimal(text), literal.at());
            case DECIMAL ->
                text.endsWith(".")
                        ? integer(new BigDecimal(text.substring(0, text.length() - 1)), literal.at())
                        : decimal(text, literal.at());
        };
    }

    private static Node integer(BigDecimal value, Position at) {
        if (value.toBigInteger().bitLength() <= 31) {
            return Node.constant(DataType.INTEGER, value.intValue());
        }
        if (value.toBigInteger().bitLength() <= 63) {
            return Node.constant(DataType.BIGINT, value.longValue());
        }
        throw Problems.at(at, "number %s is out of the range of BIGINT", value.toPlainString())
                .hint("CAST('…' AS DECIMAL(38, 0)) holds more digits");
    }

    private static Node decimal(String text, Position at) {
        BigDecimal value = new BigDecimal(text);
        int digits = text.length() - 1;
        if (digits > 38) {
            throw Problems.at(at, "number %s has more than 38 digits", text);
        }
        return Node.constant(DataType.decimal(digits, value.scale()), value);
    }

    static Node temporal(Literal.Temporal literal) {
        String text = literal.text();
        int dot = text.indexOf('.');
        int precision = dot < 0 ? 0 : Math.min(9, text.length() - dot - 1);
        try {
            return switch (literal.kind()) {
                case DATE -> Node.constant(DataType.DATE, TextValue.date(text));
                case TIME -> Node.constant(DataType.time(precision), TextValue.time(text));
                case TIMESTAMP -> Node.constant(DataType.timestamp(precision), TextValue.timestamp(text));
            };
        } catch (DateTimeException wrong) {
            String example =
                    switch (literal.kind()) {
                        case DATE -> "2024-01-31";
                        case TIME -> "10:00:00";
                        case TIMESTAMP -> "2024-01-31 10:00:00";
                    };
            throw Problems.at(literal.at(), "%s '%s' is no %s", literal.kind(), text, literal.kind())
                    .hint("write " + literal.kind() + " '" + example + "'")
                    .causedBy(wrong);
        }
    }

    static Node interval(Literal.Interval literal) {
        String text = literal.text().strip();
        TimeUnit from = literal.from();
        if (from == TimeUnit.YEAR && literal.to() == TimeUnit.MONTH) {
            Matcher matcher = YEARS_MONTHS.matcher(text);
            if (matcher.matches()) {
                int months = Integer.parseInt(matcher.group(2)) * 12 + Integer.parseInt(matcher.group(3));
                return months("-".equals(matcher.group(1)) ? -months : months);
            }
        } else if (literal.to() == null) {
            return single(text, from, literal);
        } else {
            Matcher matcher = DAY_TIME.matcher(text);
            if (matcher.matches()) {
                return millis(dayTime(matcher, from));
            }
        }
        throw wrong(literal);
    }

    private static Node single(String text, TimeUnit unit, Literal.Interval literal) {
        BigDecimal amount;
        try {
            amount = new BigDecimal(text);
        } catch (NumberFormatException notANumber) {
            throw wrong(literal).causedBy(notANumber);
        }
        return switch (unit) {
            case YEAR -> months(amount.intValue() * 12);
            case QUARTER -> months(amount.intValue() * 3);
            case MONTH -> months(amount.intValue());
            case WEEK -> millis(amount.longValue() * 7 * 86_400_000L);
            case DAY -> millis(amount.longValue() * 86_400_000L);
            case HOUR -> millis(amount.longValue() * 3_600_000L);
            case MINUTE -> millis(amount.longValue() * 60_000L);
            case SECOND -> millis(amount.movePointRight(3).longValue());
            case MILLISECOND -> millis(amount.longValue());
            default -> throw wrong(literal);
        };
    }

    private static long dayTime(Matcher matcher, TimeUnit from) {
        long[] parts = new long[4];
        int first =
                switch (from) {
                    case DAY -> 0;
                    case HOUR -> 1;
                    default -> 2;
                };
        int at = first;
        for (int group = 2; group <= 5; group++) {
            String digits = matcher.group(group);
            if (digits != null && at < parts.length) {
                parts[at++] = Long.parseLong(digits);
            }
        }
        long millis = ((parts[0] * 24 + parts[1]) * 60 + parts[2]) * 60_000 + parts[3] * 1000;
        String fraction = matcher.group(6);
        if (fraction != null) {
            millis += Long.parseLong((fraction + "00").substring(0, 3));
        }
        return "-".equals(matcher.group(1)) ? -millis : millis;
    }

    private static StatementException wrong(Literal.Interval literal) {
        return Problems.at(literal.at(), "'%s' is no interval of %s", literal.text(), literal.from())
                .hint("write INTERVAL '1' DAY");
    }

    private static Node months(int months) {
        return Node.interval(Node.Shape.MONTHS, false, row -> months, true);
    }

    private static Node millis(long millis) {
        return Node.interval(Node.Shape.MILLIS, false, row -> millis, true);
    }
}
