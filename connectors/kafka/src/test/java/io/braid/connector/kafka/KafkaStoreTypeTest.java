package io.braid.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.broker.EmbeddedBroker;
import io.braid.spi.ErrorCode;
import io.braid.spi.RecordReader;
import io.braid.spi.Settings;
import io.braid.spi.StoreConnection;
import io.braid.spi.StoreConnection.EntityDescription;
import io.braid.spi.StoreConnection.StartPosition;
import io.braid.spi.StoreType;
import io.braid.spi.StoredRecord;
import io.braid.testing.StoreTypeContract;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaStoreTypeTest extends StoreTypeContract {
    private static final AtomicInteger NAMES = new AtomicInteger();

    @TempDir
    static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedBroker broker;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(directory, 0);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Override
    protected StoreType type() {
        return new KafkaStoreType();
    }

    @Override
    protected Map<String, String> properties() {
        return Map.of("uris", broker.bootstrap(), "tls.disabled", "TRUE");
    }

    @Override
    protected Map<String, String> propertiesOfNoStore() {
        return Map.of("uris", "127.0.0.1:" + EmbeddedBroker.freePort(), "tls.disabled", "TRUE");
    }

    @Override
    protected List<String> newPath() {
        return List.of("Topic.with-dots_" + NAMES.incrementAndGet());
    }

    @Override
    protected Map<String, String> entityProperties() {
        return Map.of("kafka.partitions", "1", "topic.replicas", "1");
    }

    @Test
    void createsATopicAsAskedAndDescribesIt() {
        List<String> path = newPath();
        connection()
                .createEntity(
                        path,
                        Settings.read(type().entitySettings(), Map.of("kafka.partitions", "3")),
                        Map.of("kafka.topic.retention.ms", "60000"));
        EntityDescription description = connection().describe(path).orElseThrow();
        assertThat(description.partitions()).isEqualTo(3);
        assertThat(description.replicas()).isEqualTo(1);
        assertThat(description.configs())
                .containsEntry("retention.ms", "60000")
                .containsEntry("cleanup.policy", "delete");
    }

    @Test
    void saysWhyATopicCannotBeCreated() {
        Settings tooMany = Settings.read(type().entitySettings(), Map.of("kafka.replicas", "3"));
        assertThat(assertRefused(ErrorCode.INVALID_PARAMETER, () -> connection()
                        .createEntity(List.of("three"), tooMany, Map.of())))
                .hasMessageContaining("the store refuses entity \"three\": ");
        assertThat(assertRefused(ErrorCode.INVALID_PARAMETER, () -> connection()
                        .createEntity(List.of("wrong"), Settings.empty(), Map.of("kafka.topic.no.such", "1"))))
                .hasMessageContaining("no.such");
        assertThat(assertRefused(ErrorCode.INVALID_PARAMETER, () -> connection()
                        .createEntity(List.of("a b"), Settings.empty(), Map.of())))
                .hasMessageStartingWith("\"a b\" is not a name for an entity");
        assertThat(assertRefused(ErrorCode.INVALID_PARAMETER, () -> connection()
                        .createEntity(List.of("a", "b"), Settings.empty(), Map.of())))
                .hasMessage("entity \"a.b\" does not exist: names of topics have one part"
                        + " (a name with dots goes into double quotes)");
    }

    @Test
    void changesConfigsAndAddsPartitions() {
        List<String> path = newPath();
        create(path);
        Settings two = Settings.read(type().entitySettings(), Map.of("kafka.partitions", "2", "kafka.replicas", "1"));
        connection().updateEntity(path, two, Map.of("kafka.topic.retention.ms", "7000"));
        EntityDescription description = connection().describe(path).orElseThrow();
        assertThat(description.configs()).containsEntry("retention.ms", "7000");
        assertThat(description.partitions()).isEqualTo(2);
        Settings one = Settings.read(type().entitySettings(), Map.of("kafka.partitions", "1"));
        assertThat(assertRefused(ErrorCode.INVALID_PARAMETER, () -> connection().updateEntity(path, one, Map.of())))
                .hasMessageEndingWith("has 2 partitions and cannot lose any");
    }

    @Test
    void hidesTopicsOfKafkaItself() {
        create(List.of("__hidden"));
        create(List.of("_seen"));
        assertThat(connection().entities(List.of()))
                .contains(new StoreConnection.Entity("_seen", true))
                .noneMatch(entity -> entity.name().startsWith("__"));
    }

    @Test
    void pinsTheEndOfEveryPartition() {
        List<String> path = newPath();
        connection()
                .createEntity(path, Settings.read(type().entitySettings(), Map.of("kafka.partitions", "2")), Map.of());
        assertThat(connection().position(path, StartPosition.LATEST))
                .isEqualTo("partition:0,offset:0;partition:1,offset:0");
        assertThat(connection().position(path, StartPosition.EARLIEST)).isEqualTo("earliest");
    }

    @Test
    void pinsTheFirstRecordOfATime() {
        List<String> path = newPath();
        create(path);
        for (long millis = 1000; millis <= 3000; millis += 1000) {
            connection().insert(path, new StoredRecord(null, bytes("x"), millis, "", -1, -1, Map.of()));
        }
        assertThat(connection().position(path, Instant.ofEpochMilli(1500))).isEqualTo("partition:0,offset:1");
        assertThat(connection().position(path, Instant.ofEpochMilli(3001))).isEqualTo("partition:0,offset:3");
    }

    @Test
    void readsEveryPartition() {
        List<String> path = newPath();
        connection()
                .createEntity(path, Settings.read(type().entitySettings(), Map.of("kafka.partitions", "4")), Map.of());
        for (int i = 0; i < 20; i++) {
            connection().insert(path, StoredRecord.toWrite(bytes("key" + i), bytes("value")));
        }
        int read = 0;
        try (RecordReader reader = connection().read(path, StartPosition.EARLIEST)) {
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (read < 20 && System.nanoTime() < deadline) {
                read += reader.poll(Duration.ofMillis(100)).size();
            }
        }
        assertThat(read).isEqualTo(20);
    }

    @Test
    void saysWhatIsWrongWhenOnlyOneSideSpeaksTls() {
        try (StoreConnection tls = open(Map.of("uris", broker.bootstrap()))) {
            assertThat(tls.check().ok()).isFalse();
            assertThat(tls.check().message()).contains(broker.bootstrap()).contains("tls.disabled");
        }
    }

    @Test
    void noticesThatATopicItKnewIsGone() {
        List<String> path = newPath();
        create(path);
        connection().insert(path, StoredRecord.toWrite(null, bytes("1")));
        connection().dropEntity(path);
        assertRefused(
                ErrorCode.INVALID_PARAMETER, () -> connection().insert(path, StoredRecord.toWrite(null, bytes("2"))));
    }

    @Test
    void disconnectsWhenNobodyAsksAndConnectsAgain() {
        Settings settings = Settings.read(type().settings(), properties());
        try (KafkaConnection connection = new KafkaConnection(settings, false, Duration.ofMillis(20))) {
            assertThat(connection.isIdle()).isTrue();
            assertThat(connection.check().ok()).isTrue();
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (!connection.isIdle() && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            assertThat(connection.isIdle()).isTrue();
            assertThat(connection.check().ok()).isTrue();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
