package io.braid.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.braid.spi.DataType;
import io.braid.spi.RowType;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Rows from JSON objects. A row must be the same whether a job or the server itself has read it, so this follows
 * Flink's own format to the letter: texts that hold numbers are numbers, numbers in a VARCHAR keep their spelling,
 * objects and arrays in a VARCHAR become JSON text, a decimal is rounded to its scale and null when still too long.
 * Missing fields are null, unknown ones are skipped. Shared between threads.
 */
public final class JsonRowReader implements RecordDecoder {
    private final JsonFactory factory;
    private final JsonFields fields;

    public JsonRowReader(RowType columns, TimestampFormat timestamps) {
        boolean exact = columns.columns().stream().anyMatch(c -> holdsDecimal(c.type()));
        JsonMapper mapper = JsonMapper.builder()
                .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                // Numbers inside JSON text keep their digits only beside a DECIMAL: Flink's rule.
                .configure(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, exact)
                .build();
        factory = mapper.getFactory();
        fields = JsonFields.of(columns, new JsonValues(timestamps));
    }

    @Override
    public @Nullable Object @Nullable [] decode(byte @Nullable [] bytes) {
        if (bytes == null || bytes.length == 0) {
            return null;
        }
        try (JsonParser parser = factory.createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw BadRecordException.of("the record is no JSON object");
            }
            return fields.read(parser);
        } catch (JsonEOFException e) {
            throw BadRecordException.of("the record ends in the middle of its JSON", e);
        } catch (JsonParseException e) {
            throw BadRecordException.of("the record is no JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw BadRecordException.of("the record is no JSON: " + e.getMessage(), e);
        }
    }

    private static boolean holdsDecimal(DataType type) {
        if (type instanceof DataType.ArrayOf array) {
            return holdsDecimal(array.element());
        }
        if (type instanceof DataType.MapOf map) {
            return holdsDecimal(map.key()) || holdsDecimal(map.value());
        }
        if (type instanceof DataType.StructOf struct) {
            return struct.fields().stream().anyMatch(f -> holdsDecimal(f.type()));
        }
        return type.kind() == DataType.Kind.DECIMAL;
    }
}
