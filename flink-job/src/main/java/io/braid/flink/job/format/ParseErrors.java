package io.braid.flink.job.format;

import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in a parser's exceptions what a person can use: the field, and the reason in one line. */
final class ParseErrors {
    private static final Pattern FIELD = Pattern.compile("Fail to deserialize at field: (.*)\\.");
    private static final Pattern NO_NUMBER = Pattern.compile("For input string: (\".*\")(?: under radix \\d+)?");
    private static final Pattern LOCATION = Pattern.compile(" *\\((start marker )?at \\[Source: .*\\]\\)");
    private static final int LONGEST_REASON = 200;

    private ParseErrors() {}

    static String reason(Throwable error) {
        List<String> path = new ArrayList<>();
        Throwable deepest = error;
        for (Throwable next = error; next != null; next = next.getCause()) {
            deepest = next;
            Matcher field = FIELD.matcher(firstLine(next));
            if (field.matches()) {
                path.add(field.group(1));
            }
        }
        String reason = plain(deepest);
        return path.isEmpty() ? reason : "field \"" + String.join(".", path) + "\": " + reason;
    }

    private static String plain(Throwable error) {
        String line = firstLine(error);
        if (FIELD.matcher(line).matches() || line.isEmpty()) {
            return "its value does not fit the column";
        }
        if (error instanceof NumberFormatException) {
            Matcher number = NO_NUMBER.matcher(line);
            return number.matches() ? number.group(1) + " is not a number" : "its value is not a number";
        }
        if (error instanceof DateTimeParseException time) {
            return "\"" + time.getParsedString() + "\" is not a date or time in the expected form";
        }
        // a parser says where it began, and that it will not show what
        line = LOCATION.matcher(line).replaceAll("").replaceAll(": enable `.*", "");
        String shortened = line.length() > LONGEST_REASON ? line.substring(0, LONGEST_REASON) + "…" : line;
        return Character.toLowerCase(shortened.charAt(0)) + shortened.substring(1);
    }

    private static String firstLine(Throwable error) {
        String message = error.getMessage() == null ? "" : error.getMessage();
        return message.lines().findFirst().orElse("").strip();
    }
}
