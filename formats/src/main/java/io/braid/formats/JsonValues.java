package io.braid.formats;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.braid.spi.DataType;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import java.io.IOException;
import java.io.StringWriter;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
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
            case TINYINT -> parser -> JsonNumbers.integer(parser, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SMALLINT -> parser -> JsonNumbers.integer(parser, Short.MIN_VALUE, Short.MAX_VALUE);
            case INTEGER -> parser -> JsonNumbers.integer(parser, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BIGINT -> JsonNumbers::integer;
            case FLOAT -> JsonNumbers::real32;
            case DOUBLE -> JsonNumbers::real64;
            case DECIMAL -> {
                DataType.Decimal decimal = (DataType.Decimal) type;
                yield parser -> JsonNumbers.decimal(parser, decimal.precision(), decimal.scale());
            }
            case VARCHAR -> JsonValues::text;
            case VARBINARY -> parser -> Base64Variants.MIME_NO_LINEFEEDS.decode(string(parser));
            case DATE -> parser -> TimestampFormat.parseDate(string(parser));
            case TIME -> {
                // The runtime of a job keeps milliseconds, whatever the precision says.
                int unit = UNITS[Math.min(((DataType.Temporal) type).precision(), 3)];
                yield parser -> cut(TimestampFormat.parseTime(string(parser)), unit);
            }
            case TIMESTAMP -> {
                int unit = UNITS[((DataType.Temporal) type).precision()];
                yield parser -> cut(timestamps.parseLocal(string(parser)), unit);
            }
            case TIMESTAMP_LTZ -> {
                int unit = UNITS[((DataType.Temporal) type).precision()];
                yield parser -> cut(timestamps.parseZoned(string(parser)), unit).toInstant(ZoneOffset.UTC);
            }
            case ARRAY -> array((DataType.ArrayOf) type);
            case MAP -> map((DataType.MapOf) type);
            case STRUCT -> struct((DataType.StructOf) type);
        };
    }

    private static boolean takesText(DataType type) {
        return switch (type.kind()) {
            case FLOAT, DOUBLE, VARCHAR, VARBINARY, DATE, TIME, TIMESTAMP, TIMESTAMP_LTZ -> true;
            default -> false;
        };
    }

    /** What to say about a value of another kind; never the value, which is the user's. */
    static String mismatch(DataType type, @Nullable JsonToken token) {
        String found = token == null
                ? "nothing"
                : switch (token) {
                    case VALUE_STRING -> takesText(type) ? "a string of another form" : "a string";
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                        type.kind().isNumeric() ? "a number that does not fit" : "a number";
                    case VALUE_TRUE, VALUE_FALSE -> "a boolean";
                    case START_ARRAY -> "an array";
                    case START_OBJECT -> "an object";
                    default -> "something else";
                };
        return "expected " + type + ", found " + found;
    }

    private static Boolean bool(JsonParser parser) {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw new IllegalArgumentException("no boolean");
        };
    }

    /** A VARCHAR takes everything: of what is no string, the JSON, without blanks and with every digit of its numbers. */
    private static String text(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.START_OBJECT && token != JsonToken.START_ARRAY) {
            return parser.getText();
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator copy = parser.getCodec().getFactory().createGenerator(text)) {
            int depth = 0;
            do {
                if (token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT) {
                    copy.writeNumber(parser.getText());
                } else {
                    copy.copyCurrentEvent(parser);
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                token = depth == 0 ? token : parser.nextToken();
            } while (depth > 0);
        }
        return text.toString();
    }

    private static String string(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw new IllegalArgumentException("no string");
        }
        return parser.getText();
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
}
