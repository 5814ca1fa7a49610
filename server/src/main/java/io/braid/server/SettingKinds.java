package io.braid.server;

import io.braid.spi.Setting;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Settings of the kinds that only a server has: durations, sizes, numbers with bounds, paths. */
final class SettingKinds {
    private static final Pattern DURATION = Pattern.compile("(\\d+)\\s*(ms|s|m|min|h|d)");
    private static final Pattern SIZE = Pattern.compile("(\\d+)\\s*(B|KB|MB|GB)?");
    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "min", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
    private static final Map<String, Long> BYTES = Map.of("B", 1L, "KB", 1L << 10, "MB", 1L << 20, "GB", 1L << 30);

    private SettingKinds() {}

    static Setting<Duration> duration(String name, Duration fallback, String meaning) {
        return setting(name, "duration", SettingKinds::readDuration, fallback, meaning);
    }

    static Setting<Long> size(String name, long fallback, String meaning) {
        return setting(name, "size", SettingKinds::readSize, fallback, meaning);
    }

    static Setting<Integer> number(String name, int fallback, int least, int most, String meaning) {
        return setting(
                name, "integer, " + least + " to " + most, text -> bounded(text, least, most), fallback, meaning);
    }

    static Setting<Path> path(String name, @Nullable Path fallback, String meaning) {
        return setting(name, "path", SettingKinds::readPath, fallback, meaning);
    }

    private static <T> Setting<T> setting(
            String name, String type, Function<String, T> reader, @Nullable T fallback, String meaning) {
        return new Setting<>(name, type, reader, fallback, false, false, List.of(), meaning);
    }

    private static Duration readDuration(String text) {
        Matcher matcher = DURATION.matcher(text.trim().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected a number with ms, s, m, h or d, such as 10s");
        }
        return Duration.ofMillis(Math.multiplyExact(Long.parseLong(matcher.group(1)), factor(MILLIS, matcher)));
    }

    private static Long readSize(String text) {
        Matcher matcher = SIZE.matcher(text.trim().toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected a number with KB, MB or GB, such as 64MB");
        }
        return Math.multiplyExact(Long.parseLong(matcher.group(1)), factor(BYTES, matcher));
    }

    private static long factor(Map<String, Long> units, Matcher matcher) {
        return units.getOrDefault(matcher.group(2) == null ? "B" : matcher.group(2), 1L);
    }

    private static Integer bounded(String text, int least, int most) {
        int value;
        try {
            value = Integer.parseInt(text.trim());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected a whole number", e);
        }
        if (value < least || value > most) {
            throw new IllegalArgumentException("expected " + least + " to " + most);
        }
        return value;
    }

    private static Path readPath(String text) {
        try {
            return Path.of(text.trim());
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("expected a path", e);
        }
    }

    /** A value as one would write it: {@code 10s}, {@code 64MB}. */
    static String text(Object value) {
        if (value instanceof Duration duration) {
            return duration(duration.toMillis());
        }
        if (value instanceof Long bytes && bytes >= 1 << 10) {
            return bytes % (1 << 20) == 0 ? (bytes >> 20) + "MB" : (bytes >> 10) + "KB";
        }
        return value.toString();
    }

    private static String duration(long millis) {
        for (String unit : List.of("d", "h", "m", "s")) {
            long length = MILLIS.getOrDefault(unit, 1L);
            if (millis >= length && millis % length == 0) {
                return millis / length + unit;
            }
        }
        return millis + "ms";
    }
}
