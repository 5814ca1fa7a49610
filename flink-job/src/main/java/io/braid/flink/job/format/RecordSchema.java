package io.braid.flink.job.format;

import io.braid.flink.job.value.InnerValues;
import io.braid.formats.RecordDecoder;
import java.io.IOException;
import java.util.Map;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/** A decoder that the server uses, too, as one of Flink's: so jobs and direct reads give the same rows. */
final class RecordSchema implements DeserializationSchema<RowData> {
    private static final long serialVersionUID = 1L;

    private final String format;
    private final Map<String, String> options;
    private final JobRegistry registry;
    private final RowType columns;
    private final TypeInformation<RowData> produced;
    private transient @Nullable Reading reading;

    private RecordSchema(
            String format,
            Map<String, String> options,
            JobRegistry registry,
            RowType columns,
            TypeInformation<RowData> produced) {
        this.format = format;
        this.options = options;
        this.registry = registry;
        this.columns = columns;
        this.produced = produced;
    }

    /**
     * Called when a query is planned.
     *
     * @throws io.braid.spi.StatementException when the format cannot hold the columns
     */
    static RecordSchema of(
            String format,
            Map<String, String> options,
            JobRegistry registry,
            RowType columns,
            TypeInformation<RowData> produced) {
        RecordSchema schema = new RecordSchema(format, Map.copyOf(options), registry, columns, produced);
        schema.reading = schema.reading();
        return schema;
    }

    @Override
    public @Nullable RowData deserialize(byte @Nullable [] message) throws IOException {
        Reading ready = reading();
        reading = ready;
        @Nullable Object @Nullable [] values = ready.decoder().decode(message);
        return values == null ? null : ready.values().row(values);
    }

    private Reading reading() {
        return reading != null
                ? reading
                : new Reading(
                        RecordDecoder.of(format, options, InnerValues.columns(columns), registry.connect()),
                        InnerValues.of(columns));
    }

    @Override
    public boolean isEndOfStream(RowData row) {
        return false;
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return produced;
    }

    private record Reading(RecordDecoder decoder, InnerValues values) {}
}
