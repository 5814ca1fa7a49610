package io.braid.cli;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Looks at every row the demo shows: a demo that prints nonsense is worse than none. */
final class DemoCheck {
    private static final Duration WINDOW = Duration.ofSeconds(2);
    private static final Pattern USER = Pattern.compile("User_[1-9]");
    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(java.util.Locale.ROOT);

    private final Set<String> windowsOfUsers = new HashSet<>();
    private final Set<String> windows = new HashSet<>();
    private long viewsInWindows;

    /** A row of the windowed aggregation. */
    void window(List<@Nullable String> row) {
        require(row.size() == 4, row, "four columns");
        Duration size = Duration.between(time(row, 0), time(row, 1));
        require(size.equals(WINDOW), row, "a window of " + WINDOW.toSeconds() + " s");
        require(user(row, 2), row, "a user of the trial data");
        require(windowsOfUsers.add(row.get(0) + " " + row.get(2)), row, "one row a user and window");
        windows.add(String.valueOf(row.get(0)));
        viewsInWindows += count(row, 3);
    }

    int windows() {
        return windows.size();
    }

    /**
     * All rows of the view.
     *
     * @return whether it has caught up with the windows that were seen: it counts the same views from the same start
     */
    boolean view(List<List<@Nullable String>> rows) {
        Set<String> users = new HashSet<>();
        long views = 0;
        for (List<@Nullable String> row : rows) {
            require(row.size() == 2, row, "two columns");
            require(user(row, 0), row, "a user of the trial data");
            require(users.add(String.valueOf(row.get(0))), row, "one row a user");
            views += count(row, 1);
        }
        return views >= viewsInWindows && views > 0;
    }

    private static LocalDateTime time(List<@Nullable String> row, int column) {
        try {
            return LocalDateTime.parse(String.valueOf(row.get(column)), TIMESTAMP);
        } catch (java.time.DateTimeException e) {
            throw new TerminalException("row " + row + ": expected a timestamp in column " + (column + 1));
        }
    }

    private static boolean user(List<@Nullable String> row, int column) {
        return USER.matcher(String.valueOf(row.get(column))).matches();
    }

    private static long count(List<@Nullable String> row, int column) {
        String text = String.valueOf(row.get(column));
        require(text.matches("[1-9]\\d{0,17}"), row, "a positive count in column " + (column + 1));
        return Long.parseLong(text);
    }

    private static void require(boolean holds, List<@Nullable String> row, String expected) {
        if (!holds) {
            throw new TerminalException("row " + row + ": expected " + expected);
        }
    }
}
