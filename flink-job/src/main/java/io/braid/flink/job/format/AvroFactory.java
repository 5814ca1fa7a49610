package io.braid.flink.job.format;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
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
import org.apache.flink.table.types.logical.RowType;

/** {@code braid-avro}: records that begin with the number of their schema in a registry. Created by Flink. */
public final class AvroFactory implements DeserializationFormatFactory, SerializationFormatFactory {
    public static final String IDENTIFIER = "braid-avro";

    private static final String FORMAT = "AVRO";

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
        Set<ConfigOption<?>> options = new HashSet<>(FormatOptions.GUARD);
        options.addAll(Set.of(
                FormatOptions.REGISTRY_TYPE,
                FormatOptions.REGISTRY_SETTINGS,
                FormatOptions.SCHEMA,
                FormatOptions.SCHEMA_ID));
        return options;
    }

    @Override
    public DecodingFormat<DeserializationSchema<RowData>> createDecodingFormat(
            DynamicTableFactory.Context context, ReadableConfig options) {
        return new GuardedFormat(
                new Decoding(JobRegistry.of(options)),
                FORMAT,
                FormatOptions.topic(context),
                options.get(FormatOptions.ON_ERROR),
                FormatOptions.log(options),
                AbsentKeys.readsKeys(context, options, IDENTIFIER));
    }

    @Override
    public EncodingFormat<SerializationSchema<RowData>> createEncodingFormat(
            DynamicTableFactory.Context context, ReadableConfig options) {
        return new Encoding(Map.of(
                FormatOptions.SCHEMA.key(), options.get(FormatOptions.SCHEMA),
                FormatOptions.SCHEMA_ID.key(),
                        options.get(FormatOptions.SCHEMA_ID).toString()));
    }

    private record Decoding(JobRegistry registry) implements DecodingFormat<DeserializationSchema<RowData>> {
        @Override
        public DeserializationSchema<RowData> createRuntimeDecoder(DynamicTableSource.Context context, DataType row) {
            return RecordSchema.of(
                    FORMAT, Map.of(), registry, (RowType) row.getLogicalType(), context.createTypeInformation(row));
        }

        @Override
        public ChangelogMode getChangelogMode() {
            return ChangelogMode.insertOnly();
        }
    }

    private record Encoding(Map<String, String> schema) implements EncodingFormat<SerializationSchema<RowData>> {
        @Override
        public SerializationSchema<RowData> createRuntimeEncoder(DynamicTableSink.Context context, DataType row) {
            return new RecordWriter(FORMAT, schema, (RowType) row.getLogicalType());
        }

        @Override
        public ChangelogMode getChangelogMode() {
            return ChangelogMode.insertOnly();
        }
    }
}
