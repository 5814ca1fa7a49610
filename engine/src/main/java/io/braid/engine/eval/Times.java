package io.braid.engine.eval;

import io.braid.spi.DataType;
import io.braid.spi.DataType.Kind;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.TimeUnit;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;

/** Parts of points in time. The zone is UTC everywhere. */
final class Times {
    private Times() {}

    static Node extract(TimeUnit unit, Node value, Position at) {
        if (value.isUntypedNull()) {
            return Node.constant(DataType.BIGINT, null);
        }
        Kind kind = value.type().kind();
        boolean timeUnit = unit.compareTo(TimeUnit.HOUR) <= 0;
        if (!TimeArithmetic.isTime(value.type()) || (kind == Kind.TIME && !timeUnit)) {
            throw Problems.at(at, "%s cannot be taken from %s", unit, value.kindOfValue())
                    .hint("it takes a DATE, TIME, TIMESTAMP or TIMESTAMP_LTZ");
        }
        return Node.of1(DataType.BIGINT, false, value, input -> part(unit, local(input)));
    }

    /** Any time as a local one: dates at midnight, times on the first day. */
    static LocalDateTime local(Object value) {
        if (value instanceof LocalDateTime timestamp) {
            return timestamp;
        }
        if (value instanceof Instant instant) {
            return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        }
        return value instanceof LocalDate date ? date.atStartOfDay() : ((LocalTime) value).atDate(LocalDate.EPOCH);
    }

    /** A local time as the class of a type. */
    static Object as(DataType type, LocalDateTime value) {
        return switch (type.kind()) {
            case DATE -> value.toLocalDate();
            case TIME -> value.toLocalTime();
            case TIMESTAMP_LTZ -> value.toInstant(ZoneOffset.UTC);
            default -> value;
        };
    }

    private static long part(TimeUnit unit, LocalDateTime time) {
        return switch (unit) {
            case NANOSECOND -> time.getNano();
            case MICROSECOND -> time.getNano() / 1000;
            case MILLISECOND -> time.getNano() / 1_000_000;
            case SECOND -> time.getSecond();
            case MINUTE -> time.getMinute();
            case HOUR -> time.getHour();
            case DAY -> time.getDayOfMonth();
            case WEEK -> time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            case MONTH -> time.getMonthValue();
            case QUARTER -> time.get(IsoFields.QUARTER_OF_YEAR);
            case YEAR -> time.getYear();
            case DECADE -> Math.floorDiv(time.getYear(), 10);
            case CENTURY -> Math.floorDiv(time.getYear() + 99, 100);
            case MILLENNIUM -> Math.floorDiv(time.getYear() + 999, 1000);
            case EPOCH -> time.toEpochSecond(ZoneOffset.UTC);
            case DOW -> time.getDayOfWeek().getValue() % 7 + 1;
            case ISODOW -> time.getDayOfWeek().getValue();
            case DOY -> time.getDayOfYear();
            case ISOYEAR -> time.get(IsoFields.WEEK_BASED_YEAR);
        };
    }

    static Node round(boolean up, Node value, TimeUnit unit, Position at) {
        if (value.isUntypedNull()) {
            return value;
        }
        DataType type = value.type();
        if (!TimeArithmetic.isTime(type)) {
            throw Problems.at(at, "%s cannot be rounded to %s", value.kindOfValue(), unit);
        }
        return Node.of1(type, false, value, input -> {
            LocalDateTime time = local(input);
            LocalDateTime floor = floor(unit, time, at);
            return as(type, up && !floor.equals(time) ? next(unit, floor) : floor);
        });
    }

    private static LocalDateTime floor(TimeUnit unit, LocalDateTime time, Position at) {
        LocalDate date = time.toLocalDate();
        return switch (unit) {
            case MILLISECOND -> time.truncatedTo(ChronoUnit.MILLIS);
            case SECOND -> time.truncatedTo(ChronoUnit.SECONDS);
            case MINUTE -> time.truncatedTo(ChronoUnit.MINUTES);
            case HOUR -> time.truncatedTo(ChronoUnit.HOURS);
            case DAY -> date.atStartOfDay();
            case WEEK ->
                date.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY)).atStartOfDay();
            case MONTH -> date.withDayOfMonth(1).atStartOfDay();
            case QUARTER -> date.with(IsoFields.DAY_OF_QUARTER, 1).atStartOfDay();
            case YEAR -> date.withDayOfYear(1).atStartOfDay();
            case DECADE ->
                LocalDate.of(Math.floorDiv(date.getYear(), 10) * 10, 1, 1).atStartOfDay();
            default -> throw Problems.at(at, "times cannot be rounded to %s", unit);
        };
    }

    private static LocalDateTime next(TimeUnit unit, LocalDateTime floor) {
        return switch (unit) {
            case MILLISECOND -> floor.plus(1, ChronoUnit.MILLIS);
            case SECOND -> floor.plusSeconds(1);
            case MINUTE -> floor.plusMinutes(1);
            case HOUR -> floor.plusHours(1);
            case DAY -> floor.plusDays(1);
            case WEEK -> floor.plusWeeks(1);
            case MONTH -> floor.plusMonths(1);
            case QUARTER -> floor.plusMonths(3);
            case YEAR -> floor.plusYears(1);
            default -> floor.plusYears(10);
        };
    }

    /** Whole units between two times; months count by the calendar. */
    static int between(TimeUnit unit, LocalDateTime from, LocalDateTime to) {
        long units =
                switch (unit) {
                    case YEAR -> ChronoUnit.YEARS.between(from, to);
                    case QUARTER -> ChronoUnit.MONTHS.between(from, to) / 3;
                    case MONTH -> ChronoUnit.MONTHS.between(from, to);
                    default -> (millis(to) - millis(from)) / length(unit);
                };
        return (int) units;
    }

    private static long millis(LocalDateTime time) {
        return time.toEpochSecond(ZoneOffset.UTC) * 1000 + time.get(ChronoField.MILLI_OF_SECOND);
    }

    /** Milliseconds in a unit of fixed length; 0 for the others. */
    static long length(TimeUnit unit) {
        return switch (unit) {
            case WEEK -> 604_800_000L;
            case DAY -> 86_400_000L;
            case HOUR -> 3_600_000L;
            case MINUTE -> 60_000L;
            case SECOND -> 1000L;
            case MILLISECOND -> 1L;
            default -> 0L;
        };
    }

    /** Months in a unit of the calendar; 0 for the others. */
    static int months(TimeUnit unit) {
        return switch (unit) {
            case YEAR -> 12;
            case QUARTER -> 3;
            case MONTH -> 1;
            default -> 0;
        };
    }
}
