package io.braid.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataDirectoryTest {
    @TempDir
    Path folder;

    @Test
    void addressesOfAKilledServerAreForgotten() throws IOException {
        Files.writeString(folder.resolve("endpoints.json"), "{\"api\":\"http://127.0.0.1:1/v2\"}");

        try (DataDirectory data = DataDirectory.open(folder)) {
            assertThat(data.endpoints()).doesNotExist();
        }
    }

    @Test
    void scratchSpaceIsEmptiedAndNothingElse() throws IOException {
        Files.createDirectories(folder.resolve("tmp/deep"));
        Files.writeString(folder.resolve("tmp/deep/file"), "x");
        Files.createDirectories(folder.resolve("views"));
        Files.writeString(folder.resolve("views/kept"), "x");

        try (DataDirectory data = DataDirectory.open(folder)) {
            assertThat(data.scratch()).isEmptyDirectory();
            assertThat(data.views().resolve("kept")).exists();
        }
    }

    @Test
    void oneServerUsesItAtATime() throws IOException {
        try (DataDirectory data = DataDirectory.open(folder)) {
            assertThatThrownBy(() -> DataDirectory.open(data.root()))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("another server is using this directory")
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
        DataDirectory.open(folder).close();
    }
}
