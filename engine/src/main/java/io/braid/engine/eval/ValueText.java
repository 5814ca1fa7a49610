package io.braid.engine.eval;

import io.braid.spi.DataType;
import io.braid.spi.Field;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The text of a value, as {@code CAST(value AS VARCHAR)} gives it. */
final class ValueText {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private ValueText() {}

    static String of(DataType type, Object value) {
        return switch (type.kind()) {
            case VARCHAR -> (String) value;
            case BOOLEAN -> (Boolean) value ? "TRUE" : "FALSE";
            case TINYINT, SMALLINT, INTEGER, BIGINT, FLOAT, DOUBLE -> value.toString();
            case DECIMAL -> ((BigDecimal) value).toPlainString();
            case VARBINARY -> new String((byte[]) value, StandardCharsets.UTF_8);
            case DATE -> DATE.format((LocalDate) value);
            case TIME -> time((LocalTime) value, ((DataType.Temporal) type).precision());
            case TIMESTAMP -> timestamp((LocalDateTime) value, ((DataType.Temporal) type).precision());
            case TIMESTAMP_LTZ ->
                timestamp(
                        LocalDateTime.ofInstant((Instant) value, ZoneOffset.UTC),
                        ((DataType.Temporal) type).precision());
            case ARRAY -> array(((DataType.ArrayOf) type).element(), (List<?>) value);
            case MAP -> map((DataType.MapOf) type, (Map<?, ?>) value);
            case STRUCT -> struct(((DataType.StructOf) type).fields(), (List<?>) value);
        };
    }

    private static String timestamp(LocalDateTime value, int precision) {
        return DATE.format(value) + ' ' + time(value.toLocalTime(), precision);
    }

    private static String time(LocalTime value, int precision) {
        String seconds = SECONDS.format(value);
        if (precision == 0) {
            return seconds;
        }
        return seconds
                + '.'
                + String.format(Locale.ROOT, "%09d", value.get(ChronoField.NANO_OF_SECOND))
                        .substring(0, precision);
    }

    private static String part(DataType type, @Nullable Object value) {
        return value == null ? "NULL" : of(type, value);
    }

    private static String array(DataType element, List<?> values) {
        StringJoiner text = new StringJoiner(", ", "[", "]");
        for (Object value : values) {
            text.add(part(element, value));
        }
        return text.toString();
    }

    private static String map(DataType.MapOf type, Map<?, ?> values) {
        StringJoiner text = new StringJoiner(", ", "{", "}");
        values.forEach((key, value) -> text.add(part(type.key(), key) + "=" + part(type.value(), value)));
        return text.toString();
    }

    private static String struct(List<Field> fields, List<?> values) {
        StringJoiner text = new StringJoiner(", ", "(", ")");
        for (int i = 0; i < fields.size(); i++) {
            text.add(part(fields.get(i).type(), values.get(i)));
        }
        return text.toString();
    }
}
