package io.braid.formats;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.braid.spi.DataType;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One reader for each type. Any exception of a reader means that the value is not of its type. */
final class JsonValues {
    private static final int[] UNITS = {
        1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1
    };

    private final TimestampFormat timestamps;

    JsonValues(TimestampFormat timestamps) {
        this.timestamps = timestamps;
    }

    /** Reads the value that the parser stands at, which is not null, to its last token. */
    @FunctionalInterface
    interface Reader {
        @Nullable
        Object read(JsonParser parser) throws IOException;
    }

    Reader reader(DataType type) {
        return switch (type.kind()) {
            case BOOLEAN -> JsonValues::bool;
            case TINYINT -> parser -> inRange(small(parser), Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SMALLINT -> parser -> inRange(small(parser), Short.MIN_VALUE, Short.MAX_VALUE);
            case INTEGER -> parser -> isNumber(parser) ? parser.getIntValue() : Integer.parseInt(trimmed(parser));
            case BIGINT -> parser -> isNumber(parser) ? parser.getLongValue() : Long.parseLong(trimmed(parser));
            case FLOAT -> parser -> isFraction(parser) ? parser.getFloatValue() : Float.parseFloat(trimmed(parser));
            case DOUBLE -> parser -> isFraction(parser) ? parser.getDoubleValue() : Double.parseDouble(trimmed(parser));
            case DECIMAL -> decimal((DataType.Decimal) type);
            case VARCHAR -> JsonValues::text;
            case VARBINARY -> JsonValues::binary;
            case DATE -> parser -> LocalDate.from(DateTimeFormatter.ISO_LOCAL_DATE.parse(parser.getText()));
            case TIME -> time((DataType.Temporal) type);
            case TIMESTAMP -> {
                int unit = UNITS[((DataType.Temporal) type).precision()];
                yield parser -> {
                    LocalDateTime local = timestamps.parseLocal(parser.getText());
                    return cut(local, unit);
                };
            }
            case TIMESTAMP_LTZ -> {
                int unit = UNITS[((DataType.Temporal) type).precision()];
                yield parser -> {
                    LocalDateTime local = timestamps.parseZoned(parser.getText());
                    return cut(local, unit).toInstant(ZoneOffset.UTC);
                };
            }
            case ARRAY -> array((DataType.ArrayOf) type);
            case MAP -> map((DataType.MapOf) type);
            case STRUCT -> struct((DataType.StructOf) type);
        };
    }

    /** What to say about a value of another kind; never the value, which is the user's. */
    static String mismatch(DataType type, @Nullable JsonToken token) {
        String found = token == null
                ? "nothing"
                : switch (token) {
                    case VALUE_STRING -> "a string of another form";
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number that does not fit";
                    case VALUE_TRUE, VALUE_FALSE -> "a boolean";
                    case START_ARRAY -> "an array";
                    case START_OBJECT -> "an object";
                    default -> "something else";
                };
        return "expected " + type + ", found " + found;
    }

    /** Anything but a true boolean is judged by its text, and every text but {@code true} is false: Flink's rule. */
    private static Boolean bool(JsonParser parser) throws IOException {
        return switch (scalar(parser)) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> Boolean.parseBoolean(trimmed(parser));
        };
    }

    private static int small(JsonParser parser) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                ? parser.getIntValue()
                : Integer.parseInt(trimmed(parser));
    }

    private static Integer inRange(int number, int least, int greatest) {
        if (number < least || number > greatest) {
            throw new NumberFormatException("out of range");
        }
        return number;
    }

    private static Reader decimal(DataType.Decimal type) {
        return parser -> {
            BigDecimal number = isNumber(parser) ? parser.getDecimalValue() : new BigDecimal(trimmed(parser));
            BigDecimal rounded = number.setScale(type.scale(), RoundingMode.HALF_UP);
            return rounded.precision() > type.precision() ? null : rounded;
        };
    }

    private static String text(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        return token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY
                ? parser.readValueAsTree().toString()
                : parser.getText();
    }

    private static byte[] binary(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw new IllegalArgumentException("no string");
        }
        return Base64Variants.MIME_NO_LINEFEEDS.decode(parser.getText());
    }

    /** The runtime of a job keeps milliseconds, whatever the precision says. */
    private static Reader time(DataType.Temporal type) {
        int unit = UNITS[Math.min(type.precision(), 3)];
        return parser -> {
            LocalTime time = LocalTime.from(TimestampFormat.TIME.parse(parser.getText()));
            return cut(time, unit);
        };
    }

    private static LocalDateTime cut(LocalDateTime timestamp, int unit) {
        return unit == 1 ? timestamp : timestamp.with(cut(timestamp.toLocalTime(), unit));
    }

    private static LocalTime cut(LocalTime time, int unit) {
        return LocalTime.ofNanoOfDay(time.toNanoOfDay() / unit * unit);
    }

    private Reader array(DataType.ArrayOf type) {
        Reader element = reader(type.element());
        return parser -> {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                throw BadRecordException.of(mismatch(type, parser.currentToken()));
            }
            List<@Nullable Object> values = new ArrayList<>();
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                String place = "[" + values.size() + "]";
                values.add(token == JsonToken.VALUE_NULL ? null : inner(parser, element, type.element(), place));
            }
            return Collections.unmodifiableList(values);
        };
    }

    private Reader map(DataType.MapOf type) {
        if (type.key().kind() != DataType.Kind.VARCHAR) {
            throw StatementException.of(
                            ErrorCode.FEATURE_NOT_SUPPORTED,
                            "keys of type \"%s\" in a MAP cannot be read from JSON",
                            type.key())
                    .hint("use VARCHAR");
        }
        Reader value = reader(type.value());
        return parser -> {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw BadRecordException.of(mismatch(type, parser.currentToken()));
            }
            Map<String, @Nullable Object> entries = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                JsonToken token = parser.nextToken();
                entries.put(key, token == JsonToken.VALUE_NULL ? null : inner(parser, value, type.value(), key));
            }
            return Collections.unmodifiableMap(entries);
        };
    }

    private Reader struct(DataType.StructOf type) {
        JsonFields fields = JsonFields.of(type, this);
        return parser -> {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw BadRecordException.of(mismatch(type, parser.currentToken()));
            }
            return Collections.unmodifiableList(Arrays.asList(fields.read(parser)));
        };
    }

    private static @Nullable Object inner(JsonParser parser, Reader reader, DataType type, String place)
            throws IOException {
        JsonToken token = parser.currentToken();
        try {
            return reader.read(parser);
        } catch (BadRecordException e) {
            throw e.within(place);
        } catch (JsonParseException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw BadRecordException.inField(place, mismatch(type, token), e);
        }
    }

    private static boolean isNumber(JsonParser parser) {
        return parser.currentToken() == JsonToken.VALUE_NUMBER_INT || isFraction(parser);
    }

    private static boolean isFraction(JsonParser parser) {
        return parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT;
    }

    private static JsonToken scalar(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (!token.isScalarValue()) {
            throw new IllegalArgumentException("no scalar");
        }
        return token;
    }

    private static String trimmed(JsonParser parser) throws IOException {
        return parser.getText().trim();
    }
}
