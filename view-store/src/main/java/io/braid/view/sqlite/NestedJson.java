package io.braid.view.sqlite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.braid.spi.DataType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads back what {@link io.braid.spi.JsonText} has written. */
final class NestedJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private NestedJson() {}

    static Object read(DataType type, String json) {
        try {
            Object value = value(type, JSON.readTree(json));
            if (value == null) {
                throw new IllegalStateException("a stored value of type " + type + " is null");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored value of type " + type + " is no JSON", e);
        }
    }

    private static @Nullable Object value(DataType type, JsonNode node) {
        if (node.isNull()) {
            return null;
        }
        if (type instanceof DataType.ArrayOf array) {
            List<@Nullable Object> values = new ArrayList<>(node.size());
            node.forEach(element -> values.add(value(array.element(), element)));
            return Collections.unmodifiableList(values);
        }
        if (type instanceof DataType.MapOf map) {
            Map<Object, @Nullable Object> values = new LinkedHashMap<>();
            node.properties().forEach(e -> values.put(scalar(map.key(), e.getKey()), value(map.value(), e.getValue())));
            return Collections.unmodifiableMap(values);
        }
        if (type instanceof DataType.StructOf struct) {
            List<@Nullable Object> values = new ArrayList<>(node.size());
            struct.fields().forEach(field -> values.add(value(field.type(), node.path(field.name()))));
            return Collections.unmodifiableList(values);
        }
        return scalar(type, node.asText());
    }

    private static Object scalar(DataType type, String text) {
        return switch (type.kind()) {
            case BOOLEAN -> Boolean.valueOf(text);
            case TINYINT, SMALLINT, INTEGER -> Integer.valueOf(text);
            case BIGINT -> Long.valueOf(text);
            case FLOAT -> Float.valueOf(text);
            case DOUBLE -> Double.valueOf(text);
            case DECIMAL -> new BigDecimal(text).setScale(((DataType.Decimal) type).scale(), RoundingMode.UNNECESSARY);
            case VARCHAR -> text;
            case VARBINARY -> Base64.getDecoder().decode(text);
            case DATE -> LocalDate.parse(text);
            case TIME -> LocalTime.parse(text);
            case TIMESTAMP -> LocalDateTime.parse(text.replace(' ', 'T'));
            case TIMESTAMP_LTZ -> Instant.parse(text.replace(' ', 'T'));
            case ARRAY, MAP, STRUCT -> throw new IllegalStateException("a key of type " + type);
        };
    }
}
