package io.braid.engine.service;

import io.braid.engine.Binding;
import io.braid.engine.analysis.Types;
import io.braid.spi.DataType;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.parse.ParsingException;
import io.braid.sql.parse.Placeholders;
import io.braid.sql.parse.SqlParser;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Puts values where a text has question marks, as literals. A query goes on long after its request, so its text has to
 * hold its values; a value is checked and quoted, and cannot become anything but a value.
 */
final class Bindings {
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT);
    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral(' ')
            .append(TIME)
            .toFormatter(Locale.ROOT);
    private static final DateTimeFormatter INSTANT = new DateTimeFormatterBuilder()
            .append(TIMESTAMP)
            .appendOffset("+HHMM", "Z")
            .toFormatter(Locale.ROOT);

    private Bindings() {}

    /**
     * @throws StatementException 3D021 when there are more or fewer placeholders than values, 3D008 for a value that is
     *     not of its type, 0A000 for a type whose values cannot be bound
     */
    static String bound(String text, List<Binding> bindings) {
        List<Integer> places = Placeholders.in(text);
        if (places.size() != bindings.size()) {
            throw StatementException.of(
                    ErrorCode.MISSING_PARAMETER,
                    "the statement has %d placeholders, %d bindings were sent",
                    places.size(),
                    bindings.size());
        }
        StringBuilder bound = new StringBuilder();
        int copied = 0;
        for (int i = 0; i < bindings.size(); i++) {
            bound.append(text, copied, places.get(i)).append(literal(i + 1, bindings.get(i)));
            copied = places.get(i) + 1;
        }
        return bound.append(text, copied, text.length()).toString();
    }

    private static String literal(int number, Binding binding) {
        DataType type;
        try {
            type = Types.of(new SqlParser().parseType(binding.type()));
        } catch (ParsingException e) {
            throw StatementException.of(
                    ErrorCode.INVALID_PARAMETER, "binding %d: there is no type \"%s\"", number, binding.type());
        }
        String value = binding.value();
        if (value == null) {
            return "CAST(NULL AS " + type + ")";
        }
        try {
            return literal(number, type, value);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw StatementException.of(
                    ErrorCode.INVALID_PARAMETER, "binding %d: \"%s\" is no value of type %s", number, value, type);
        }
    }

    private static String literal(int number, DataType type, String value) {
        return switch (type.kind()) {
            case VARCHAR -> quoted(value);
            case BOOLEAN -> truth(value);
            // plain, because LIMIT and properties take nothing else; one that is too large for INTEGER is a BIGINT
            case INTEGER -> whole(value, 31);
            case BIGINT -> whole(value, 63);
            case TINYINT -> cast(whole(value, 7), type);
            case SMALLINT -> cast(whole(value, 15), type);
            case DECIMAL -> cast(new BigDecimal(value).toPlainString(), type);
            case FLOAT, DOUBLE -> cast(finite(value), type);
            case DATE -> "DATE " + quoted(LocalDate.parse(value).toString());
            case TIME -> "TIME " + quoted(TIME.format(LocalTime.parse(value, TIME)));
            case TIMESTAMP -> "TIMESTAMP " + quoted(TIMESTAMP.format(LocalDateTime.parse(value, TIMESTAMP)));
            case TIMESTAMP_LTZ -> cast("TIMESTAMP " + quoted(TIMESTAMP.format(utc(value))), type);
            case VARBINARY ->
                "X'" + HexFormat.of().formatHex(Base64.getDecoder().decode(value)) + "'";
            case ARRAY, MAP, STRUCT ->
                throw StatementException.of(
                        ErrorCode.FEATURE_NOT_SUPPORTED, "binding %d: values of type %s cannot be bound", number, type);
        };
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    private static String cast(String literal, DataType type) {
        return "CAST(" + literal + " AS " + type + ")";
    }

    private static String truth(String value) {
        if (value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")) {
            return value.toUpperCase(Locale.ROOT);
        }
        throw new IllegalArgumentException(value);
    }

    /** With a space before a minus sign, so that it cannot make a comment of the one that may stand there. */
    private static String whole(String value, int bits) {
        BigInteger number = new BigInteger(value);
        if (number.bitLength() > bits) {
            throw new IllegalArgumentException(value);
        }
        return number.signum() < 0 ? " " + number : number.toString();
    }

    private static String finite(String value) {
        double number = Double.parseDouble(value);
        if (Double.isInfinite(number) || Double.isNaN(number)) {
            throw new IllegalArgumentException(value);
        }
        return quoted(value.strip());
    }

    private static LocalDateTime utc(String value) {
        return OffsetDateTime.parse(value, INSTANT)
                .withOffsetSameInstant(ZoneOffset.UTC)
                .toLocalDateTime();
    }
}
