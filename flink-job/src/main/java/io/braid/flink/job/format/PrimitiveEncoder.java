package io.braid.flink.job.format;

import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/** A row of one column to bytes; null is the absence of bytes. */
final class PrimitiveEncoder implements SerializationSchema<RowData> {
    private static final long serialVersionUID = 1L;

    private final PrimitiveCodec codec;

    PrimitiveEncoder(PrimitiveCodec codec) {
        this.codec = codec;
    }

    @Override
    public byte @Nullable [] serialize(RowData row) {
        return row.isNullAt(0) ? null : codec.write(row);
    }
}
