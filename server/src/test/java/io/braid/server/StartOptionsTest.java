package io.braid.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StartOptionsTest {
    @Test
    void flagsAreSettings() {
        StartOptions options = StartOptions.parse(
                "--data",
                "d",
                "--port=0",
                "--config",
                "c.conf",
                "--set",
                "a.b=c=d",
                "--set=kafka.port=1",
                "--trial-data");

        assertThat(options.settings())
                .containsEntry("data", "d")
                .containsEntry("http.port", "0")
                .containsEntry("a.b", "c=d")
                .containsEntry("kafka.port", "1")
                .containsEntry("trial.data", "true");
        assertThat(options.file()).contains(Path.of("c.conf"));
        assertThat(options.untilInputEnds()).isFalse();
    }

    @Test
    void whatCannotBeUnderstoodIsRefused() {
        assertThatThrownBy(() -> StartOptions.parse("--prot", "1"))
                .hasMessageStartingWith("unknown argument \"--prot\"")
                .hasMessageContaining("usage:");
        assertThatThrownBy(() -> StartOptions.parse("--data")).hasMessageStartingWith("--data needs a value");
        assertThatThrownBy(() -> StartOptions.parse("--set", "x")).hasMessageContaining("NAME=VALUE");
    }
}
