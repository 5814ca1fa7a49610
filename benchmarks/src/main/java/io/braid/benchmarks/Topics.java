package io.braid.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The broker as an outside client sees it. Used by one thread at a time. */
final class Topics implements AutoCloseable {
    private final String bootstrap;
    private final KafkaProducer<String, String> producer;
    private volatile Future<RecordMetadata> last = new CompletableFuture<>();

    Topics(String bootstrap) {
        this.bootstrap = bootstrap;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "linger.ms", "0", "batch.size", "262144"),
                new StringSerializer(),
                new StringSerializer());
    }

    void create(String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    void send(String topic, String value) {
        last = producer.send(new ProducerRecord<>(topic, value));
    }

    void flush() throws Exception {
        producer.flush();
        last.get();
    }

    /** Rows a second that a consumer reads, as texts, which is what no reader of ours can be faster than. */
    double consume(String topic, int rows) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "max.poll.records", "5000"),
                new StringDeserializer(),
                new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long begin = System.nanoTime();
            int read = 0;
            while (read < rows) {
                ConsumerRecords<String, String> records = consumer.poll(Duration.ofSeconds(10));
                if (records.isEmpty()) {
                    throw new IllegalStateException("topic " + topic + " ended after " + read + " rows");
                }
                read += records.count();
            }
            return rows / ((System.nanoTime() - begin) / 1e9);
        }
    }

    /** Reads a topic, which may not be there yet, until a row holds the text; rows that are not committed, too. */
    void awaitText(String topic, String text) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "max.poll.records", "5000", "metadata.max.age.ms", "100"),
                new StringDeserializer(),
                new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
            while (System.nanoTime() < deadline) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(50))) {
                    if ((record.value() != null && record.value().contains(text))
                            || (record.key() != null && record.key().contains(text))) {
                        return;
                    }
                }
            }
            throw new IllegalStateException("no row with " + text + " came to topic " + topic);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
