package io.braid.flink.job.format;

import io.braid.formats.RecordDecoder;
import io.braid.formats.RecordEncoder;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.jspecify.annotations.Nullable;

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

    static final ConfigOption<String> LOG_TOPIC = ConfigOptions.key("log.topic")
            .stringType()
            .defaultValue("")
            .withDescription("Takes the records that cannot be read, for ignore_and_log.");
    static final ConfigOption<String> LOG_PROPERTIES = ConfigOptions.key("log.properties")
            .stringType()
            .defaultValue("")
            .withDescription("How the log's cluster is reached: Java properties in base64.");
    static final ConfigOption<String> LOG_QUERY =
            ConfigOptions.key("log.query").stringType().defaultValue("").withDescription("The query, for the log.");

    static final ConfigOption<String> REGISTRY_TYPE = ConfigOptions.key("registry.type")
            .stringType()
            .defaultValue("")
            .withDescription("Type of the registry that knows the schemas of the records.");
    static final ConfigOption<String> REGISTRY_SETTINGS = ConfigOptions.key("registry.settings")
            .stringType()
            .defaultValue("")
            .withDescription("How the registry is reached: Java properties in base64.");
    static final ConfigOption<String> SCHEMA = ConfigOptions.key(RecordEncoder.SCHEMA)
            .stringType()
            .defaultValue("")
            .withDescription("What records are written with.");
    static final ConfigOption<Integer> SCHEMA_ID = ConfigOptions.key(RecordEncoder.SCHEMA_ID)
            .intType()
            .defaultValue(0)
            .withDescription("The number of that schema in the registry.");

    static final ConfigOption<String> DESCRIPTOR = ConfigOptions.key(RecordDecoder.DESCRIPTOR)
            .stringType()
            .defaultValue("")
            .withDescription("The files that describe the message: a descriptor set in base64.");
    static final ConfigOption<String> MESSAGE = ConfigOptions.key(RecordDecoder.MESSAGE)
            .stringType()
            .defaultValue("")
            .withDescription("The full name of the message.");

    /** What every format takes that reads records. */
    static final Set<ConfigOption<?>> GUARD = Set.of(ON_ERROR, LOG_TOPIC, LOG_PROPERTIES, LOG_QUERY);

    private FormatOptions() {}

    /** Where bad records are written, null when they are not. */
    static @Nullable BadRecordLog log(ReadableConfig options) {
        if (options.get(ON_ERROR) != OnError.IGNORE_AND_LOG) {
            return null;
        }
        return new BadRecordLog(options.get(LOG_TOPIC), texts(options.get(LOG_PROPERTIES)), options.get(LOG_QUERY));
    }

    /** The names and texts in an option that is Java properties in base64. */
    static Map<String, String> texts(String option) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(new String(Base64.getDecoder().decode(option), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> texts = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> texts.put(name, properties.getProperty(name)));
        return texts;
    }

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
