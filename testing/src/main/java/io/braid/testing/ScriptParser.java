package io.braid.testing;

import io.braid.testing.Script.Anything;
import io.braid.testing.Script.Item;
import io.braid.testing.Script.Lines;
import io.braid.testing.Script.LiveRows;
import io.braid.testing.Script.Part;
import io.braid.testing.Script.Prose;
import io.braid.testing.Script.Refusal;
import io.braid.testing.Script.Rows;
import io.braid.testing.Script.Step;
import io.braid.testing.Script.Write;
import io.braid.testing.Script.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the lines of a script. */
final class ScriptParser {
    private static final Pattern LIVE_ROWS = Pattern.compile(">>(\\*?) (\\d+)");
    private static final Pattern APPLICATION = Pattern.compile("(?is)\\s*(DESCRIBE\\s+)?BEGIN\\s+APPLICATION\\b.*");
    private static final Pattern END_OF_APPLICATION = Pattern.compile("(?is).*\\bEND\\s+APPLICATION\\b[^;]*;\\s*");

    private final String name;
    private final List<String> lines;
    private int next;

    ScriptParser(String name, String text) {
        this.name = name;
        this.lines = text.lines().toList();
    }

    List<Item> items() {
        List<Item> items = new ArrayList<>();
        while (next < lines.size()) {
            String line = lines.get(next);
            if (line.isBlank() || line.startsWith("--")) {
                next++;
                items.add(new Prose(line + "\n"));
            } else if (line.startsWith("<< ")) {
                next++;
                items.add(new Write(next, line));
            } else if (line.startsWith("> ") || line.startsWith("~> ")) {
                items.add(step());
            } else {
                throw wrong("expected a statement (> …), a record (<< …) or a comment (-- …)");
            }
        }
        return items;
    }

    private Step step() {
        int first = next + 1;
        StringBuilder text = new StringBuilder();
        boolean eventually = lines.get(next).startsWith("~");
        StringBuilder sql = new StringBuilder();
        while (true) {
            if (next == lines.size()) {
                throw wrong("the statement of line " + first + " does not end with ;");
            }
            String line = lines.get(next++);
            text.append(text.isEmpty() ? "" : "\n").append(line);
            sql.append(sql.isEmpty() ? "" : "\n").append(sql.isEmpty() ? line.substring(eventually ? 3 : 2) : line);
            if (isComplete(sql)) {
                return new Step(first, text.toString(), sql.toString(), eventually, parts());
            }
        }
    }

    private static boolean isComplete(CharSequence sql) {
        return APPLICATION.matcher(sql).matches()
                ? END_OF_APPLICATION.matcher(sql).matches()
                : sql.toString().stripTrailing().endsWith(";");
    }

    private List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        while (inBlock()) {
            String line = lines.get(next);
            Matcher live = LIVE_ROWS.matcher(line);
            if (live.matches()) {
                next++;
                parts.add(new LiveRows(
                        take(Integer.parseInt(live.group(2))), !live.group(1).isEmpty()));
            } else if (line.startsWith("<< ")) {
                next++;
                parts.add(new Written(next, line));
            } else if (line.startsWith("! ")) {
                next++;
                parts.add(new Refusal(line.substring(2)));
            } else if (line.startsWith("? ") || line.startsWith("?* ")) {
                next++;
                boolean anyOrder = line.startsWith("?*");
                parts.add(new Rows(line.substring(anyOrder ? 3 : 2), rest(), anyOrder));
            } else if (line.equals(Anything.MARK)) {
                next++;
                parts.add(new Anything());
            } else {
                parts.add(new Lines(rest()));
            }
        }
        return parts;
    }

    /** A blank line ends a block, and so does the next statement. */
    private boolean inBlock() {
        return next < lines.size()
                && !lines.get(next).isBlank()
                && !lines.get(next).startsWith("> ")
                && !lines.get(next).startsWith("~> ");
    }

    private List<String> rest() {
        List<String> taken = new ArrayList<>();
        while (inBlock()) {
            taken.add(lines.get(next++));
        }
        return taken;
    }

    private List<String> take(int count) {
        List<String> taken = new ArrayList<>();
        while (taken.size() < count) {
            if (!inBlock()) {
                throw wrong("expected " + count + " rows, found " + taken.size());
            }
            taken.add(lines.get(next++));
        }
        return taken;
    }

    private IllegalArgumentException wrong(String problem) {
        return new IllegalArgumentException(name + ":" + (next + 1) + ": " + problem);
    }
}
