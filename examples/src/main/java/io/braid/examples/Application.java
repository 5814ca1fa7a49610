package io.braid.examples;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One of the examples: its events, and beside it in a folder of its name its SQL. */
public interface Application {
    /** When the story of every example begins: a Monday morning. */
    long MORNING = 1_767_600_000_000L;

    /** {@code card-fraud}. */
    String name();

    /** All that happens, in the order in which it is written. The same seed gives the same events. */
    List<Event> events(long seed);

    /** The statements that make it, and those that ask it something; separated by semicolons. */
    default String sql(String file) {
        try (InputStream in = Application.class.getResourceAsStream(name() + "/" + file + ".sql")) {
            if (in == null) {
                throw new IllegalStateException("example " + name() + " has no " + file + ".sql");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
