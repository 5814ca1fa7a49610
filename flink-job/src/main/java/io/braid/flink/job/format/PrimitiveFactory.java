package io.braid.flink.job.format;

import java.util.Set;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.format.EncodingFormat;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DeserializationFormatFactory;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.SerializationFormatFactory;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;

/** {@code braid-primitive}: the bytes of a key or value are those of one column. Created by Flink. */
public final class PrimitiveFactory implements DeserializationFormatFactory, SerializationFormatFactory {
    public static final String IDENTIFIER = "braid-primitive";

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of();
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return FormatOptions.GUARD;
    }

    @Override
    public DecodingFormat<DeserializationSchema<RowData>> createDecodingFormat(
            DynamicTableFactory.Context context, ReadableConfig options) {
        return new GuardedFormat(
                new Decoding(),
                "PRIMITIVE",
                FormatOptions.topic(context),
                options.get(FormatOptions.ON_ERROR),
                FormatOptions.log(options),
                AbsentKeys.readsKeys(context, options, IDENTIFIER));
    }

    @Override
    public EncodingFormat<SerializationSchema<RowData>> createEncodingFormat(
            DynamicTableFactory.Context context, ReadableConfig options) {
        return new Encoding();
    }

    private static LogicalType onlyColumn(DataType row) {
        if (row.getChildren().size() != 1) {
            throw new ValidationException("format PRIMITIVE holds exactly one column, not "
                    + row.getChildren().size());
        }
        return row.getLogicalType().getChildren().get(0);
    }

    private record Decoding() implements DecodingFormat<DeserializationSchema<RowData>> {
        @Override
        public DeserializationSchema<RowData> createRuntimeDecoder(DynamicTableSource.Context context, DataType row) {
            return new PrimitiveDecoder(PrimitiveCodec.of(onlyColumn(row)), context.createTypeInformation(row));
        }

        @Override
        public ChangelogMode getChangelogMode() {
            return ChangelogMode.insertOnly();
        }
    }

    private record Encoding() implements EncodingFormat<SerializationSchema<RowData>> {
        @Override
        public SerializationSchema<RowData> createRuntimeEncoder(DynamicTableSink.Context context, DataType row) {
            return new PrimitiveEncoder(PrimitiveCodec.of(onlyColumn(row)));
        }

        @Override
        public ChangelogMode getChangelogMode() {
            return ChangelogMode.insertOnly();
        }
    }
}
