package io.braid.formats;

import io.braid.spi.DataType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;

/** Dates and times, which Avro counts in units since 1970 or midnight. */
final class AvroTimes {
    private static final long SECONDS_OF_YEAR_0 = LocalDate.of(0, 1, 1).toEpochDay() * 86_400;
    private static final long SECONDS_OF_YEAR_10000 = LocalDate.of(10_000, 1, 1).toEpochDay() * 86_400;
    private static final long NANOS = 1_000_000_000L;

    /** Units of a second; both kinds of timestamp count from the same moment, one of them in no zone. */
    private static final Map<String, Long> PER_SECOND = Map.of(
            "timestamp-millis", 1_000L,
            "timestamp-micros", 1_000_000L,
            "timestamp-nanos", NANOS,
            "local-timestamp-millis", 1_000L,
            "local-timestamp-micros", 1_000_000L,
            "local-timestamp-nanos", NANOS,
            "time-millis", 1_000L,
            "time-micros", 1_000_000L);

    private AvroTimes() {}

    static String logicalType(Schema schema) {
        LogicalType type = schema.getLogicalType();
        return type == null ? "" : type.getName();
    }

    static boolean isTimestamp(Schema schema) {
        String name = logicalType(schema);
        return name.startsWith("timestamp-") || name.startsWith("local-timestamp-");
    }

    static boolean isTime(Schema schema) {
        return logicalType(schema).startsWith("time-");
    }

    /** Units of a second that a time or timestamp is counted in. */
    static long unitsPerSecond(Schema schema) {
        return Objects.requireNonNull(PER_SECOND.get(logicalType(schema)), "no time");
    }

    /** How many digits of a second a timestamp has. */
    static int precision(Schema schema) {
        return unitsPerSecond(schema) == 1_000L ? 3 : unitsPerSecond(schema) == NANOS ? 9 : 6;
    }

    static LocalDate date(int days) {
        if (!isInRange(days * 86_400L)) {
            throw new ArithmeticException("out of range");
        }
        return LocalDate.ofEpochDay(days);
    }

    /** Milliseconds are what the runtime of a job keeps, whatever the type's precision says. */
    static LocalTime time(long units, long perSecond, int precision) {
        if (units < 0 || units >= 86_400 * perSecond) {
            throw new ArithmeticException("out of range");
        }
        long nanos = units * (NANOS / perSecond);
        return LocalTime.ofNanoOfDay(nanos - nanos % unit(Math.min(precision, 3)));
    }

    static LocalDateTime timestamp(long units, long perSecond, int precision) {
        long seconds = Math.floorDiv(units, perSecond);
        if (!isInRange(seconds)) {
            throw new ArithmeticException("out of range");
        }
        long nanos = Math.floorMod(units, perSecond) * (NANOS / perSecond);
        return LocalDateTime.ofEpochSecond(seconds, cut((int) nanos, precision), ZoneOffset.UTC);
    }

    static long units(LocalTime time) {
        return TimeUnit.NANOSECONDS.toMillis(time.toNanoOfDay());
    }

    static long units(Object timestamp, DataType type, long perSecond) {
        Instant instant = type.kind() == DataType.Kind.TIMESTAMP_LTZ
                ? (Instant) timestamp
                : ((LocalDateTime) timestamp).toInstant(ZoneOffset.UTC);
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), perSecond), instant.getNano() / (NANOS / perSecond));
    }

    /** Whether that many seconds since 1970 are in the years from 0 to 9999, which are those of the language. */
    static boolean isInRange(long seconds) {
        return seconds >= SECONDS_OF_YEAR_0 && seconds < SECONDS_OF_YEAR_10000;
    }

    /** Nanoseconds of a second, down to as many digits. */
    static int cut(int nanos, int precision) {
        return (int) (nanos - nanos % unit(precision));
    }

    /** Nanoseconds of the last digit. */
    private static long unit(int precision) {
        long unit = NANOS;
        for (int i = 0; i < precision; i++) {
            unit /= 10;
        }
        return unit;
    }
}
