package io.braid.spi;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Writes dates and times digit by digit: a formatter costs ten times as much, and every row pays. */
final class TemporalText {
    /** As many digits of a second as there are, none for a whole second. */
    static final int AS_NEEDED = -1;

    private static final int[] POWERS = {
        1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1
    };

    private TemporalText() {}

    static void date(StringBuilder out, LocalDate date) {
        int year = date.getYear();
        if (year < 0 || year > 9999) {
            out.append(date);
            return;
        }
        twoDigits(out, year / 100);
        twoDigits(out, year % 100);
        out.append('-');
        twoDigits(out, date.getMonthValue());
        out.append('-');
        twoDigits(out, date.getDayOfMonth());
    }

    /** Further digits than asked for are cut off, as a cast to a smaller precision does. */
    static void time(StringBuilder out, LocalTime time, int digits) {
        twoDigits(out, time.getHour());
        out.append(':');
        twoDigits(out, time.getMinute());
        out.append(':');
        twoDigits(out, time.getSecond());
        fraction(out, time.getNano(), digits);
    }

    static void timestamp(StringBuilder out, LocalDateTime timestamp, char separator, int digits) {
        date(out, timestamp.toLocalDate());
        out.append(separator);
        time(out, timestamp.toLocalTime(), digits);
    }

    /** Local time and offset in one: {@code Z} for no offset, else {@code +0200}. */
    static void instant(StringBuilder out, Instant instant, ZoneId zone, char separator, int digits) {
        // Offsets of before about 1930 have seconds, which no client's layout can say: whole minutes, the same instant.
        int minutes = zone.equals(ZoneOffset.UTC)
                ? 0
                : zone.getRules().getOffset(instant).getTotalSeconds() / 60;
        LocalDateTime local = LocalDateTime.ofEpochSecond(
                instant.getEpochSecond() + minutes * 60L, instant.getNano(), ZoneOffset.UTC);
        timestamp(out, local, separator, digits);
        if (minutes == 0) {
            out.append('Z');
            return;
        }
        out.append(minutes < 0 ? '-' : '+');
        twoDigits(out, Math.abs(minutes) / 60);
        twoDigits(out, Math.abs(minutes) % 60);
    }

    private static void fraction(StringBuilder out, int nanos, int digits) {
        int wanted = digits;
        if (digits == AS_NEEDED) {
            wanted = nanos == 0 ? 0 : 9;
            for (int rest = nanos; wanted > 0 && rest % 10 == 0; rest /= 10) {
                wanted--;
            }
        }
        if (wanted <= 0) {
            return;
        }
        out.append('.');
        for (int i = 1; i <= wanted; i++) {
            out.append((char) ('0' + nanos / POWERS[i] % 10));
        }
    }

    private static void twoDigits(StringBuilder out, int number) {
        out.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
