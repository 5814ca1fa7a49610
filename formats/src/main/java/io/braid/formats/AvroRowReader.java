package io.braid.formats;

import io.braid.spi.RegisteredSchema;
import io.braid.spi.RowType;
import io.braid.spi.SchemaLookup;
import org.jspecify.annotations.Nullable;

/**
 * Rows from Avro records that begin with the number of their schema, as Confluent's clients write them. Every record is
 * read with the schema that it was written with, so schemas may change while a query runs. Shared between threads.
 */
public final class AvroRowReader implements RecordDecoder {
    private final RowType columns;
    private final KnownSchemas<AvroValues.RecordReader> schemas;

    public AvroRowReader(RowType columns, SchemaLookup registry) {
        this.columns = columns;
        this.schemas = new KnownSchemas<>(registry, this::reader);
    }

    @Override
    public @Nullable Object @Nullable [] decode(byte @Nullable [] bytes) {
        if (bytes == null || bytes.length == 0) {
            return null;
        }
        AvroValues.RecordReader reader = schemas.get(ConfluentFrame.schemaId(bytes));
        AvroInput in = new AvroInput(bytes, ConfluentFrame.LENGTH);
        @Nullable Object[] row = reader.read(in);
        if (in.remaining() > 0) {
            throw BadRecordException.of("the record goes on after its last field");
        }
        return row;
    }

    /** One that refuses every record when the schema cannot give what the columns need: the next schema may. */
    private AvroValues.RecordReader reader(RegisteredSchema schema) {
        try {
            return new AvroValues().record(AvroSchemas.parse(schema), columns);
        } catch (BadRecordException e) {
            return in -> {
                throw e;
            };
        }
    }
}
