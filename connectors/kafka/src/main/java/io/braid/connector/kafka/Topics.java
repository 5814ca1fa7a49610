package io.braid.connector.kafka;

import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import io.braid.spi.StoreConnection.EntityDescription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What an administrator asks Kafka about topics. */
final class Topics {
    /** Kafka's word for the end of a partition. */
    private static final long ALL = -1;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Admin admin;
    private final Duration patience;

    Topics(Admin admin, Duration patience) {
        this.admin = admin;
        this.patience = patience;
    }

    void ask() throws Exception {
        await(admin.describeCluster().nodes());
    }

    /** Without those that Kafka and its companions keep for themselves. */
    List<String> names() throws Exception {
        return await(admin.listTopics().listings()).stream()
                .filter(topic -> !topic.isInternal())
                .map(TopicListing::name)
                .filter(name -> !name.startsWith("__"))
                .sorted()
                .toList();
    }

    Optional<EntityDescription> describe(String topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        KafkaFuture<Map<ConfigResource, Config>> configs =
                admin.describeConfigs(List.of(resource)).all();
        Optional<TopicDescription> description = find(topic);
        if (description.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> texts = new TreeMap<>();
        List<ConfigEntry> entries = await(configs).values().stream()
                .flatMap(config -> config.entries().stream())
                .toList();
        for (ConfigEntry entry : entries) {
            if (entry.isSensitive()) {
                texts.put(entry.name(), "***");
            } else if (entry.value() != null) {
                texts.put(entry.name(), entry.value());
            }
        }
        return Optional.of(
                new EntityDescription(description.get().partitions().size(), replicas(description.get()), texts));
    }

    boolean exists(String topic) throws Exception {
        return find(topic).isPresent();
    }

    void create(String topic, Settings settings, Map<String, String> configs) throws Exception {
        NewTopic wanted = new NewTopic(
                        topic,
                        settings.find(KafkaSettings.PARTITIONS),
                        settings.find(KafkaSettings.REPLICAS).map(Integer::shortValue))
                .configs(configs);
        await(admin.createTopics(List.of(wanted)).all());
        awaitPresence(topic, true);
    }

    /** Deletes the records up to those that are written now. Brokers refuse it for topics that are only compacted. */
    void empty(String topic) throws Exception {
        TopicDescription now = find(topic).orElseThrow(() -> Failures.missing(topic));
        Map<TopicPartition, RecordsToDelete> all = now.partitions().stream()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(topic, partition.partition()),
                        partition -> RecordsToDelete.beforeOffset(ALL)));
        await(admin.deleteRecords(all).all());
    }

    void update(String topic, Settings settings, Map<String, String> configs) throws Exception {
        TopicDescription now = find(topic).orElseThrow(() -> Failures.missing(topic));
        int replicas = settings.find(KafkaSettings.REPLICAS).orElse(replicas(now));
        if (replicas != replicas(now)) {
            throw Failures.refused("the replicas of entity \"" + topic + "\" cannot be changed from " + replicas(now)
                    + " to " + replicas);
        }
        int partitions =
                settings.find(KafkaSettings.PARTITIONS).orElse(now.partitions().size());
        if (partitions < now.partitions().size()) {
            throw Failures.refused(
                    "entity \"" + topic + "\" has " + now.partitions().size() + " partitions and cannot lose any");
        }
        if (!configs.isEmpty()) {
            List<AlterConfigOp> changes = new ArrayList<>();
            configs.forEach((name, value) ->
                    changes.add(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET)));
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
            await(admin.incrementalAlterConfigs(Map.of(resource, changes)).all());
        }
        if (partitions > now.partitions().size()) {
            await(admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
                    .all());
        }
    }

    void delete(String topic) throws Exception {
        await(admin.deleteTopics(List.of(topic)).all());
        awaitPresence(topic, false);
    }

    /** Where each partition ends now for a reader of what is committed. */
    String endPosition(String topic) throws Exception {
        return position(offsets(topic, OffsetSpec.latest()));
    }

    /** The first record of each partition that is no older; its end where all are. */
    String positionAt(String topic, Instant from) throws Exception {
        Map<Integer, Long> offsets = offsets(topic, OffsetSpec.latest());
        offsets(topic, OffsetSpec.forTimestamp(from.toEpochMilli())).forEach((partition, first) -> {
            if (first >= 0) {
                offsets.put(partition, first);
            }
        });
        return position(offsets);
    }

    /** By partition; below 0 where there is no such offset. */
    private Map<Integer, Long> offsets(String topic, OffsetSpec which) throws Exception {
        TopicDescription description = find(topic).orElseThrow(() -> Failures.missing(topic));
        Map<TopicPartition, OffsetSpec> wanted = description.partitions().stream()
                .collect(Collectors.toMap(p -> new TopicPartition(topic, p.partition()), p -> which));
        Map<TopicPartition, ListOffsetsResultInfo> found =
                await(admin.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                        .all());
        Map<Integer, Long> offsets = new TreeMap<>();
        found.forEach((partition, info) -> offsets.put(partition.partition(), info.offset()));
        return offsets;
    }

    private static String position(Map<Integer, Long> offsets) {
        return offsets.entrySet().stream()
                .map(entry -> "partition:" + entry.getKey() + ",offset:" + entry.getValue())
                .collect(Collectors.joining(";"));
    }

    private Optional<TopicDescription> find(String topic) throws Exception {
        try {
            return Optional.ofNullable(
                    await(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException
                    || e.getCause() instanceof InvalidTopicException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The controller has decided; brokers hear of it a little later, and the next statement may come at once. */
    private void awaitPresence(String topic, boolean wanted) throws Exception {
        long deadline = System.nanoTime() + patience.toNanos();
        while (exists(topic) != wanted && System.nanoTime() < deadline) {
            LockSupport.parkNanos(this, PAUSE_NANOS);
        }
    }

    private <T> T await(KafkaFuture<T> answer) throws Exception {
        return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static int replicas(TopicDescription description) {
        return description.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .max()
                .orElse(0);
    }

    static StatementException notAName(List<String> path) {
        return Failures.refused(
                        "entity \"" + String.join(".", path) + "\" does not exist: names of topics have one part")
                .hint("a name with dots goes into double quotes");
    }
}
