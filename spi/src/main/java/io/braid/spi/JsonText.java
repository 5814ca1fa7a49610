package io.braid.spi;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as JSON, by the rules of the JSON format: decimals as plain numbers, binaries as base64, dates and
 * times as text with as many digits of a second as they have, instants in UTC.
 */
public final class JsonText {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private JsonText() {}

    /** How a timestamp is written. */
    public enum Timestamps {
        /** {@code 2011-12-03 10:15:30.5} and {@code 2011-12-03 10:15:30.5Z}. */
        SQL(' '),
        /** {@code 2011-12-03T10:15:30.5} and {@code 2011-12-03T10:15:30.5Z}. */
        ISO8601('T');

        private final char separator;

        Timestamps(char separator) {
            this.separator = separator;
        }
    }

    public static String of(DataType type, @Nullable Object value) {
        StringBuilder out = new StringBuilder();
        append(out, type, value, Timestamps.SQL);
        return out.toString();
    }

    /** Writes a row as an object, its columns in order, nulls too. */
    public static void appendRow(StringBuilder out, RowType columns, @Nullable Object[] values, Timestamps timestamps) {
        out.append('{');
        for (int i = 0; i < values.length; i++) {
            Column column = columns.column(i);
            appendName(out, i, column.name());
            append(out, column.type(), values[i], timestamps);
        }
        out.append('}');
    }

    public static void append(StringBuilder out, DataType type, @Nullable Object value, Timestamps timestamps) {
        if (value == null) {
            out.append("null");
            return;
        }
        switch (type.kind()) {
            case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT -> out.append(value);
            case FLOAT -> appendFloating(out, value.toString(), Float.isFinite((Float) value));
            case DOUBLE -> appendFloating(out, value.toString(), Double.isFinite((Double) value));
            case DECIMAL -> out.append(plain((BigDecimal) value, ((DataType.Decimal) type).scale()));
            case VARCHAR -> appendString(out, (String) value);
            case VARBINARY ->
                out.append('"')
                        .append(Base64.getEncoder().encodeToString((byte[]) value))
                        .append('"');
            case DATE, TIME, TIMESTAMP, TIMESTAMP_LTZ -> {
                out.append('"');
                appendTemporal(out, value, timestamps);
                out.append('"');
            }
            case ARRAY -> appendArray(out, ((DataType.ArrayOf) type).element(), (List<?>) value, timestamps);
            case MAP -> appendMap(out, (DataType.MapOf) type, (Map<?, ?>) value, timestamps);
            case STRUCT -> appendStruct(out, (DataType.StructOf) type, (List<?>) value, timestamps);
        }
    }

    /** Writes text in quotes. What has no UTF-8 form (half of a surrogate pair) is escaped, so that nothing is lost. */
    public static void appendString(StringBuilder out, String text) {
        out.append('"');
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c != '"' && c != '\\' && !Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                continue;
            }
            out.append(text, from, i);
            from = i + 1;
            appendEscape(out, c);
        }
        out.append(text, from, text.length()).append('"');
    }

    static String plain(BigDecimal value, int scale) {
        return (value.scale() == scale ? value : value.setScale(scale, RoundingMode.HALF_UP)).toPlainString();
    }

    private static void appendEscape(StringBuilder out, char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            default ->
                out.append("\\u")
                        .append(HEX[c >> 12])
                        .append(HEX[c >> 8 & 15])
                        .append(HEX[c >> 4 & 15])
                        .append(HEX[c & 15]);
        }
    }

    /** JSON has no word for NaN and the infinities; a string is what readers of the format take for them. */
    private static void appendFloating(StringBuilder out, String text, boolean finite) {
        if (finite) {
            out.append(text);
        } else {
            out.append('"').append(text).append('"');
        }
    }

    private static void appendTemporal(StringBuilder out, Object value, Timestamps timestamps) {
        if (value instanceof LocalDate date) {
            TemporalText.date(out, date);
        } else if (value instanceof LocalTime time) {
            TemporalText.time(out, time, TemporalText.AS_NEEDED);
        } else if (value instanceof LocalDateTime timestamp) {
            TemporalText.timestamp(out, timestamp, timestamps.separator, TemporalText.AS_NEEDED);
        } else {
            TemporalText.instant(out, (Instant) value, ZoneOffset.UTC, timestamps.separator, TemporalText.AS_NEEDED);
        }
    }

    private static void appendArray(StringBuilder out, DataType element, List<?> values, Timestamps timestamps) {
        out.append('[');
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            append(out, element, values.get(i), timestamps);
        }
        out.append(']');
    }

    private static void appendMap(StringBuilder out, DataType.MapOf type, Map<?, ?> values, Timestamps timestamps) {
        out.append('{');
        int i = 0;
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            String key = Cells.render(type.key(), entry.getKey(), ZoneOffset.UTC);
            appendName(out, i++, key == null ? "null" : key);
            append(out, type.value(), entry.getValue(), timestamps);
        }
        out.append('}');
    }

    private static void appendStruct(StringBuilder out, DataType.StructOf type, List<?> values, Timestamps timestamps) {
        out.append('{');
        for (int i = 0; i < values.size(); i++) {
            Field field = type.fields().get(i);
            appendName(out, i, field.name());
            append(out, field.type(), values.get(i), timestamps);
        }
        out.append('}');
    }

    private static void appendName(StringBuilder out, int index, String name) {
        if (index > 0) {
            out.append(',');
        }
        appendString(out, name);
        out.append(':');
    }
}
