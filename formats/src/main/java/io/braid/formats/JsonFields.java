package io.braid.formats;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.Field;
import io.braid.spi.RowType;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a JSON object, read into their places. */
final class JsonFields {
    private final Map<String, Integer> places = new HashMap<>();
    private final JsonValues.Reader[] readers;
    private final DataType[] types;

    private JsonFields(List<String> names, List<DataType> types, JsonValues values) {
        for (int i = 0; i < names.size(); i++) {
            places.put(names.get(i), i);
        }
        this.types = types.toArray(DataType[]::new);
        this.readers = types.stream().map(values::reader).toArray(JsonValues.Reader[]::new);
    }

    static JsonFields of(RowType columns, JsonValues values) {
        return new JsonFields(
                columns.names(), columns.columns().stream().map(Column::type).toList(), values);
    }

    static JsonFields of(DataType.StructOf struct, JsonValues values) {
        return new JsonFields(
                struct.fields().stream().map(Field::name).toList(),
                struct.fields().stream().map(Field::type).toList(),
                values);
    }

    /** Reads the object that the parser stands at the beginning of, to its end. Of a name written twice the last counts. */
    @Nullable
    Object[] read(JsonParser parser) throws IOException {
        @Nullable Object[] row = new @Nullable Object[readers.length];
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            Integer place = places.get(name);
            if (place == null) {
                parser.skipChildren();
                continue;
            }
            row[place] = token == JsonToken.VALUE_NULL ? null : value(parser, name, place);
        }
        return row;
    }

    private @Nullable Object value(JsonParser parser, String name, int place) throws IOException {
        JsonToken token = parser.currentToken();
        try {
            return readers[place].read(parser);
        } catch (BadRecordException e) {
            throw e.within(name);
        } catch (JsonParseException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw BadRecordException.inField(name, JsonValues.mismatch(types[place], token), e);
        }
    }
}
