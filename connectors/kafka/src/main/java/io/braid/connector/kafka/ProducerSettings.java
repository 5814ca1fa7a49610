package io.braid.connector.kafka;

import io.braid.spi.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a query may set of the producer that it writes with: sizes and times. Names and meanings are those of Kafka's
 * producer configuration. Addresses, security, classes to load and transactions belong to the store and to the query.
 */
final class ProducerSettings {
    private static final String PREFIX = "kafka.producer.";

    private enum Compression {
        NONE,
        GZIP,
        SNAPPY,
        LZ4,
        ZSTD
    }

    static final List<Setting<?>> ALL = all();

    private ProducerSettings() {}

    private static List<Setting<?>> all() {
        List<Setting<?>> all = new ArrayList<>();
        all.add(number("linger.ms", "How long a record waits for others to be sent with it; 1 when left out."));
        all.add(number("batch.size", "Bytes of records of one partition that are sent together."));
        all.add(number("buffer.memory", "Bytes of records that may wait to be sent."));
        all.add(number("max.request.size", "Bytes that one request may have."));
        all.add(Setting.choice(
                PREFIX + "compression.type", Compression.class, "How records are compressed; not, when left out."));
        all.add(number("request.timeout.ms", "How long an answer of the broker is awaited."));
        all.add(number("delivery.timeout.ms", "How long sending a record may take, all attempts included."));
        all.add(number("max.block.ms", "How long sending may wait for room or for the partitions of the topic."));
        all.add(number("retry.backoff.ms", "How long is waited before the second attempt."));
        all.add(number("retry.backoff.max.ms", "How long is waited at most between two attempts."));
        all.add(number("transaction.timeout.ms", "How long a transaction may stay open between two checkpoints."));
        all.add(number("metadata.max.age.ms", "How old the known partitions of the topic may be."));
        all.add(number("connections.max.idle.ms", "How long a connection without use is kept."));
        all.add(
                new Setting<>(
                        PREFIX + "acks",
                        "one of all, 1, 0",
                        ProducerSettings::acknowledgements,
                        null,
                        false,
                        false,
                        List.of(),
                        "How many brokers must have a record; less than all goes with `delivery.guarantee` at_least_once only."));
        return List.copyOf(all);
    }

    private static String acknowledgements(String text) {
        if (!List.of("all", "-1", "1", "0").contains(text.strip().toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("expected one of all, 1, 0");
        }
        return text;
    }

    private static Setting<Integer> number(String name, String meaning) {
        return Setting.between(PREFIX + name, 0, Integer.MAX_VALUE, meaning);
    }
}
