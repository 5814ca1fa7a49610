package io.braid.flink.runtime;

import io.braid.broker.EmbeddedBroker;
import io.braid.testing.ScriptRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** One broker for all tests of this JVM, and short forms of what one does with topics. */
final class TestTopics {
    private static final EmbeddedBroker BROKER = start();

    private TestTopics() {}

    private static EmbeddedBroker start() {
        try {
            EmbeddedBroker broker = EmbeddedBroker.start(Files.createTempDirectory("braid-broker"), 0);
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String bootstrap() {
        return BROKER.bootstrap();
    }

    /** Writes the record of a script. */
    static void write(ScriptRecord record) {
        write(List.of(record));
    }

    static void write(List<ScriptRecord> records) {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            List<Future<?>> sent = new ArrayList<>();
            for (ScriptRecord record : records) {
                Long time = record.timestampMillis().isPresent()
                        ? Long.valueOf(record.timestampMillis().getAsLong())
                        : null;
                sent.add(producer.send(
                        new ProducerRecord<>(record.topic(), null, time, bytes(record.key()), bytes(record.value()))));
            }
            for (Future<?> each : sent) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError("record was not written", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private static KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", BROKER.bootstrap(), "linger.ms", "0"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Options of a table over a topic of one partition, read from its start. */
    static Map<String, String> table(String connector, String topic, String... more) {
        Map<String, String> options = new HashMap<>(
                Map.of("connector", connector, "topic", topic, "properties.bootstrap.servers", BROKER.bootstrap()));
        for (int i = 0; i < more.length; i += 2) {
            options.put(more[i], more[i + 1]);
        }
        return options;
    }

    static void create(String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", BROKER.bootstrap()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    /** Returns when there are none. */
    static void deleteAll() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", BROKER.bootstrap()))) {
            admin.deleteTopics(admin.listTopics().names().get()).all().get();
            SharedRuntime.await(
                    "no topics", () -> admin.listTopics().names().get().isEmpty());
        }
    }

    static void write(String topic, byte @Nullable [] key, byte @Nullable [] value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        }
    }

    static void write(String topic, String... values) throws Exception {
        for (String value : values) {
            write(topic, null, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Committed records of a topic, as {@code key=value}, the key left out when there is none. */
    static List<String> committed(String topic) {
        Map<String, Object> properties =
                Map.of("bootstrap.servers", BROKER.bootstrap(), "isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            List<String> texts = new ArrayList<>();
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    texts.add(Stream.of(text(record.key()), text(record.value()))
                            .filter(part -> !part.isEmpty())
                            .reduce((key, value) -> key + "=" + value)
                            .orElse(""));
                }
            }
            return texts;
        }
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }
}
