package io.braid.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How rows and differences are written. */
final class Texts {
    private Texts() {}

    /** A row as a line of a script: {@code a | NULL | ''}. */
    static String row(List<@Nullable String> cells) {
        return cells.stream().map(Texts::cell).collect(Collectors.joining(" | "));
    }

    private static String cell(@Nullable String text) {
        if (text == null) {
            return "NULL";
        }
        if (text.isEmpty()) {
            return "''";
        }
        return text.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("\r", "\\r")
                .replace("\n", "\\n");
    }

    /** What was expected ({@code -}) against what came ({@code +}), lines that agree between them. */
    static String difference(List<String> expected, List<String> actual) {
        int[][] common = new int[expected.size() + 1][actual.size() + 1];
        for (int i = expected.size() - 1; i >= 0; i--) {
            for (int j = actual.size() - 1; j >= 0; j--) {
                common[i][j] = expected.get(i).equals(actual.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<String> lines = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < expected.size() || j < actual.size()) {
            boolean both = i < expected.size() && j < actual.size();
            if (both && expected.get(i).equals(actual.get(j))) {
                lines.add("    " + expected.get(i++));
                j++;
            } else if (i < expected.size() && (!both || common[i + 1][j] >= common[i][j + 1])) {
                lines.add("  - " + expected.get(i++));
            } else {
                lines.add("  + " + actual.get(j++));
            }
        }
        return String.join("\n", lines);
    }
}
