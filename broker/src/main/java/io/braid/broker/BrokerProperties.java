package io.braid.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** What one small broker on one machine needs told; the rest are Kafka's defaults. */
final class BrokerProperties {
    static final String CONTROLLER = "CONTROLLER";
    static final String LISTENERS = "listeners";
    private static final String LOOPBACK = "127.0.0.1";
    private static final long ONE_HOUR_MILLIS = 3_600_000;

    private BrokerProperties() {}

    static Properties of(Path directory, int port, int controllerPort, Map<String, String> overrides) {
        Properties properties = new Properties();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", "1");
        properties.put("controller.listener.names", CONTROLLER);
        properties.put("controller.quorum.voters", "1@" + LOOPBACK + ":" + controllerPort);
        properties.put("inter.broker.listener.name", "PLAINTEXT");
        properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("log.dirs", directory.toString());

        // One broker keeps one copy; the internal topics shall not ask for more.
        properties.put("auto.create.topics.enable", "false");
        properties.put("default.replication.factor", "1");
        properties.put("min.insync.replicas", "1");
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("offsets.topic.num.partitions", "4");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("transaction.state.log.num.partitions", "4");
        properties.put("share.coordinator.state.topic.replication.factor", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
        properties.put("share.coordinator.state.topic.num.partitions", "4");

        // Nobody waits for a second member of a group.
        properties.put("group.initial.rebalance.delay.ms", "0");

        // After a crash the controller believes for a session's length that the broker of before is alive, and lets
        // the new one wait. Both are here, so a short session is enough.
        properties.put("broker.session.timeout.ms", "2500");
        properties.put("broker.heartbeat.interval.ms", "500");

        // Jobs that write exactly once may keep a transaction open as long as this.
        properties.put("transaction.max.timeout.ms", Long.toString(ONE_HOUR_MILLIS));

        // For ever, unless a topic says otherwise. Queries write records with the time of their event, and by Kafka's
        // usual week the result of a query over last month's data would be deleted minutes after it was written.
        properties.put("log.retention.ms", "-1");
        // Segments small enough that a topic's own limits mean something.
        properties.put("log.segment.bytes", Integer.toString(128 << 20));

        // The cleaner would take 128 MiB of heap at once.
        properties.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20));
        properties.put("num.network.threads", "2");
        properties.put("num.io.threads", "4");
        properties.put("background.threads", "2");

        String extra = overrides.get(LISTENERS);
        properties.putAll(overrides);
        properties.put(
                LISTENERS,
                "PLAINTEXT://" + LOOPBACK + ":" + port + "," + CONTROLLER + "://" + LOOPBACK + ":" + controllerPort
                        + (extra == null ? "" : "," + extra));
        return properties;
    }
}
