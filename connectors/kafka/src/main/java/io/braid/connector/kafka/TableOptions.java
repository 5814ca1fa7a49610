package io.braid.connector.kafka;

import io.braid.spi.StoreConnection.SinkOptions;
import io.braid.spi.StoreConnection.SourceOptions;
import io.braid.spi.StoreConnection.WriteMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a job's table says to the Kafka connector. The maps hold secrets: they are handed to jobs and never shown. */
final class TableOptions {
    /** The word for "from the first record on", as a position. */
    static final String EARLIEST = "earliest";

    private static final String KEY_FORMAT = "key.format";
    private static final String PROPERTIES = "properties.";

    /** Topics grow partitions rarely, and asking costs each job a request. */
    private static final String DISCOVERY_INTERVAL = "30 s";

    /** Below the 15 minutes that brokers allow when nobody told them otherwise; the connector would ask for an hour. */
    private static final String TRANSACTION_TIMEOUT_MILLIS = "600000";

    /** Kafka waits 5 ms for company since version 4; a chain of queries would feel every one of them. */
    private static final String LINGER_MILLIS = "1";

    private TableOptions() {}

    static Map<String, String> source(String topic, SourceOptions source, Map<String, String> client) {
        Map<String, String> options = new TreeMap<>();
        options.put("connector", source.upsert() ? "upsert-kafka" : "kafka");
        options.put("topic", topic);
        client.forEach((name, value) -> options.put(PROPERTIES + name, value));
        options.put(PROPERTIES + "isolation.level", "read_committed");
        options.put("scan.topic-partition-discovery.interval", DISCOVERY_INTERVAL);
        if (source.idleTimeoutMillis() > 0) {
            options.put("scan.watermark.idle-timeout", source.idleTimeoutMillis() + " ms");
        }
        putFormats(options, source.formats(), source.keyColumns(), source.upsert());
        if (source.upsert()) {
            // The key says which row it is, also where the value repeats it or says nothing.
            options.put("value.fields-include", "EXCEPT_KEY");
        } else {
            if (options.containsKey("key.fields")) {
                options.put("value.fields-include", "EXCEPT_KEY");
            }
            putStart(options, source.position());
        }
        return options;
    }

    static Map<String, String> sink(String topic, SinkOptions sink, Map<String, String> client) {
        Map<String, String> options = new TreeMap<>();
        options.put("connector", connector(sink.mode()));
        options.put("topic", topic);
        options.put(PROPERTIES + "linger.ms", LINGER_MILLIS);
        // in any case as far as the language cares, in lower case for the client
        sink.producer()
                .forEach((name, value) ->
                        options.put(PROPERTIES + name, value.strip().toLowerCase(Locale.ROOT)));
        client.forEach((name, value) -> options.put(PROPERTIES + name, value));
        if (sink.exactlyOnce()) {
            options.putIfAbsent(PROPERTIES + "transaction.timeout.ms", TRANSACTION_TIMEOUT_MILLIS);
            options.put("sink.delivery-guarantee", "exactly-once");
            options.put("sink.transactional-id-prefix", sink.transactionalIdPrefix());
        } else {
            options.put("sink.delivery-guarantee", "at-least-once");
        }
        boolean upsert = sink.mode() == WriteMode.UPSERT;
        putFormats(options, sink.formats(), sink.keyColumns(), upsert);
        if (upsert || options.containsKey("key.fields")) {
            options.put("value.fields-include", sink.keyOnlyColumns() ? "EXCEPT_KEY" : "ALL");
        }
        return options;
    }

    private static String connector(WriteMode mode) {
        return switch (mode) {
            case APPEND -> "kafka";
            case CHANGELOG -> "braid-kafka-changelog";
            case UPSERT -> "upsert-kafka";
        };
    }

    private static void putStart(Map<String, String> options, String position) {
        if (position.equals(EARLIEST)) {
            options.put("scan.startup.mode", "earliest-offset");
        } else {
            options.put("scan.startup.mode", "specific-offsets");
            options.put("scan.startup.specific-offsets", position);
        }
    }

    /** The upsert connector takes the key's columns from the primary key; the others want them named, or no key at all. */
    private static void putFormats(
            Map<String, String> options, Map<String, String> formats, List<String> keyColumns, boolean upsert) {
        boolean keyed = upsert || (!keyColumns.isEmpty() && formats.containsKey(KEY_FORMAT));
        formats.forEach((name, value) -> {
            if (keyed || !name.startsWith("key.")) {
                options.put(name, value);
            }
        });
        if (keyed && !upsert) {
            options.put("key.fields", String.join(";", keyColumns));
        }
    }
}
