package io.braid.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A test in SQL: statements, and what is expected of each. The README of this module says how to write one.
 *
 * @param name of the file, for messages
 */
public record Script(String name, List<Item> items) {
    public Script {
        items = List.copyOf(items);
    }

    public static Script parse(Path file) {
        try {
            return parse(String.valueOf(file.getFileName()), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Script parse(String name, String text) {
        return new Script(name, new ScriptParser(name, text).items());
    }

    /** The text again; what was parsed is printed as it was written. */
    public String print() {
        return items.stream().map(Item::print).collect(Collectors.joining());
    }

    /**
     * What a script says of a statement.
     *
     * @param rows how many it answers with
     */
    public record Outcome(String sql, boolean refused, int rows) {}

    /** What it says of each of its statements. */
    public Stream<Outcome> outcomes() {
        return items.stream()
                .filter(Step.class::isInstance)
                .map(Step.class::cast)
                .map(step -> new Outcome(
                        step.sql(),
                        step.parts().stream().anyMatch(Refusal.class::isInstance),
                        step.parts().stream().mapToInt(Script::rows).sum()));
    }

    private static int rows(Part part) {
        if (part instanceof Rows rows) {
            return rows.rows().size();
        }
        return part instanceof LiveRows live ? live.rows().size() : 0;
    }

    /** A piece of a script. */
    public sealed interface Item {
        String print();
    }

    /** Comments and empty lines. */
    record Prose(String text) implements Item {
        @Override
        public String print() {
            return text;
        }
    }

    /** A record written between statements. */
    record Write(int line, String text) implements Item {
        @Override
        public String print() {
            return text + "\n";
        }
    }

    /**
     * A statement.
     *
     * @param text as written, with {@code > } and line ends
     * @param sql without {@code > }
     * @param eventually whether it is tried again until its outcome is the expected one
     * @param parts what is expected, in order
     */
    record Step(int line, String text, String sql, boolean eventually, List<Part> parts) implements Item {
        public Step {
            parts = List.copyOf(parts);
        }

        @Override
        public String print() {
            return text + "\n"
                    + parts.stream()
                            .flatMap(part -> part.print().stream())
                            .map(l -> l + "\n")
                            .collect(Collectors.joining());
        }

        Step with(List<Part> other) {
            return new Step(line, text, sql, eventually, other);
        }
    }

    /** A part of what is expected of a statement. */
    sealed interface Part {
        List<String> print();
    }

    /** {@code ...}: it succeeds, and nobody cares what it says. */
    record Anything() implements Part {
        static final String MARK = "...";

        @Override
        public List<String> print() {
            return List.of(MARK);
        }
    }

    record Lines(List<String> lines) implements Part {
        public Lines {
            lines = List.copyOf(lines);
        }

        @Override
        public List<String> print() {
            return lines;
        }
    }

    /** @param text {@code CODE message} */
    record Refusal(String text) implements Part {
        @Override
        public List<String> print() {
            return List.of("! " + text);
        }
    }

    record Rows(String header, List<String> rows, boolean anyOrder) implements Part {
        public Rows {
            rows = List.copyOf(rows);
        }

        @Override
        public List<String> print() {
            return prefixed((anyOrder ? "?* " : "? ") + header, rows);
        }
    }

    record LiveRows(List<String> rows, boolean anyOrder) implements Part {
        public LiveRows {
            rows = List.copyOf(rows);
        }

        @Override
        public List<String> print() {
            return prefixed((anyOrder ? ">>* " : ">> ") + rows.size(), rows);
        }
    }

    /** A record written while the statement runs. */
    record Written(int line, String text) implements Part {
        @Override
        public List<String> print() {
            return List.of(text);
        }
    }

    private static List<String> prefixed(String first, List<String> rest) {
        return Stream.concat(Stream.of(first), rest.stream()).toList();
    }
}
