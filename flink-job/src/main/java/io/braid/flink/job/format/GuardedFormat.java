package io.braid.flink.job.format;

import io.braid.flink.job.format.GuardedSchema.Rules;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.jspecify.annotations.Nullable;

/** A decoding format whose decoders are {@link GuardedSchema}s. */
record GuardedFormat(
        DecodingFormat<DeserializationSchema<RowData>> format,
        String formatName,
        String topic,
        OnError onError,
        @Nullable BadRecordLog log,
        boolean readsKeys)
        implements DecodingFormat<DeserializationSchema<RowData>> {

    @Override
    public DeserializationSchema<RowData> createRuntimeDecoder(DynamicTableSource.Context context, DataType rowType) {
        int columnsOfAbsentKey = readsKeys ? rowType.getChildren().size() : 0;
        return new GuardedSchema(
                format.createRuntimeDecoder(context, rowType),
                new Rules(formatName, topic, onError, log, readsKeys, columnsOfAbsentKey));
    }

    @Override
    public ChangelogMode getChangelogMode() {
        return ChangelogMode.insertOnly();
    }
}
