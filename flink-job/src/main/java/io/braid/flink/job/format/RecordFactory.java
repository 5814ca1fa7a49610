package io.braid.flink.job.format;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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

/** Formats that are our own decoders and encoders: the options of a table are theirs, by the same names. */
abstract class RecordFactory implements DeserializationFormatFactory, SerializationFormatFactory {
    private final String format;
    private final List<ConfigOption<?>> own;

    /**
     * @param format as decoders and encoders are asked for; the factory is {@code braid-} and that in lower case
     * @param own options beside those that every format has
     */
    RecordFactory(String format, List<ConfigOption<?>> own) {
        this.format = format;
        this.own = own;
    }

    @Override
    public final String factoryIdentifier() {
        return "braid-" + format.toLowerCase(Locale.ROOT);
    }

    @Override
    public final Set<ConfigOption<?>> requiredOptions() {
        return Set.of();
    }

    @Override
    public final Set<ConfigOption<?>> optionalOptions() {
        Set<ConfigOption<?>> options = new HashSet<>(FormatOptions.GUARD);
        options.addAll(own);
        return options;
    }

    @Override
    public final DecodingFormat<DeserializationSchema<RowData>> createDecodingFormat(
            DynamicTableFactory.Context context, ReadableConfig options) {
        return new GuardedFormat(
                new Decoding(format, given(options), JobRegistry.of(options)),
                format,
                FormatOptions.topic(context),
                options.get(FormatOptions.ON_ERROR),
                FormatOptions.log(options),
                AbsentKeys.readsKeys(context, options, factoryIdentifier()));
    }

    @Override
    public final EncodingFormat<SerializationSchema<RowData>> createEncodingFormat(
            DynamicTableFactory.Context context, ReadableConfig options) {
        return new Encoding(format, given(options));
    }

    private Map<String, String> given(ReadableConfig options) {
        Map<String, String> given = new LinkedHashMap<>();
        own.forEach(
                option -> options.getOptional(option).ifPresent(value -> given.put(option.key(), value.toString())));
        return given;
    }

    private record Decoding(String format, Map<String, String> options, JobRegistry registry)
            implements DecodingFormat<DeserializationSchema<RowData>> {
        @Override
        public DeserializationSchema<RowData> createRuntimeDecoder(DynamicTableSource.Context context, DataType row) {
            return RecordSchema.of(
                    format, options, registry, (RowType) row.getLogicalType(), context.createTypeInformation(row));
        }

        @Override
        public ChangelogMode getChangelogMode() {
            return ChangelogMode.insertOnly();
        }
    }

    private record Encoding(String format, Map<String, String> options)
            implements EncodingFormat<SerializationSchema<RowData>> {
        @Override
        public SerializationSchema<RowData> createRuntimeEncoder(DynamicTableSink.Context context, DataType row) {
            return new RecordWriter(format, options, (RowType) row.getLogicalType());
        }

        @Override
        public ChangelogMode getChangelogMode() {
            return ChangelogMode.insertOnly();
        }
    }
}
