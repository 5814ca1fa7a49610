package io.braid.flink.runtime;

import io.braid.engine.plan.SourceMarks;
import io.braid.engine.plan.SourceMarks.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which of several calls the planner complains of, where it names their function and not the place. Each is
 * left out in turn: when the complaint is gone without one of them, and stays without any other, that one it was.
 */
final class Culprits {
    private static final int MOST = 24;
    private static final Pattern CALL = Pattern.compile("(?:Invalid function call:\\s*|Cannot apply ')(\\w+)['(]");
    private static final Pattern PLACED = Pattern.compile("(?:From|At) line [1-9]");
    private static final Pattern MARK = Pattern.compile("/\\*@(\\d+):(\\d+)\\*/");
    private static final List<String> NULLS = List.of("NULL", "CAST(NULL AS INT)", "CAST(NULL AS STRING)");

    private final String sql;
    private final String complaint;
    private final Function<String, @Nullable Throwable> attempt;

    /** @param attempt tries to plan a text, and gives what was thrown */
    private Culprits(String sql, String complaint, Function<String, @Nullable Throwable> attempt) {
        this.sql = sql;
        this.complaint = complaint;
        this.attempt = attempt;
    }

    static Optional<Place> find(String sql, Throwable error, Function<String, @Nullable Throwable> attempt) {
        if (!MARK.matcher(sql).find()) {
            return Optional.empty();
        }
        String complaint = deepest(error);
        Culprits culprits = new Culprits(sql, complaint, attempt);
        Matcher call = CALL.matcher(complaint);
        return call.find()
                        && !PLACED.matcher(String.valueOf(error.getMessage())).find()
                ? culprits.among(culprits.calls(call.group(1)))
                : Optional.empty();
    }

    /** A marked expression of the SQL. */
    private record Candidate(Place place, int from, int to) {}

    private Optional<Place> among(List<Candidate> candidates) {
        if (candidates.size() > MOST) {
            return Optional.empty();
        }
        return NULLS.stream()
                .map(by -> candidates.stream()
                        .filter(candidate -> isGoneWithout(candidate, by))
                        .toList())
                .filter(gone -> gone.size() == 1)
                .map(gone -> gone.get(0).place())
                .findFirst();
    }

    private boolean isGoneWithout(Candidate candidate, String by) {
        Throwable error = attempt.apply(sql.substring(0, candidate.from()) + by + sql.substring(candidate.to()));
        return error == null || (!deepest(error).equals(complaint) && !isSyntax(error));
    }

    private static boolean isSyntax(Throwable error) {
        return Stream.iterate(error, e -> e != null, Throwable::getCause)
                .anyMatch(e -> e.getClass().getSimpleName().contains("Parse"));
    }

    private List<Candidate> calls(String function) {
        List<Candidate> found = new ArrayList<>();
        Matcher call = Pattern.compile(MARK.pattern() + "(?:FINAL |RUNNING )?" + function + "(?=\\()")
                .matcher(sql);
        while (call.find()) {
            int end = closed(call.end());
            Matcher more = Pattern.compile("\\G (?:OVER|FILTER) (?=\\()").matcher(sql);
            while (more.find(end)) {
                end = closed(more.end());
            }
            found.add(candidate(call, end));
        }
        return found;
    }

    private static Candidate candidate(Matcher match, int end) {
        Place place = new Place(Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2)));
        return new Candidate(place, match.start(), end);
    }

    /** The place after the bracket that closes the one at a place. */
    private int closed(int open) {
        int i = open + 1;
        while (i < sql.length() && sql.charAt(i) != ')') {
            i = next(i);
        }
        return Math.min(i + 1, sql.length());
    }

    /** The next place that is not within a text, a name or brackets. */
    private int next(int at) {
        char c = sql.charAt(at);
        if (c == '(') {
            return closed(at);
        }
        if (c == '\'' || c == '`') {
            int end = sql.indexOf(c, at + 1);
            return end < 0 ? sql.length() : end + 1;
        }
        return at + 1;
    }

    private static String deepest(Throwable error) {
        Throwable last = error;
        String complaint = "";
        while (last != null) {
            String message = last.getMessage() == null ? "" : last.getMessage();
            if (CALL.matcher(message).find()) {
                return SourceMarks.without(message.replaceAll("(?s).*?(Invalid function call|Cannot apply)", "$1"));
            }
            complaint = message.isEmpty() ? complaint : message;
            last = last.getCause();
        }
        return complaint;
    }
}
