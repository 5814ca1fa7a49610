package io.braid.sql.tree;

import java.util.Locale;
import java.util.Optional;

/** A unit of time in a duration, an interval, or a function such as EXTRACT. */
public enum TimeUnit {
    NANOSECOND,
    MICROSECOND,
    MILLISECOND,
    SECOND,
    MINUTE,
    HOUR,
    DAY,
    WEEK,
    MONTH,
    QUARTER,
    YEAR,
    DECADE,
    CENTURY,
    MILLENNIUM,
    EPOCH,
    DOW,
    ISODOW,
    DOY,
    ISOYEAR;

    /** Finds a unit by its name, singular or plural, in any case. */
    public static Optional<TimeUnit> find(String word) {
        String wanted = word.toUpperCase(Locale.ROOT);
        for (TimeUnit unit : values()) {
            if (wanted.equals(unit.name()) || wanted.equals(unit.plural())) {
                return Optional.of(unit);
            }
        }
        return Optional.empty();
    }

    public String plural() {
        return switch (this) {
            case CENTURY -> "CENTURIES";
            case MILLENNIUM -> "MILLENNIA";
            default -> name() + "S";
        };
    }
}
