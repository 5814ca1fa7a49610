package io.braid.flink.job.kafka;

import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.streaming.connectors.kafka.table.KafkaDynamicTableFactory;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.FactoryUtil;

/**
 * {@code 'connector' = 'braid-kafka-changelog'}: a topic that holds every version of a row as a plain record. Takes the
 * options of {@code kafka}, which would refuse both the key and the updates. Created by Flink.
 */
public final class KafkaChangelogFactory implements DynamicTableSinkFactory {
    public static final String IDENTIFIER = "braid-kafka-changelog";

    private final KafkaDynamicTableFactory kafka = new KafkaDynamicTableFactory();

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return kafka.requiredOptions();
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return kafka.optionalOptions();
    }

    @Override
    public Set<ConfigOption<?>> forwardOptions() {
        return kafka.forwardOptions();
    }

    @Override
    public DynamicTableSink createDynamicTableSink(Context context) {
        ResolvedCatalogTable table = context.getCatalogTable();
        ResolvedSchema schema = table.getResolvedSchema();
        ResolvedSchema keyless = new ResolvedSchema(schema.getColumns(), schema.getWatermarkSpecs(), null, List.of());
        Context appending = new FactoryUtil.DefaultDynamicTableContext(
                context.getObjectIdentifier(),
                new ResolvedCatalogTable(table.getOrigin(), keyless),
                context.getEnrichmentOptions(),
                context.getConfiguration(),
                context.getClassLoader(),
                context.isTemporary());
        return new KafkaChangelogSink(
                kafka.createDynamicTableSink(appending), schema.getPrimaryKey().isPresent());
    }
}
