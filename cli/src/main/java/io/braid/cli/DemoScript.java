package io.braid.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The demo's SQL, from its resource.
 *
 * @param setup what makes the relations
 * @param live the windowed aggregation that is watched
 * @param view what makes the view
 * @param read what reads it
 */
record DemoScript(List<String> setup, String live, String view, String read) {
    DemoScript {
        setup = List.copyOf(setup);
    }

    static DemoScript load() {
        try (InputStream in = DemoScript.class.getResourceAsStream("demo.sql")) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DemoScript parse(String text) {
        String[] parts = text.split("(?m)^-- (live|view|read)$", -1);
        if (parts.length != 4) {
            throw new IllegalStateException("demo.sql has " + parts.length + " parts");
        }
        return new DemoScript(Script.statements(parts[0]), parts[1].strip(), parts[2].strip(), parts[3].strip());
    }
}
