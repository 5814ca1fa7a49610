package io.braid.flink.job.format;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DelegatingConfiguration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.factories.DynamicTableFactory;

/**
 * Whether a format reads keys. The Kafka connector drops every record whose key gives no row, records without key
 * included; so a key format answers absent bytes with a row of nulls. Flink does not tell a format what it is used for
 * but hands it a view of the table's options that knows its prefix.
 */
final class AbsentKeys {
    private AbsentKeys() {}

    static boolean readsKeys(DynamicTableFactory.Context context, ReadableConfig formatOptions, String format) {
        Configuration all = Configuration.fromMap(context.getCatalogTable().getOptions());
        return new DelegatingConfiguration(all, "key." + format + ".").equals(formatOptions);
    }
}
