package io.braid.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.spi.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The reference of settings is written from the settings; {@code -Dgolden.update} rewrites it. */
class SettingsReferenceTest {
    private static final Path REFERENCE = Path.of("..", "docs", "reference", "settings.md");

    @Test
    void theReferenceSaysWhatTheCodeDoes() throws IOException {
        String now = reference();
        if (System.getProperty("golden.update") != null) {
            Files.createDirectories(REFERENCE.getParent());
            Files.writeString(REFERENCE, now);
        }
        assertThat(REFERENCE).content().isEqualTo(now);
    }

    private static String reference() {
        StringBuilder text = new StringBuilder("""
                # Settings of the server

                A setting comes from the command line (`--set http.port=8081`), else from the environment
                (`BRAID_HTTP_PORT=8081`), else from the file of `--config` (`http.port = 8081`, one a line, `#` begins a
                comment), else it has its default. A name that does not exist stops the start.

                Durations are a number with `ms`, `s`, `m`, `h` or `d`; sizes a number with `KB`, `MB` or `GB`.

                This page is written from the code: `mvn -pl server test -Dtest=SettingsReferenceTest -Dgolden.update`.

                | setting | default | kind | meaning |
                |---|---|---|---|
                """);
        for (Setting<?> setting : PlatformSettings.ALL) {
            text.append("| `")
                    .append(setting.name())
                    .append("` | ")
                    .append(setting.defaultValue()
                            .map(v -> "`" + SettingKinds.text(v) + "`")
                            .orElse("none"))
                    .append(" | ")
                    .append(setting.typeName().toLowerCase(Locale.ROOT))
                    .append(" | ")
                    .append(setting.meaning())
                    .append(" |\n");
        }
        return text.toString();
    }
}
