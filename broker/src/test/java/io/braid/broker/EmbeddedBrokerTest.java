package io.braid.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
    @TempDir
    Path directory;

    @Test
    void keepsItsRecordsOverAStopThatIsQuick() throws Exception {
        int port;
        Duration stopping;
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            port = broker.port();
            assertThat(broker.bootstrap()).isEqualTo("127.0.0.1:" + port);
            write(broker.bootstrap(), "kept", List.of("one", "two"));
            long before = System.nanoTime();
            broker.close();
            stopping = Duration.ofNanos(System.nanoTime() - before);
        }
        assertThat(stopping).isLessThan(Duration.ofSeconds(5));

        try (EmbeddedBroker again = EmbeddedBroker.start(directory, port)) {
            assertThat(Topics.values(again.bootstrap(), "kept", 2)).containsExactly("one", "two");
        }
    }

    @Test
    void keepsItsRecordsOverACrash() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingServer.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(said.lines().anyMatch("written"::equals)).isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }

        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            assertThat(Topics.values(broker.bootstrap(), "kept", 1)).containsExactly("one");
        }
    }

    @Test
    void saysThatThePortIsInUseAndStartsOnAnother() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedBroker.start(directory, taken.getLocalPort()))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessage("port " + taken.getLocalPort() + " for the embedded broker is already in use");
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            assertThat(broker.port()).isPositive();
        }
    }

    @Test
    void saysThatTheDirectoryIsInUse() throws Exception {
        try (EmbeddedBroker first = EmbeddedBroker.start(directory, 0)) {
            assertThatThrownBy(() -> EmbeddedBroker.start(directory, 0))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessage("another server is using the directory \"" + directory + "\" of the broker");
            write(first.bootstrap(), "undisturbed", List.of("one"));
        }
    }

    @Test
    void createsNoTopicByAccidentAndLetsTransactionsLastAnHour() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()));
                KafkaProducer<String, String> producer = new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                broker.bootstrap(),
                                "transactional.id",
                                "long",
                                "transaction.timeout.ms",
                                3_600_000),
                        new StringSerializer(),
                        new StringSerializer())) {
            producer.initTransactions();
            assertThatThrownBy(() -> admin.describeTopics(List.of("accident"))
                            .allTopicNames()
                            .get())
                    .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
        }
    }

    static void write(String bootstrap, String topic, List<String> values) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "linger.ms", 0);
        try (Admin admin = Admin.create(settings);
                KafkaProducer<String, String> producer =
                        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
            for (String value : values) {
                producer.send(new ProducerRecord<>(topic, value)).get();
            }
        }
    }

    /** Writes a record, says so, and waits to be killed. */
    static final class CrashingServer {
        private CrashingServer() {}

        public static void main(String[] arguments) throws Exception {
            EmbeddedBroker broker = EmbeddedBroker.start(Path.of(arguments[0]), 0);
            write(broker.bootstrap(), "kept", List.of("one"));
            System.out.println("written");
            System.out.flush();
            Thread.currentThread().join();
        }
    }
}
