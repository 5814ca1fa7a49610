package io.braid.benchmarks;

import io.braid.benchmarks.Goal.Better;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures of one run, as a table. */
final class Report {
    private static final String NOTHING = "–";

    private final List<Line> lines = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final LocalDate date = LocalDate.now(ZoneOffset.UTC);
    private final PrintStream progress;

    /** @param progress where a figure is told as soon as it is known */
    Report(PrintStream progress) {
        this.progress = progress;
    }

    private record Line(String what, String unit, Goal goal, double measured) {
        String target() {
            if (Double.isNaN(goal.limit())) {
                return NOTHING;
            }
            return (goal.better() == Better.SMALLER ? "≤ " : "≥ ") + number(goal.limit()) + " " + unit;
        }

        String verdict() {
            return Double.isNaN(goal.limit()) ? "" : goal.isMet(measured) ? "met" : "**missed**";
        }

        String value() {
            return number(measured) + " " + unit;
        }
    }

    void add(String what, String unit, Goal goal, double measured) {
        Line line = new Line(what, unit, goal, measured);
        lines.add(line);
        progress.printf("  %-62s %14s  (%s)%n", what, line.value(), line.target());
    }

    /** The median and one of the slowest of many. */
    void add(String what, Durations durations, Goal median, int percentile, Goal slow) {
        add(what + ", p50", "ms", median, durations.percentile(50));
        add(what + ", p" + percentile, "ms", slow, durations.percentile(percentile));
    }

    void note(String note) {
        notes.add(note);
    }

    String markdown() {
        StringBuilder text = new StringBuilder("# Braid on " + Machine.name() + ", " + date + "\n\n");
        text.append(Machine.describe()).append("\n\n");
        text.append("| what | goal | measured | |\n|---|---:|---:|---|\n");
        for (Line line : lines) {
            text.append("| %s | %s | %s | %s |%n".formatted(line.what(), line.target(), line.value(), line.verdict()));
        }
        text.append('\n');
        notes.forEach(note -> text.append("- ").append(note).append('\n'));
        return text.toString();
    }

    Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        return Files.writeString(folder.resolve(date + ".md"), markdown());
    }

    private static String number(double value) {
        if (value >= 1_000) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }
}
