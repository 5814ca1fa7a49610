package io.braid.catalog.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
    private static final String AWKWARD = "\"quoted\" \\ back\nslash\t\0 {a}, [b]: ü 漢 😀";

    @Test
    void listsComeBack() {
        List<String> values = List.of("", "a", AWKWARD, "a");
        assertThat(JsonText.list(JsonText.of(values))).isEqualTo(values);
        assertThat(JsonText.list(JsonText.of(List.of()))).isEmpty();
    }

    @Test
    void mapsComeBack() {
        Map<String, String> values = Map.of("", "empty", "value.format", "json", AWKWARD, AWKWARD);
        assertThat(JsonText.map(JsonText.of(values))).isEqualTo(values);
        assertThat(JsonText.map(JsonText.of(Map.of()))).isEmpty();
    }

    @Test
    void isJsonWithoutControlCharacters() {
        assertThat(JsonText.of(List.of("a\"b", "\0"))).isEqualTo("[\"a\\\"b\",\"\\u0000\"]");
        assertThat(JsonText.of(Map.of("b", "2", "a", "1"))).isEqualTo("{\"a\":\"1\",\"b\":\"2\"}");
    }

    @Test
    void readsWhatAPersonHasMended() {
        assertThat(JsonText.list(" [ \"a\" ,\n \"\\u00fc\\n\\/\" ] ")).containsExactly("a", "ü\n/");
        assertThat(JsonText.map("{ \"a\" : \"1\" }")).containsExactly(Map.entry("a", "1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[", "[\"a\"", "[\"a\",]", "[\"a", "[\"\\x\"]", "[\"\\u00g0\"]", "[\"a\"] x", "[1]", "{}"})
    void refusesWhatIsNoList(String text) {
        assertThatThrownBy(() -> JsonText.list(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a list or map of texts");
    }
}
