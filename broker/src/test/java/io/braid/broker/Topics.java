package io.braid.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads topics of one partition from their start. */
final class Topics {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Topics() {}

    static List<String> values(String bootstrap, String topic, int count) {
        return records(bootstrap, topic, count).stream()
                .map(ConsumerRecord::value)
                .toList();
    }

    /** The first so many records; fewer when they do not come. */
    static List<ConsumerRecord<String, String>> records(String bootstrap, String topic, int count) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            List<ConsumerRecord<String, String>> records = new ArrayList<>();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (records.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records.size() <= count ? records : records.subList(0, count);
        }
    }
}
