package io.braid.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformSettingsTest {
    @TempDir
    private Path folder;

    @Test
    void theNearerPlaceWins() throws IOException {
        Path file = write("""
                # a comment
                http.port = 1
                statement.wait = 3 s
                limit.body = 2MB
                """);
        PlatformSettings settings = PlatformSettings.read(
                Optional.of(file),
                Map.of("BRAID_HTTP_PORT", "2", "BRAID_LIMIT_SOCKETS", "7", "BRAID_HEAP", "1g", "PATH", "/bin"),
                Map.of("http.port", "3"));

        assertThat(settings.get(PlatformSettings.HTTP_PORT)).isEqualTo(3);
        assertThat(settings.get(PlatformSettings.STATEMENT_WAIT)).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.get(PlatformSettings.LIMIT_BODY)).isEqualTo(2L << 20);
        assertThat(settings.get(PlatformSettings.LIMIT_SOCKETS)).isEqualTo(7);
        assertThat(settings.get(PlatformSettings.HTTP_HOST)).isEqualTo("127.0.0.1");
        assertThat(settings.find(PlatformSettings.HTTP_PUBLIC_URL)).isEmpty();
    }

    @Test
    void aMisspeltNameIsRefusedWhereverItIs() throws IOException {
        Path file = write("\nhtpp.port = 1\n");
        assertThatThrownBy(() -> PlatformSettings.read(Optional.of(file), Map.of(), Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessage(file + ":2: setting \"htpp.port\" does not exist, did you mean \"http.port\"?");
        assertThatThrownBy(() -> read(Map.of("BRAID_KAFKA_PROT", "1"), Map.of()))
                .hasMessage("environment variable BRAID_KAFKA_PROT: setting \"kafka.prot\" does not exist, did you"
                        + " mean \"kafka.port\"?");
        assertThatThrownBy(() -> read(Map.of(), Map.of("colour", "red")))
                .hasMessage("--set colour: setting \"colour\" does not exist");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http.port         | 65536 | expected 0 to 65535",
                "http.port         | many  | expected a whole number",
                "statement.wait    | 10    | expected a number with ms, s, m, h or d",
                "limit.body        | 1 TB  | expected a number with KB, MB or GB",
                "trial.data        | maybe | expected TRUE or FALSE",
            })
    void aBadValueIsRefusedWithTheReason(String name, String value, String reason) {
        assertThatThrownBy(() -> read(Map.of(), Map.of(name, value)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("setting \"" + name + "\" has value \"" + value + "\": " + reason);
    }

    @Test
    void aLineWithoutValueAndANameTwiceAreRefused() throws IOException {
        Path noValue = write("http.port\n");
        assertThatThrownBy(() -> PlatformSettings.read(Optional.of(noValue), Map.of(), Map.of()))
                .hasMessageEndingWith(":1: expected \"name = value\"");
        Path twice = write("http.port=1\nHTTP.PORT=2\n");
        assertThatThrownBy(() -> PlatformSettings.read(Optional.of(twice), Map.of(), Map.of()))
                .hasMessageEndingWith(":2: setting \"http.port\" is there twice");
        Path missing = folder.resolve("none");
        assertThatThrownBy(() -> PlatformSettings.read(Optional.of(missing), Map.of(), Map.of()))
                .hasMessageContaining("cannot be read");
    }

    @Test
    void aCertificateNeedsItsKey() {
        assertThatThrownBy(() -> read(Map.of(), Map.of("http.tls.certificate", "c.pem")))
                .hasMessageContaining("need each other");
    }

    @Test
    void everySettingHasOneVariable() {
        assertThat(PlatformSettings.ALL)
                .allSatisfy(s -> assertThat(s.name()).matches("[a-z]+(\\.[a-z]+)*"))
                .extracting(s -> s.name())
                .doesNotHaveDuplicates();
    }

    private static PlatformSettings read(Map<String, String> environment, Map<String, String> given) {
        return PlatformSettings.read(Optional.empty(), environment, given);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "settings", ".conf"), text);
    }
}
