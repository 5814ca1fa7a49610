package io.braid.formats;

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
 * Bytes of records, for people to read: what is known of them as JSON, other text as it is, and anything else in base64.
 * Shared between threads.
 */
public final class RecordText {
    private final Printer printer;

    /** Records of one kind as JSON. */
    @FunctionalInterface
    private interface Printer {
        /** Null for bytes that are no such record. */
        @Nullable
        String print(byte[] bytes);
    }

    private RecordText(Printer printer) {
        this.printer = printer;
    }

    /** Records of which nothing is known. */
    public static RecordText plain() {
        return new RecordText(bytes -> null);
    }

    /** Records of Avro, among others perhaps, whose schemas a registry knows. */
    public static RecordText avro(SchemaLookup registry) {
        KnownSchemas<Printer> schemas = new KnownSchemas<>(registry, RecordText::printer);
        return new RecordText(bytes -> ConfluentFrame.isFramed(bytes)
                ? schemas.get(ConfluentFrame.schemaId(bytes)).print(bytes)
                : null);
    }

    /** Records that are Protobuf messages. */
    public static RecordText protobuf(ProtobufDescriptors descriptors, String message) {
        RowType columns;
        try {
            columns = ProtobufTypes.columns(descriptors, message);
        } catch (StatementException e) {
            return plain();
        }
        RecordDecoder decoder = new ProtobufRowReader(columns, descriptors.require(message));
        return new RecordText(bytes -> {
            @Nullable Object[] row = decoder.decode(bytes);
            return row == null ? null : json(columns, row);
        });
    }

    /** Null for absent bytes. */
    public @Nullable String show(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            String known = printer.print(bytes);
            return known == null ? text(bytes) : known;
        } catch (BadRecordException e) {
            // it only looked like one
            return text(bytes);
        }
    }

    private static String json(RowType columns, @Nullable Object[] row) {
        StringBuilder out = new StringBuilder();
        JsonText.appendRow(out, columns, row, JsonText.Timestamps.SQL);
        return out.toString();
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
            return bytes -> {
                AvroInput in = new AvroInput(bytes, ConfluentFrame.LENGTH);
                @Nullable Object[] row = reader.read(in);
                if (in.remaining() > 0) {
                    return null;
                }
                return record
                        ? json(columns, row)
                        : JsonText.of(columns.column(0).type(), row[0]);
            };
        } catch (StatementException | BadRecordException e) {
            // one that gives no columns
            return bytes -> null;
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
