package io.braid.broker;

import io.braid.broker.TrialRows.Row;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes made-up page views, users and shipments to a broker until it is closed, so that a newcomer has something to
 * query. Everything happens in one thread of its own; a broker that is away is waited for. Its methods may be called
 * from any thread.
 */
public final class TrialData implements AutoCloseable {
    /** Some twenty page views a second, three shipments and one user. */
    public static final double DEFAULT_ROWS_PER_SECOND = TrialRows.ROUND;

    /** The topics, in the order of their names. */
    public static final List<String> TOPICS = List.of(TrialRows.PAGEVIEWS, TrialRows.SHIPMENTS, TrialRows.USERS);

    private static final Logger log = LoggerFactory.getLogger(TrialData.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PATIENCE_AT_THE_END = Duration.ofMillis(500);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long NANOS_A_SECOND = TimeUnit.SECONDS.toNanos(1);

    /** Page views and shipments are forgotten after a day or 128 MiB; of users the last word is kept. */
    private static final Map<String, String> FORGETTING = Map.of(
            "retention.ms", "86400000", "retention.bytes", Integer.toString(128 << 20), "segment.bytes", "33554432");

    private static final Map<String, String> KEEPING = Map.of("cleanup.policy", "compact", "segment.bytes", "33554432");

    private final String bootstrap;
    private final TrialRows rows;
    private final Thread thread;
    private final AtomicLong written = new AtomicLong();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private volatile double rowsPerSecond;
    private volatile boolean closed;

    private TrialData(String bootstrap, double rowsPerSecond, long seed) {
        this.bootstrap = bootstrap;
        this.rows = new TrialRows(seed);
        this.rowsPerSecond = rowsPerSecond;
        this.thread = new Thread(this::run, "trial-data");
        this.thread.setDaemon(true);
    }

    /** Returns at once. */
    public static TrialData start(String bootstrap) {
        return start(bootstrap, DEFAULT_ROWS_PER_SECOND, System.nanoTime());
    }

    /** @param seed the same seed gives the same rows in the same order, but for their times */
    public static TrialData start(String bootstrap, double rowsPerSecond, long seed) {
        TrialData data = new TrialData(bootstrap, rowsPerSecond, seed);
        data.thread.start();
        return data;
    }

    /** Done when the topics exist and every user was written once. */
    public CompletableFuture<Void> ready() {
        return ready.copy();
    }

    /** How many rows a second are written from now on, over all topics; 0 pauses. */
    public void setRowsPerSecond(double rate) {
        rowsPerSecond = rate;
    }

    /** Rows that the broker has confirmed since the start. */
    public long rowsWritten() {
        return written.get();
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            awaitTopics();
            if (closed) {
                return;
            }
            Producer<byte[], byte[]> producer = producer();
            try {
                rows.everyUser(System.currentTimeMillis()).forEach(row -> write(producer, row));
                producer.flush();
                ready.complete(null);
                keepWriting(producer);
            } finally {
                producer.close(PATIENCE_AT_THE_END);
            }
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("trial data stopped");
        } finally {
            ready.completeExceptionally(new IllegalStateException("trial data was closed before it was ready"));
        }
    }

    private void keepWriting(Producer<byte[], byte[]> producer) {
        double due = 0;
        long last = System.nanoTime();
        while (!closed) {
            LockSupport.parkNanos(this, PAUSE_NANOS);
            long now = System.nanoTime();
            // After a pause of the machine or the broker the past is not made up for.
            due = Math.min(due + rowsPerSecond * (now - last) / NANOS_A_SECOND, Math.max(1, rowsPerSecond));
            last = now;
            for (; due >= 1 && !closed; due--) {
                write(producer, rows.next(System.currentTimeMillis()));
            }
        }
    }

    private void write(Producer<byte[], byte[]> producer, Row row) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                row.topic(),
                row.key().getBytes(StandardCharsets.UTF_8),
                row.value().getBytes(StandardCharsets.UTF_8));
        try {
            // Who waits for each row would write one a round trip.
            var unused = producer.send(record, (metadata, failure) -> {
                if (failure == null) {
                    written.incrementAndGet();
                }
            });
        } catch (org.apache.kafka.common.errors.TimeoutException e) {
            log.atDebug().setCause(e).log("the broker is away, a row of trial data is lost");
        }
    }

    private void awaitTopics() {
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis()))) {
            while (!closed && !createTopics(admin)) {
                LockSupport.parkNanos(this, NANOS_A_SECOND);
            }
        }
    }

    private boolean createTopics(Admin admin) {
        try {
            Set<String> existing = admin.listTopics().names().get();
            List<NewTopic> missing = new ArrayList<>();
            for (String topic : TOPICS) {
                if (!existing.contains(topic)) {
                    Map<String, String> configs = topic.equals(TrialRows.USERS) ? KEEPING : FORGETTING;
                    missing.add(new NewTopic(topic, 1, (short) 1).configs(configs));
                }
            }
            admin.createTopics(missing).all().get();
            return true;
        } catch (ExecutionException | KafkaException e) {
            log.atDebug().setCause(e).log("trial data waits for the broker");
            return e.getCause() instanceof TopicExistsException;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Producer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ProducerConfig.LINGER_MS_CONFIG,
                        5,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        (int) PATIENCE.toMillis(),
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        4L << 20),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
