package io.braid.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.braid.spi.RowType;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Rows from JSON objects, in jobs as in the server. A value is read as what it is or not at all: a text is no number, and
 * what does not fit its column makes the record one that cannot be read. Only a VARCHAR takes whatever comes. Missing
 * fields are null, unknown ones are skipped. Shared between threads.
 */
public final class JsonRowReader implements RecordDecoder {
    private final JsonFactory factory;
    private final JsonFields fields;

    public JsonRowReader(RowType columns, TimestampFormat timestamps) {
        JsonMapper mapper = JsonMapper.builder()
                .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
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
            @Nullable Object[] row = fields.read(parser);
            if (parser.nextToken() != null) {
                throw BadRecordException.of("the record goes on after its JSON object");
            }
            return row;
        } catch (JsonEOFException e) {
            throw BadRecordException.of("the record ends in the middle of its JSON", e);
        } catch (JsonParseException e) {
            throw BadRecordException.of("the record is no JSON: " + reason(e), e);
        } catch (IOException e) {
            throw BadRecordException.of("the record cannot be read as JSON", e);
        }
    }

    private static String reason(JsonParseException error) {
        String text = error.getOriginalMessage().replaceAll(": enable `.*|: was expecting .*", "");
        return text.isEmpty() ? "it breaks off" : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
