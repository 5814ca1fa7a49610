package io.braid.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private enum Format {
        JSON,
        UPPER_CASE
    }

    private static final Setting<Integer> PARTITIONS =
            Setting.integer("topic.partitions", "How many partitions.").alias("kafka.partitions");
    private static final Setting<String> TOPIC = Setting.text("topic", "The topic.");
    private static final Setting<Secret> PASSWORD = Setting.secret("password", "The password.");
    private static final Setting<Boolean> TLS =
            Setting.flag("tls", "Whether to encrypt.").orElse(true);
    private static final Setting<Format> FORMAT = Setting.choice("format", Format.class, "The format.");
    private static final List<Setting<?>> KNOWN = List.of(PARTITIONS, TOPIC, PASSWORD, TLS, FORMAT);

    @Test
    void namesAndAliasesAreFoundInAnyCase() {
        Settings settings = Settings.read(KNOWN, Map.of("KAFKA.Partitions", " 3 "));
        assertThat(settings.get(PARTITIONS)).isEqualTo(3);
        assertThat(settings.asTexts()).containsExactly(Map.entry("topic.partitions", " 3 "));
    }

    @Test
    void whatIsNotGivenFallsBack() {
        assertThat(Settings.empty().get(TLS)).isTrue();
        assertThat(Settings.empty().find(TOPIC)).isEmpty();
        assertThat(Settings.empty().has(TLS)).isFalse();
    }

    @Test
    void choicesAreReadInAnyCase() {
        assertThat(Settings.read(KNOWN, Map.of("format", "upper-case")).get(FORMAT))
                .isEqualTo(Format.UPPER_CASE);
    }

    @Test
    void everyMistakeIsNamedAtOnce() {
        assertThatThrownBy(() -> Settings.read(KNOWN, Map.of("topik", "x", "tls", "maybe", "format", "xml")))
                .isInstanceOfSatisfying(StatementException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMETER);
                    assertThat(e.problem())
                            .contains("unknown parameter \"topik\"")
                            .contains("parameter \"tls\" has value \"maybe\": expected TRUE or FALSE")
                            .contains("parameter \"format\" has value \"xml\": expected one of JSON, UPPER_CASE");
                    assertThat(e.hint()).contains("did you mean \"topic\"?");
                });
    }

    @Test
    void missingOnesAreNamedTogether() {
        List<Setting<?>> known = List.of(TOPIC.mandatory(), PARTITIONS.mandatory());
        assertThatThrownBy(() -> Settings.read(known, Map.of())).isInstanceOfSatisfying(StatementException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.MISSING_PARAMETER);
            assertThat(e.problem()).isEqualTo("topic, and topic.partitions are required");
        });
    }

    @Test
    void secretsDoNotPrint() {
        Secret secret = Settings.read(KNOWN, Map.of("password", "hunter2")).get(PASSWORD);
        assertThat(secret).hasToString("***");
        assertThat(secret.reveal()).isEqualTo("hunter2");
    }
}
