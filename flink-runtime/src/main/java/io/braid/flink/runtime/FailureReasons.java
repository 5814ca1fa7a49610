package io.braid.flink.runtime;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.util.SerializedThrowable;

/** Why a job failed, as one sentence without the names of classes. */
final class FailureReasons {
    private static final int LONGEST = 400;
    private static final String NO_FIT = "the saved state does not fit the query";

    /** What is known, by the end of the class name: classes of connectors lie under relocated names. */
    private static final List<Known> KNOWN = List.of(
            new Known("RecordFormatException", Function.identity()),
            new Known("FeedGoneException", message -> "nobody reads the result any more"),
            new Known("UnknownTopicOrPartitionException", message -> "a topic does not exist or is not readable"),
            new Known("TopicAuthorizationException", message -> "the store's user may not use the topic"),
            new Known("SaslAuthenticationException", message -> "the store refuses the user's credentials"),
            new Known("NoResourceAvailableException", message -> "the compute pool has no free slot"),
            new Known("OutOfMemoryError", message -> "the compute pool ran out of memory: " + message),
            new Known("StackOverflowError", message -> "an expression or function recurses too deeply"));

    /** What the data or the state does to a query, and will do again after every restart. */
    private static final List<Known> HOPELESS = List.of(
            new Known("StateMigrationException", message -> NO_FIT),
            new Known("EnforcerException", FailureReasons::notNull),
            new Known("ArithmeticException", FailureReasons::arithmetic),
            new Known("NumberFormatException", FailureReasons::number),
            new Known("DateTimeParseException", FailureReasons::cast),
            new Known("DateTimeException", FailureReasons::cast),
            new Known(".TableException", FailureReasons::calculation),
            new Known("TableRuntimeException", FailureReasons::calculation));

    private static final Pattern NUMBER_TEXT = Pattern.compile("For input string: (?s)['\"](.*?)['\"]\\.?.*");

    /** What the casts to DATE, TIME and TIMESTAMP say, each in words of its own. */
    private static final Pattern TIME_TEXT = Pattern.compile(
            "(?:Text '(.*)' could not be parsed.*|For input string: '(.*)'\\.?|Invalid time format: '(.*)'\\. Expected.*)",
            Pattern.DOTALL);

    private static final Pattern NULL_COLUMN = Pattern.compile("Column '(.*?)' is NOT NULL.*", Pattern.DOTALL);

    /** A parser's own exception, whose class and source come with its text. */
    private static final Pattern JSON_TEXT = Pattern.compile(
            ".*\\.(?:Json\\w*Exception): (.*?)(?:: was expecting .*|\\s+at \\[Source.*|$)", Pattern.DOTALL);

    private FailureReasons() {}

    static String of(Throwable failure) {
        Optional<String> known = find(KNOWN, failure).or(() -> find(HOPELESS, failure));
        if (known.isPresent()) {
            return known.get();
        }
        Throwable deepest = failure;
        for (Throwable next = failure; next != null; next = next.getCause()) {
            deepest = next;
        }
        return shortened(sentence(message(deepest), className(deepest)));
    }

    /** The reason, when starting the job again cannot help. */
    static Optional<String> ifHopeless(Throwable failure) {
        return find(HOPELESS, failure);
    }

    private static Optional<String> find(List<Known> kinds, Throwable failure) {
        for (Throwable next = failure; next != null; next = next.getCause()) {
            String name = className(next);
            for (Known known : kinds) {
                if (name.endsWith(known.classEnd())) {
                    return Optional.of(shortened(known.sentence().apply(message(next))));
                }
            }
        }
        return Optional.empty();
    }

    private static String className(Throwable error) {
        if (error instanceof ReportedFailure reported) {
            return reported.className();
        }
        return error instanceof SerializedThrowable serialized
                ? serialized.getOriginalErrorClassName()
                : error.getClass().getName();
    }

    /** A serialized exception puts its class before the text. */
    private static String message(Throwable error) {
        String text = error.getMessage() == null ? "" : error.getMessage();
        String prefix = className(error) + ": ";
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }

    private static String arithmetic(String message) {
        return switch (message) {
            case "/ by zero", "Division by zero", "Division undefined", "BigInteger divide by zero" ->
                "division by zero";
            default -> "a calculation failed: " + message;
        };
    }

    /** Flink goes on with how to lose such rows in silence. */
    private static String notNull(String message) {
        Matcher column = NULL_COLUMN.matcher(message);
        return column.matches()
                ? "a row has no value for column \"%s\", which is part of a primary key or NOT NULL"
                        .formatted(column.group(1))
                : "a row has no value for a column that is part of a primary key or NOT NULL";
    }

    private static String calculation(String message) {
        Matcher json = JSON_TEXT.matcher(message);
        if (json.matches()) {
            return "a text is no JSON: " + lowerFirst(quotes(json.group(1)));
        }
        return lowerFirst(quotes(message.replaceAll("\\.$", "")));
    }

    private static String number(String message) {
        Matcher text = NUMBER_TEXT.matcher(message);
        return text.matches()
                ? "a cast failed: \"" + text.group(1) + "\" is not a number"
                : "a cast failed: a text is not a number";
    }

    private static String cast(String message) {
        // one of Flink's casts writes the text in other quotes than the rest
        Matcher text = TIME_TEXT.matcher(message.replace('"', '\''));
        if (!text.matches()) {
            return "a cast failed: " + quotes(lowerFirst(message));
        }
        String found = Stream.of(text.group(1), text.group(2), text.group(3))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
        return "a cast failed: \"" + found + "\" is not a date or time";
    }

    private static String quotes(String text) {
        return text.replaceAll("'([^']*)'", "\"$1\"");
    }

    private static String sentence(String message, String className) {
        String line = message.lines().findFirst().orElse("").strip();
        if (line.contains("Cannot map checkpoint/savepoint state")) {
            return NO_FIT;
        }
        if (line.contains("Cannot find checkpoint or savepoint")) {
            return "the saved state does not exist";
        }
        if (line.isEmpty()) {
            return "an error of kind " + className.substring(className.lastIndexOf('.') + 1);
        }
        String plain = line.replaceAll("\\b(?:[a-z_][\\w]*\\.){2,}[A-Z][\\w$]*(?:Exception|Error): ", "")
                .replaceAll("\\.$", "");
        return lowerFirst(quotes(plain));
    }

    private static String lowerFirst(String text) {
        return text.isEmpty() || (text.length() > 1 && Character.isUpperCase(text.charAt(1)))
                ? text
                : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    private static String shortened(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }

    private record Known(String classEnd, Function<String, String> sentence) {}
}
