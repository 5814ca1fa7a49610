package io.braid.formats;

import io.braid.spi.DataType;
import io.braid.spi.JsonText;
import io.braid.spi.RegisteredSchema;
import io.braid.spi.RowType;
import io.braid.spi.SchemaLookup;
import io.braid.spi.StatementException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of records, for people to read: Avro of a registry as JSON, what is text as it is, and anything else in base64.
 * Shared between threads.
 */
public final class RecordText {
    private final @Nullable KnownSchemas<Printer> schemas;

    /** One schema's records as JSON. */
    @FunctionalInterface
    private interface Printer {
        String print(AvroInput in);
    }

    /** @param registry null where there is none */
    public RecordText(@Nullable SchemaLookup registry) {
        this.schemas = registry == null ? null : new KnownSchemas<>(registry, RecordText::printer);
    }

    /** Null for absent bytes. */
    public @Nullable String of(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        if (schemas != null && bytes.length >= ConfluentFrame.LENGTH && bytes[0] == 0) {
            try {
                AvroInput in = new AvroInput(bytes, ConfluentFrame.LENGTH);
                String text = schemas.get(ConfluentFrame.schemaId(bytes)).print(in);
                if (in.remaining() == 0) {
                    return text;
                }
            } catch (BadRecordException e) {
                // it only looked like one
            }
        }
        return text(bytes);
    }

    private static Printer printer(RegisteredSchema schema) {
        try {
            Schema parsed = AvroSchemas.parse(schema);
            boolean record = parsed.getType() == Schema.Type.RECORD;
            // a record of one field has the same bytes as the field
            Schema outer = record
                    ? parsed
                    : Schema.createRecord("Wrapped", null, null, false, List.of(new Schema.Field("value", parsed)));
            RowType columns = AvroSchemas.columns(outer);
            AvroValues.RecordReader reader = new AvroValues().record(outer, columns);
            return in -> {
                StringBuilder out = new StringBuilder();
                @Nullable Object[] values = reader.read(in);
                if (record) {
                    JsonText.appendRow(out, columns, values, JsonText.Timestamps.SQL);
                } else {
                    DataType type = columns.column(0).type();
                    JsonText.append(out, type, values[0], JsonText.Timestamps.SQL);
                }
                return out.toString();
            };
        } catch (StatementException | BadRecordException e) {
            return in -> {
                throw BadRecordException.of("its schema gives no columns", e);
            };
        }
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return Base64.getEncoder().encodeToString(bytes);
        }
    }
}
