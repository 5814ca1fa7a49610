package io.braid.server;

import io.braid.spi.Setting;
import io.braid.testing.ReferencePage;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The reference of settings is written from the settings; {@code -Dgolden.update} rewrites it. */
class SettingsReferenceTest {
    @Test
    void theReferenceSaysWhatTheCodeDoes() {
        ReferencePage.assertSays("settings.md", reference());
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
