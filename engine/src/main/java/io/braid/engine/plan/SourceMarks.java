package io.braid.engine.plan;

import io.braid.sql.tree.Position;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Marks in generated SQL that say where in the user's text the expression after them comes from. They are comments, so
 * that nobody who reads the SQL sees them, and whoever finds a fault at some place of it can say where the user wrote
 * what is wrong.
 */
public final class SourceMarks {
    private static final Pattern MARK = Pattern.compile("/\\*@(\\d+):(\\d+)\\*/");
    private static final int LONGEST = "/*@1234567890:1234567890*/".length();

    private SourceMarks() {}

    /** A place in the user's text; both count from 1. */
    public record Place(int line, int column) {}

    /** The text with a mark before it, unless nobody knows where it comes from or it bears the same mark already. */
    public static String marked(Position at, String sql) {
        String mark = "/*@" + at.line() + ":" + at.column() + "*/";
        boolean nowhere = at.line() == Position.NONE.line() && at.column() == Position.NONE.column();
        return nowhere || sql.startsWith(mark) ? sql : mark + sql;
    }

    /** The text without marks: two pieces that are the same but for their places are equal then. */
    public static String without(String sql) {
        return sql.contains("/*@") ? MARK.matcher(sql).replaceAll("") : sql;
    }

    /** Where the one call of a function comes from; empty when there are several. */
    public static Optional<Place> findCall(String sql, String function) {
        Matcher call = Pattern.compile(MARK.pattern() + Pattern.quote(function) + "\\(")
                .matcher(sql);
        if (!call.find()) {
            return Optional.empty();
        }
        Place place = new Place(Integer.parseInt(call.group(1)), Integer.parseInt(call.group(2)));
        return call.find() ? Optional.empty() : Optional.of(place);
    }

    /**
     * Where the expression comes from that begins at a place of generated SQL. Brackets may stand between its mark and
     * it, and the first parts of a name.
     *
     * @param line of the generated SQL, from 1
     * @param column of the generated SQL, from 1
     */
    public static Optional<Place> find(String sql, int line, int column) {
        int offset = 0;
        for (int i = 1; i < line; i++) {
            offset = sql.indexOf('\n', offset) + 1;
            if (offset == 0) {
                return Optional.empty();
            }
        }
        int end = offset + column - 1;
        if (end < 0 || end > sql.length()) {
            return Optional.empty();
        }
        while (end > 0 && isBefore(sql.charAt(end - 1))) {
            end--;
        }
        Matcher mark = MARK.matcher(sql).region(Math.max(0, end - LONGEST), end);
        Place last = null;
        while (mark.find()) {
            last = mark.end() == end
                    ? new Place(Integer.parseInt(mark.group(1)), Integer.parseInt(mark.group(2)))
                    : null;
        }
        return Optional.ofNullable(last);
    }

    private static boolean isBefore(char c) {
        return c == '(' || c == ' ' || c == '`' || c == '.' || Character.isJavaIdentifierPart(c);
    }
}
