package io.braid.flink.job.format;

import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;

/** Bytes to a row of one column. */
final class PrimitiveDecoder implements DeserializationSchema<RowData> {
    private static final long serialVersionUID = 1L;

    private final PrimitiveCodec codec;
    private final TypeInformation<RowData> produced;

    PrimitiveDecoder(PrimitiveCodec codec, TypeInformation<RowData> produced) {
        this.codec = codec;
        this.produced = produced;
    }

    @Override
    public RowData deserialize(byte[] message) throws RecordFormatException {
        return GenericRowData.of(codec.read(message));
    }

    @Override
    public boolean isEndOfStream(RowData row) {
        return false;
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return produced;
    }
}
