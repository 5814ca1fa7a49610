package io.braid.flink.job.format;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.table.factories.DynamicTableFactory;

/** Options that our formats share, and where the topic's name is found. */
final class FormatOptions {
    static final ConfigOption<OnError> ON_ERROR = ConfigOptions.key("on-error")
            .enumType(OnError.class)
            .defaultValue(OnError.TERMINATE)
            .withDescription("What happens to a record that cannot be read: terminate or ignore.");
    static final ConfigOption<TimestampText> TIMESTAMP_FORMAT = ConfigOptions.key("timestamp-format")
            .enumType(TimestampText.class)
            .defaultValue(TimestampText.SQL)
            .withDescription("How timestamps are written: sql (2011-12-03 10:15:30) or iso8601 (with a T).");

    private FormatOptions() {}

    /** The forms of a timestamp. */
    enum TimestampText {
        SQL("SQL"),
        ISO8601("ISO-8601");

        private final String flinkName;

        TimestampText(String flinkName) {
            this.flinkName = flinkName;
        }

        String flinkName() {
            return flinkName;
        }
    }

    static String topic(DynamicTableFactory.Context context) {
        return context.getCatalogTable().getOptions().getOrDefault("topic", "");
    }
}
