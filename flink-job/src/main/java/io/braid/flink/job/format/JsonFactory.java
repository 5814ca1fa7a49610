package io.braid.flink.job.format;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.formats.json.JsonFormatFactory;
import org.apache.flink.formats.json.JsonFormatOptions;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.format.EncodingFormat;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DeserializationFormatFactory;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.SerializationFormatFactory;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/** {@code braid-json}: read as the server reads it, written by Flink with our forms of values. Created by Flink. */
public final class JsonFactory implements DeserializationFormatFactory, SerializationFormatFactory {
    public static final String IDENTIFIER = "braid-json";

    private final JsonFormatFactory json = new JsonFormatFactory();

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
        options.add(FormatOptions.TIMESTAMP_FORMAT);
        return options;
    }

    @Override
    public DecodingFormat<DeserializationSchema<RowData>> createDecodingFormat(
            DynamicTableFactory.Context context, ReadableConfig options) {
        return new GuardedFormat(
                new Decoding(options.get(FormatOptions.TIMESTAMP_FORMAT)),
                "JSON",
                FormatOptions.topic(context),
                options.get(FormatOptions.ON_ERROR),
                FormatOptions.log(options),
                AbsentKeys.readsKeys(context, options, IDENTIFIER));
    }

    @Override
    public EncodingFormat<SerializationSchema<RowData>> createEncodingFormat(
            DynamicTableFactory.Context context, ReadableConfig options) {
        return json.createEncodingFormat(context, flinkOptions(options));
    }

    private static Configuration flinkOptions(ReadableConfig options) {
        Configuration flink = new Configuration();
        flink.set(JsonFormatOptions.ENCODE_DECIMAL_AS_PLAIN_NUMBER, true);
        // A map with a null key is legal in SQL and must not kill the job that writes it.
        flink.set(JsonFormatOptions.MAP_NULL_KEY_MODE, "LITERAL");
        flink.set(
                JsonFormatOptions.TIMESTAMP_FORMAT,
                options.get(FormatOptions.TIMESTAMP_FORMAT).flinkName());
        return flink;
    }

    private record Decoding(FormatOptions.TimestampText timestamps)
            implements DecodingFormat<DeserializationSchema<RowData>> {
        @Override
        public DeserializationSchema<RowData> createRuntimeDecoder(DynamicTableSource.Context context, DataType row) {
            return RecordSchema.of(
                    "JSON",
                    Map.of("timestamp.format", timestamps.name().toLowerCase(Locale.ROOT)),
                    JobRegistry.NONE,
                    (RowType) row.getLogicalType(),
                    context.createTypeInformation(row));
        }

        @Override
        public ChangelogMode getChangelogMode() {
            return ChangelogMode.insertOnly();
        }
    }
}
