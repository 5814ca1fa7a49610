package io.braid.formats;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.braid.spi.DataType;
import io.braid.spi.DataType.Kind;
import io.braid.spi.Field;
import io.braid.spi.RowType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Columns that JSON records could be read into, guessed from some of them. Whole numbers are BIGINT, others DOUBLE, texts
 * VARCHAR, objects STRUCT. What is of one kind here and of another there, or never anything but null, is VARCHAR, which
 * takes all; and so are objects whose names are better taken for keys, being many.
 */
public final class JsonColumns {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_FIELDS = 500;
    private static final int DEEPEST = 20;

    /** What was seen of one value. */
    private static final class Seen {
        private @Nullable Kind kind;
        private final Map<String, Seen> fields = new LinkedHashMap<>();
        private @Nullable Seen element;

        void add(JsonNode value, int depth) {
            if (value.isNull()) {
                return;
            }
            Kind next = depth > DEEPEST ? Kind.VARCHAR : kind(value);
            if (kind == null || kind == next) {
                kind = next;
            } else {
                boolean numbers = kind.isNumeric() && next.isNumeric();
                kind = numbers ? Kind.DOUBLE : Kind.VARCHAR;
            }
            if (kind == Kind.STRUCT) {
                value.properties().forEach(field -> fields.computeIfAbsent(field.getKey(), name -> new Seen())
                        .add(field.getValue(), depth + 1));
            } else if (kind == Kind.ARRAY) {
                Seen of = element == null ? new Seen() : element;
                element = of;
                value.forEach(item -> of.add(item, depth + 1));
            }
        }

        DataType type() {
            if (kind == Kind.ARRAY) {
                return DataType.array(element == null ? DataType.VARCHAR : element.type());
            }
            if (kind == Kind.STRUCT && !fields.isEmpty() && fields.size() <= MOST_FIELDS) {
                return DataType.struct(fields());
            }
            if (kind == Kind.BOOLEAN) {
                return DataType.BOOLEAN;
            }
            return kind == Kind.BIGINT ? DataType.BIGINT : kind == Kind.DOUBLE ? DataType.DOUBLE : DataType.VARCHAR;
        }

        List<Field> fields() {
            List<Field> typed = new ArrayList<>();
            fields.forEach((name, seen) -> typed.add(new Field(name, seen.type())));
            return typed;
        }
    }

    private JsonColumns() {}

    /** Empty when none of the records is a JSON object. */
    public static Optional<RowType> guess(Collection<byte[]> records) {
        Seen all = new Seen();
        boolean any = false;
        for (byte[] record : records) {
            JsonNode node = object(record);
            if (node != null) {
                any = true;
                all.add(node, 0);
            }
        }
        return any && !all.fields.isEmpty()
                ? Optional.of(RowType.of(new DataType.StructOf(all.fields())))
                : Optional.empty();
    }

    private static @Nullable JsonNode object(byte[] record) {
        try {
            JsonNode node = JSON.readTree(record);
            return node != null && node.isObject() ? node : null;
        } catch (JsonProcessingException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Kind kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case BOOLEAN -> Kind.BOOLEAN;
            case NUMBER -> value.canConvertToLong() && value.isIntegralNumber() ? Kind.BIGINT : Kind.DOUBLE;
            case ARRAY -> Kind.ARRAY;
            case OBJECT -> Kind.STRUCT;
            default -> Kind.VARCHAR;
        };
    }
}
