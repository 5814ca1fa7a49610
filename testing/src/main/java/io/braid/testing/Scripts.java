package io.braid.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Makes a test of every script in a folder. */
public final class Scripts {
    /** The system property that rewrites expectations in place of checking them. */
    public static final String UPDATE = "golden.update";
    /** The system property with the name of the one script to run, without its suffix, or of a folder of them. */
    public static final String ONLY = "script";

    private static final String SUFFIX = ".sqlt";

    private Scripts() {}

    /**
     * One test for each {@code .sqlt} file in a folder and below, in the order of their names.
     *
     * @param directory in the sources, so that {@code -Dgolden.update} changes what is kept
     * @param runners a runner for a script, fresh or shared as the level likes
     */
    public static List<DynamicTest> dynamicTests(Path directory, Function<Script, ScriptRunner> runners) {
        return files(directory).stream()
                .map(file -> DynamicTest.dynamicTest(
                        directory.relativize(file).toString(), file.toUri(), () -> run(file, runners)))
                .toList();
    }

    /** Runs one file, or rewrites it where the system property says so. */
    public static void run(Path file, Function<Script, ScriptRunner> runners) {
        Script script = Script.parse(file);
        ScriptRunner runner = runners.apply(script);
        if (!updates()) {
            runner.run(script);
            return;
        }
        String updated = runner.update(script).print();
        if (!updated.equals(script.print())) {
            try {
                Files.writeString(file, updated);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** {@code -Dgolden.update} and {@code -Dgolden.update=true}. */
    static boolean updates() {
        String value = System.getProperty(UPDATE, "false");
        return value.isEmpty() || Boolean.parseBoolean(value);
    }

    private static boolean wanted(Path file) {
        String only = System.getProperty(ONLY);
        return only == null
                || file.getFileName().toString().equals(only + SUFFIX)
                || file.toString().contains("/" + only + "/");
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> found = Files.walk(directory)) {
            List<Path> files = found.filter(file -> file.toString().endsWith(SUFFIX))
                    .filter(Scripts::wanted)
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new IllegalArgumentException("no scripts in \"" + directory + "\"");
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
