package io.braid.sql.tree;

import java.time.Duration;
import java.util.Optional;

/** A bare duration such as {@code 5 MINUTES}: the size of a window, the bound of a join. */
public record TimeSpan(long amount, TimeUnit unit, Position at) {
    /** The length in time; absent for units whose length varies, such as months, and for lengths beyond counting. */
    public Optional<Duration> toDuration() {
        try {
            return switch (unit) {
                case NANOSECOND -> Optional.of(Duration.ofNanos(amount));
                case MICROSECOND -> Optional.of(Duration.ofNanos(Math.multiplyExact(amount, 1_000L)));
                case MILLISECOND -> Optional.of(Duration.ofMillis(amount));
                case SECOND -> Optional.of(Duration.ofSeconds(amount));
                case MINUTE -> Optional.of(Duration.ofMinutes(amount));
                case HOUR -> Optional.of(Duration.ofHours(amount));
                case DAY -> Optional.of(Duration.ofDays(amount));
                case WEEK -> Optional.of(Duration.ofDays(Math.multiplyExact(amount, 7L)));
                default -> Optional.empty();
            };
        } catch (ArithmeticException tooLong) {
            return Optional.empty();
        }
    }
}
