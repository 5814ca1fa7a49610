package io.braid.connector.kafka;

import io.braid.spi.Health;
import io.braid.spi.RecordReader;
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import io.braid.spi.StoreConnection;
import io.braid.spi.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One Kafka cluster. Shared between threads; connects when first used, disconnects when not used for a while. */
final class KafkaConnection implements StoreConnection {
    static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration IDLE_TIME = Duration.ofMinutes(5);

    private final Settings settings;
    private final boolean tls;
    private final Map<String, String> client;
    private final Failures failures;
    private final LazyClient<Admin> admin;
    private final LazyClient<Producer<byte[], byte[]>> producer;

    /** A producer waits long for a topic that is not there, so we ask first, once. */
    private final Set<String> knownTopics = ConcurrentHashMap.newKeySet();

    KafkaConnection(Settings settings, boolean tls) {
        this(settings, tls, IDLE_TIME);
    }

    KafkaConnection(Settings settings, boolean tls, Duration idleTime) {
        this.settings = settings;
        this.tls = tls;
        this.client = ClientProperties.own(settings, tls);
        this.failures = new Failures(settings.get(KafkaSettings.URIS), tls);
        this.admin = new LazyClient<>(this::newAdmin, a -> a.close(Duration.ZERO), idleTime);
        this.producer = new LazyClient<>(this::newProducer, p -> p.close(Duration.ZERO), idleTime);
    }

    @Override
    public Health check() {
        try {
            return ask("", topics -> {
                topics.ask();
                return Health.OK;
            });
        } catch (StatementException e) {
            return Health.failed(e.getMessage());
        }
    }

    @Override
    public List<Entity> entities(List<String> path) {
        if (!path.isEmpty()) {
            String topic = topic(path);
            if (!ask(topic, topics -> topics.exists(topic))) {
                throw Failures.missing(topic);
            }
            return List.of();
        }
        return ask("", Topics::names).stream()
                .map(name -> new Entity(name, true))
                .toList();
    }

    @Override
    public Optional<EntityDescription> describe(List<String> path) {
        return path.size() == 1 ? ask(topic(path), topics -> topics.describe(topic(path))) : Optional.empty();
    }

    @Override
    public void createEntity(List<String> path, Settings settings, Map<String, String> free) {
        String topic = topic(path);
        ask(topic, topics -> {
            topics.create(topic, settings, withoutPrefix(free));
            return topic;
        });
    }

    @Override
    public void updateEntity(List<String> path, Settings settings, Map<String, String> free) {
        String topic = topic(path);
        ask(topic, topics -> {
            topics.update(topic, settings, withoutPrefix(free));
            return topic;
        });
    }

    @Override
    public void dropEntity(List<String> path) {
        String topic = topic(path);
        ask(topic, topics -> {
            topics.delete(topic);
            return topic;
        });
        knownTopics.remove(topic);
    }

    @Override
    public void truncateEntity(List<String> path) {
        String topic = topic(path);
        ask(topic, topics -> {
            topics.empty(topic);
            return topic;
        });
    }

    @Override
    public void insert(List<String> path, StoredRecord record) {
        String topic = topic(path);
        requireTopic(topic);
        Long timestamp = record.timestampMillis() < 0 ? null : Long.valueOf(record.timestampMillis());
        ProducerRecord<byte[], byte[]> toSend =
                new ProducerRecord<>(topic, null, timestamp, record.key(), record.value());
        record.headers().forEach((name, value) -> toSend.headers().add(name, value));
        try {
            producer.use(p -> p.send(toSend).get(PATIENCE.toMillis() * 2, TimeUnit.MILLISECONDS));
        } catch (Exception e) {
            knownTopics.remove(topic);
            throw explained(e, topic);
        }
    }

    @Override
    public RecordReader read(List<String> path, StartPosition from) {
        return KafkaReader.open(client, topic(path), from, failures, PATIENCE);
    }

    @Override
    public String position(List<String> path, StartPosition from) {
        String topic = topic(path);
        return ask(topic, topics -> {
            if (from == StartPosition.LATEST) {
                return topics.endPosition(topic);
            }
            if (!topics.exists(topic)) {
                throw Failures.missing(topic);
            }
            return TableOptions.EARLIEST;
        });
    }

    @Override
    public String position(List<String> path, Instant from) {
        String topic = topic(path);
        return ask(topic, topics -> topics.positionAt(topic, from));
    }

    @Override
    public Map<String, String> source(SourceOptions options) {
        return TableOptions.source(topic(options.path()), options, ClientProperties.ofJobs(settings, tls));
    }

    @Override
    public Map<String, String> sink(SinkOptions options) {
        return TableOptions.sink(topic(options.path()), options, ClientProperties.ofJobs(settings, tls));
    }

    @Override
    public void close() {
        admin.close();
        producer.close();
    }

    @Override
    public String toString() {
        return "Kafka at " + String.join(", ", settings.get(KafkaSettings.URIS));
    }

    boolean isIdle() {
        return !admin.isOpen() && !producer.isOpen();
    }

    private <R> R ask(String topic, LazyClient.Use<Topics, R> question) {
        try {
            return admin.use(a -> question.with(new Topics(a, PATIENCE)));
        } catch (Exception e) {
            throw explained(e, topic);
        }
    }

    private RuntimeException explained(Exception e, String topic) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        boolean bug =
                e instanceof RuntimeException && !(e instanceof KafkaException || e instanceof StatementException);
        return bug ? (RuntimeException) e : failures.explain(e, topic);
    }

    private void requireTopic(String topic) {
        if (knownTopics.contains(topic)) {
            return;
        }
        if (!ask(topic, topics -> topics.exists(topic))) {
            throw Failures.missing(topic);
        }
        knownTopics.add(topic);
    }

    private static String topic(List<String> path) {
        if (path.size() != 1) {
            throw Topics.notAName(path);
        }
        return path.get(0);
    }

    private static Map<String, String> withoutPrefix(Map<String, String> free) {
        Map<String, String> configs = new TreeMap<>();
        free.forEach((key, value) -> configs.put(
                key.startsWith(KafkaSettings.FREE_ENTITY_PREFIX)
                        ? key.substring(KafkaSettings.FREE_ENTITY_PREFIX.length())
                        : key,
                value));
        return configs;
    }

    private Admin newAdmin() {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
        properties.put("request.timeout.ms", (int) PATIENCE.toMillis());
        properties.put("socket.connection.setup.timeout.ms", 3_000L);
        return Admin.create(properties);
    }

    private Producer<byte[], byte[]> newProducer() {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put("linger.ms", 0);
        properties.put("max.block.ms", PATIENCE.toMillis());
        properties.put("request.timeout.ms", (int) PATIENCE.toMillis() - 1_000);
        properties.put("delivery.timeout.ms", (int) PATIENCE.toMillis());
        properties.put("buffer.memory", 16L << 20);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
