package io.braid.flink.job.format;

import io.braid.flink.job.value.InnerValues;
import io.braid.flink.job.value.RowConverter;
import io.braid.formats.RecordEncoder;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/** An encoder that needs nothing of Flink, as one of Flink's. */
final class RecordWriter implements SerializationSchema<RowData> {
    private static final long serialVersionUID = 1L;

    private final String format;
    private final Map<String, String> options;
    private final RowType columns;
    private final RowConverter values;
    private transient @Nullable RecordEncoder encoder;

    /**
     * Called when a query is planned.
     *
     * @throws io.braid.spi.StatementException when the format cannot hold the columns
     */
    RecordWriter(String format, Map<String, String> options, RowType columns) {
        this.format = format;
        this.options = Map.copyOf(options);
        this.columns = columns;
        this.values = RowConverter.of(columns);
        this.encoder = RecordEncoder.of(format, this.options, InnerValues.columns(columns));
    }

    @Override
    public byte @Nullable [] serialize(RowData row) {
        RecordEncoder ready = encoder;
        if (ready == null) {
            ready = RecordEncoder.of(format, options, InnerValues.columns(columns));
            encoder = ready;
        }
        return ready.encode(values.convert(row));
    }
}
