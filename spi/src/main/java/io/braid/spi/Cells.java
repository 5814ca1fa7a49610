package io.braid.spi;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The text of a cell as clients read it, in result sets and live rows alike. Called for every cell of every row; pure.
 */
public final class Cells {
    private Cells() {}

    /**
     * Writes one value; null stays null.
     *
     * @param value of the type's class, see {@link DataType}
     * @param zone where instants are shown; nothing else depends on it
     */
    public static @Nullable String render(DataType type, @Nullable Object value, ZoneId zone) {
        if (value == null) {
            return null;
        }
        return switch (type.kind()) {
            case VARCHAR -> (String) value;
            // What Java writes (1.0E10, NaN, -Infinity) is what the clients' number readers take.
            case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, FLOAT, DOUBLE -> value.toString();
            case DECIMAL -> JsonText.plain((BigDecimal) value, ((DataType.Decimal) type).scale());
            case VARBINARY -> Base64.getEncoder().encodeToString((byte[]) value);
            case DATE, TIME, TIMESTAMP, TIMESTAMP_LTZ -> temporal(type, value, zone);
            case ARRAY, MAP, STRUCT -> JsonText.of(type, value);
        };
    }

    private static String temporal(DataType type, Object value, ZoneId zone) {
        StringBuilder out = new StringBuilder(34);
        if (value instanceof LocalDate date) {
            TemporalText.date(out, date);
            return out.toString();
        }
        int digits = ((DataType.Temporal) type).precision();
        if (value instanceof LocalTime time) {
            TemporalText.time(out, time, digits);
        } else if (value instanceof LocalDateTime timestamp) {
            TemporalText.timestamp(out, timestamp, ' ', digits);
        } else {
            TemporalText.instant(out, (Instant) value, zone, ' ', digits);
        }
        return out.toString();
    }
}
