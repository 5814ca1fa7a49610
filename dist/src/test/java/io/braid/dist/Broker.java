package io.braid.dist;

import io.braid.testing.ScriptRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The embedded broker as any Kafka client sees it from outside. Used by one thread at a time. */
final class Broker implements AutoCloseable {
    private final String bootstrap;
    private final KafkaProducer<String, String> producer;
    private volatile Future<RecordMetadata> last = new CompletableFuture<>();

    Broker(String bootstrap) {
        this.bootstrap = bootstrap;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", bootstrap,
                        "linger.ms", "0",
                        // so long as a server may be away
                        "delivery.timeout.ms", "180000",
                        "reconnect.backoff.max.ms", "500",
                        "retry.backoff.ms", "100"),
                new StringSerializer(),
                new StringSerializer());
    }

    void createTopic(String name, int partitions) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new AssertionError("topic " + name + " could not be created", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Writes a record and waits until it is there. */
    void write(ScriptRecord record) {
        Long time = record.timestampMillis().isPresent()
                ? Long.valueOf(record.timestampMillis().getAsLong())
                : null;
        await(producer.send(new ProducerRecord<>(record.topic(), null, time, record.key(), record.value())));
    }

    /** Writes a record without waiting; {@link #flush} does. */
    void send(String topic, String value) {
        last = producer.send(new ProducerRecord<>(topic, value));
    }

    void flush() {
        producer.flush();
        await(last);
    }

    private static void await(Future<RecordMetadata> sent) {
        try {
            sent.get();
        } catch (ExecutionException e) {
            throw new AssertionError("record was not written", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** The committed values of a topic, once there are so many; more, if there are more by then. */
    List<String> committed(String topic, int atLeast, Duration patience) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrap,
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<String> values = new ArrayList<>();
            Await.until(atLeast + " committed records in " + topic, patience, () -> {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
                    values.add(record.value());
                }
                return values.size() >= atLeast && isAtEnd(consumer, partitions);
            });
            return values;
        }
    }

    private static boolean isAtEnd(KafkaConsumer<?, ?> consumer, List<TopicPartition> partitions) {
        return consumer.endOffsets(partitions).entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
