package io.braid.server.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.braid.feed.FeedRow;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.RowType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowFramesTest {
    private static final RowType TEXTS = RowType.of(Column.of("a", DataType.VARCHAR), Column.of("b", DataType.VARCHAR));

    private final RowFrames frames = new RowFrames(TEXTS, ZoneOffset.UTC);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "\"quoted\" \\ back",
                "line\nend\r\t\b\f",
                "\u0000\u001f\u007f",
                "é ü ß",
                "東西",
                "😀 and 👩‍👩‍👧",
                "</script>",
                "\u2028"
            })
    void everyTextComesBackAsItWas(String text) throws IOException {
        assertThat(read(text, text).at("/data/0").asText()).isEqualTo(text);
        assertThat(read(text, text).at("/data/1").asText()).isEqualTo(text);
    }

    @Test
    void nullsAndSizesOfAllKinds() throws IOException {
        assertThat(read(null, null).get("data")).hasToString("[null,null]");
        for (int length = 3_000; length < 5_000; length += 7) {
            String text = "\u0001".repeat(length);
            assertThat(read(text, null).at("/data/0").asText()).hasSize(length);
        }
        String huge = "é".repeat(3_000_000);
        assertThat(read("x", huge).at("/data/1").asText()).isEqualTo(huge);
        assertThat(read("small", "again").get("data")).hasToString("[\"small\",\"again\"]");
    }

    @Test
    void halfOfASurrogatePairStillGivesValidUtf8() throws IOException {
        ByteBuffer frame = frames.frame(FeedRow.insert("a\ud83d", "\ude00b"));
        assertThat(utf8(frame)).contains("a\\ud83d", "\\ude00b");
    }

    @Test
    void instantsAreShownInTheZoneOfTheRequest() throws IOException {
        RowFrames inLisbon =
                new RowFrames(RowType.of(Column.of("t", DataType.timestampLtz(0))), ZoneId.of("Europe/Lisbon"));
        assertThat(utf8(inLisbon.frame(FeedRow.insert(Instant.parse("2024-07-01T12:00:00Z")))))
                .contains("2024-07-01 13:00:00");
    }

    private JsonNode read(@Nullable String a, @Nullable String b) throws IOException {
        String text = utf8(frames.frame(FeedRow.insert(a, b)));
        assertThat(text).startsWith("{\"type\":\"data\",\"headers\":{},\"data\":[");
        return new ObjectMapper().readTree(text);
    }

    /** Strict, as a WebSocket client is. */
    private static String utf8(ByteBuffer frame) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(frame.duplicate()).toString();
    }
}
