package io.braid.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of {@code docs/reference} that is written from the code; {@code -Dgolden.update} rewrites it. */
public final class ReferencePage {
    private static final Path DIRECTORY = Path.of("..", "docs", "reference");

    private ReferencePage() {}

    /**
     * Fails when the page in the sources is not what the code says now. Runs in the directory of a module.
     *
     * @param name of the file, {@code access.md}
     */
    public static void assertSays(String name, String now) {
        Path page = DIRECTORY.resolve(name);
        try {
            if (Scripts.updates()) {
                Files.writeString(page, now);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(page).content().isEqualTo(now);
    }
}
