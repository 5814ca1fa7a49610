package io.braid.flink.job.format;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.kafka.shaded.org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.flink.kafka.shaded.org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Producers for bad records, one for each cluster that is logged to. Flink does not tell a format when its job ends, so
 * that a producer is closed when nobody has used it for a while. Shared between threads.
 */
final class LogProducers {
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private static final Map<Map<String, String>, Open> OPEN = new HashMap<>();
    private static @Nullable ScheduledExecutorService reaper;

    private static final class Open {
        private final KafkaProducer<byte[], byte[]> producer;
        private long used = System.nanoTime();

        Open(KafkaProducer<byte[], byte[]> producer) {
            this.producer = producer;
        }
    }

    private LogProducers() {}

    static KafkaProducer<byte[], byte[]> of(Map<String, String> properties) {
        synchronized (OPEN) {
            Open open = OPEN.computeIfAbsent(properties, LogProducers::open);
            open.used = System.nanoTime();
            if (reaper == null) {
                reaper = startReaper();
            }
            return open.producer;
        }
    }

    private static Open open(Map<String, String> properties) {
        Properties all = new Properties();
        all.put("acks", "all");
        all.put("delivery.timeout.ms", "30000");
        all.put("request.timeout.ms", "10000");
        all.put("max.block.ms", "20000");
        all.putAll(properties);
        all.put("linger.ms", "0");
        return new Open(new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    private static ScheduledExecutorService startReaper() {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "braid-log-producers");
            // a job's thread may be the one that logs first: its class loader would be kept with this thread
            thread.setContextClassLoader(LogProducers.class.getClassLoader());
            thread.setDaemon(true);
            return thread;
        });
        var unused = executor.scheduleWithFixedDelay(LogProducers::reap, 10, 10, TimeUnit.SECONDS);
        return executor;
    }

    private static void reap() {
        List<Open> idle = new ArrayList<>();
        synchronized (OPEN) {
            long now = System.nanoTime();
            OPEN.values().stream()
                    .filter(open -> now - open.used > IDLE.toNanos())
                    .forEach(idle::add);
            OPEN.values().removeAll(idle);
            if (OPEN.isEmpty() && reaper != null) {
                reaper.shutdown();
                reaper = null;
            }
        }
        // closing waits for the cluster, and records that are bad meanwhile must not wait for that
        idle.forEach(open -> open.producer.close(CLOSE_TIMEOUT));
    }
}
