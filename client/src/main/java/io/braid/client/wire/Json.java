package io.braid.client.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** The one way these records become JSON and back. Shared between threads. */
public final class Json {
    // Unknown fields are let through: a newer side may say more than an older one understands.
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Json() {}

    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value.getClass().getSimpleName() + " as JSON", e);
        }
    }

    public static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value.getClass().getSimpleName() + " as JSON", e);
        }
    }

    /** @throws IOException when the bytes are not JSON or do not fit the record */
    public static <T> T read(byte[] json, Class<T> type) throws IOException {
        return reader(type).readValue(json);
    }

    /** @throws IOException when the text is not JSON or does not fit the record */
    public static <T> T read(String json, Class<T> type) throws IOException {
        return reader(type).readValue(json);
    }

    private static ObjectReader reader(Class<?> type) {
        return MAPPER.readerFor(type);
    }
}
