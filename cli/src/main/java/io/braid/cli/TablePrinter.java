package io.braid.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows as an aligned table. Widths are taken from the rows that are there before the first pause; rows that come later
 * widen a column when they must.
 */
final class TablePrinter implements RowPrinter {
    private static final int ROWS_MEASURED = 1_000;
    private static final int WIDEST = 60;
    private static final String GAP = "  ";
    private static final Set<String> NUMBERS =
            Set.of("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "FLOAT", "DOUBLE", "DECIMAL");

    private final PrintWriter out;
    private List<String> names = List.of();
    private boolean[] toTheRight = new boolean[0];
    private int[] widths = new int[0];
    private List<List<@Nullable String>> waiting = new ArrayList<>();
    private boolean headed;
    private long count;

    TablePrinter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void begin(List<String> columnNames, List<String> types) {
        names = columnNames;
        toTheRight = new boolean[names.size()];
        widths = new int[names.size()];
        for (int i = 0; i < widths.length; i++) {
            toTheRight[i] = NUMBERS.contains(types.get(i).replaceFirst("\\(.*", ""));
            widths[i] = width(names.get(i));
        }
        waiting = new ArrayList<>();
        headed = false;
        count = 0;
    }

    @Override
    public void row(List<@Nullable String> cells) {
        count++;
        waiting.add(cells);
        if (headed || waiting.size() >= ROWS_MEASURED) {
            print();
        }
    }

    /** The header waits for the first row, whose width it should have. */
    @Override
    public void pause() {
        if (!waiting.isEmpty()) {
            print();
        }
        out.flush();
    }

    @Override
    public void end() {
        if (!names.isEmpty()) {
            print();
            out.println(count == 1 ? "(1 row)" : "(" + count + " rows)");
        }
        out.flush();
    }

    private void print() {
        for (List<@Nullable String> row : waiting) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Math.min(WIDEST, width(shown(row.get(i)))));
            }
        }
        if (!headed && !names.isEmpty()) {
            headed = true;
            line(names);
            List<String> rules = new ArrayList<>();
            for (int width : widths) {
                rules.add("-".repeat(width));
            }
            line(rules);
        }
        waiting.forEach(this::line);
        waiting.clear();
    }

    private void line(List<? extends @Nullable String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String text = shown(cells.get(i));
            String blanks = " ".repeat(Math.max(0, widths[i] - width(text)));
            line.append(i == 0 ? "" : GAP).append(toTheRight[i] ? blanks + text : text + blanks);
        }
        out.println(line.toString().stripTrailing());
    }

    /** What a terminal can show on one line; a control character in someone's data must not steer it. */
    private static String shown(@Nullable String cell) {
        if (cell == null) {
            return "<null>";
        }
        StringBuilder text = new StringBuilder(cell.length());
        cell.codePoints().forEach(c -> {
            if (c == '\n') {
                text.append("\\n");
            } else if (c == '\t') {
                text.append("\\t");
            } else {
                text.appendCodePoint(Character.isISOControl(c) ? '\ufffd' : c);
            }
        });
        return text.toString();
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
