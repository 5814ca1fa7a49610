package io.braid.connector.kafka;

import io.braid.spi.RecordReader;
import io.braid.spi.StoreConnection.StartPosition;
import io.braid.spi.StoredRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the partitions that a topic has now, as no member of any group. */
final class KafkaReader implements RecordReader {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topic;
    private final Failures failures;

    private KafkaReader(KafkaConsumer<byte[], byte[]> consumer, String topic, Failures failures) {
        this.consumer = consumer;
        this.topic = topic;
        this.failures = failures;
    }

    /** Knows where it starts when it returns: what is written from then on is read. */
    static KafkaReader open(
            Map<String, String> client, String topic, StartPosition from, Failures failures, Duration patience) {
        KafkaConsumer<byte[], byte[]> consumer;
        try {
            consumer = new KafkaConsumer<>(
                    properties(client, patience), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw failures.explain(e, topic);
        }
        KafkaReader reader = new KafkaReader(consumer, topic, failures);
        boolean open = false;
        try {
            reader.seek(from);
            open = true;
            return reader;
        } catch (KafkaException e) {
            throw failures.explain(e, topic);
        } finally {
            if (!open) {
                reader.close();
            }
        }
    }

    @Override
    public List<StoredRecord> poll(Duration timeout) {
        List<StoredRecord> records = new ArrayList<>();
        try {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(timeout)) {
                records.add(stored(record));
            }
        } catch (WakeupException e) {
            return List.of();
        } catch (KafkaException e) {
            throw failures.explain(e, topic);
        }
        return records;
    }

    @Override
    public void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }

    private void seek(StartPosition from) {
        List<TopicPartition> partitions = new ArrayList<>();
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        if (found == null || found.isEmpty()) {
            throw Failures.missing(topic);
        }
        found.forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
        consumer.assign(partitions);
        if (from == StartPosition.LATEST) {
            consumer.endOffsets(partitions).forEach(consumer::seek);
        } else {
            consumer.seekToBeginning(partitions);
        }
    }

    private static Map<String, Object> properties(Map<String, String> client, Duration patience) {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put("enable.auto.commit", false);
        properties.put("allow.auto.create.topics", false);
        properties.put("auto.offset.reset", "earliest");
        properties.put("isolation.level", "read_committed");
        properties.put("default.api.timeout.ms", (int) patience.toMillis());
        properties.put("request.timeout.ms", (int) patience.toMillis());
        properties.put("fetch.max.wait.ms", 100);
        // Someone looks at these rows: a few at a time, soon, and no tens of megabytes held for each who looks.
        properties.put("max.poll.records", 1_000);
        properties.put("fetch.max.bytes", 8 << 20);
        return properties;
    }

    private static StoredRecord stored(ConsumerRecord<byte[], byte[]> record) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            byte[] value = header.value();
            headers.put(header.key(), value == null ? new byte[0] : value);
        }
        return new StoredRecord(
                record.key(),
                record.value(),
                record.timestamp(),
                record.topic(),
                record.partition(),
                record.offset(),
                headers);
    }
}
