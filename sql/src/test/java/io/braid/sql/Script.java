package io.braid.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A golden file: lines that begin with {@code >} are a text, the lines after them up to an empty one are what came of it,
 * the rest is commentary.
 */
record Script(Path file, List<Entry> entries) {
    record Entry(String prose, String text, String expected) {
        @Override
        public String toString() {
            return text.strip().lines().findFirst().orElse("") + (text.contains("\n") ? " …" : "");
        }
    }

    static Script read(Path file) throws IOException {
        List<Entry> entries = new ArrayList<>();
        List<String> prose = new ArrayList<>();
        List<String> text = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(">")) {
                text.add(line.length() > 2 ? line.substring(2) : "");
            } else if (text.isEmpty()) {
                prose.add(line);
            } else if (!line.isEmpty()) {
                expected.add(line);
            } else {
                entries.add(entry(prose, text, expected));
            }
        }
        if (!text.isEmpty()) {
            entries.add(entry(prose, text, expected));
        }
        return new Script(file, List.copyOf(entries));
    }

    private static Entry entry(List<String> prose, List<String> text, List<String> expected) {
        Entry entry = new Entry(String.join("\n", prose), String.join("\n", text), String.join("\n", expected));
        prose.clear();
        text.clear();
        expected.clear();
        return entry;
    }

    /** Writes the file anew with what comes of each text now. */
    void update(UnaryOperator<String> outcome) throws IOException {
        StringBuilder all = new StringBuilder();
        for (Entry entry : entries) {
            if (!entry.prose().isEmpty()) {
                all.append(entry.prose()).append('\n');
            }
            entry.text().lines().forEach(line -> all.append(("> " + line).stripTrailing())
                    .append('\n'));
            all.append(outcome.apply(entry.text())).append("\n\n");
        }
        Files.writeString(file, all.toString().stripTrailing() + "\n");
    }
}
