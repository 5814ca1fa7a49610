package io.braid.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.broker.EmbeddedBroker;
import io.braid.spi.Health;
import io.braid.spi.RecordReader;
import io.braid.spi.Settings;
import io.braid.spi.StoreConnection;
import io.braid.spi.StoreConnection.StartPosition;
import io.braid.spi.StoreType;
import io.braid.spi.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Passwords and certificates, against a broker that insists on them. */
class KafkaSecurityTest {
    private static final String PASSWORD = "a \"quoted\\ secret";
    private static final String MODULES = "org.apache.kafka.common.security.";

    @TempDir
    static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedBroker broker;

    @SuppressWarnings("NullAway.Init")
    private static String certificate;

    private static int withPassword;
    private static int withTls;

    @BeforeAll
    static void startBroker() throws Exception {
        withPassword = EmbeddedBroker.freePort();
        withTls = EmbeddedBroker.freePort();
        Path keys = directory.resolve("keys.p12");
        keytool(
                "-genkeypair",
                "-alias",
                "broker",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-keystore",
                keys.toString(),
                "-storepass",
                "changeit");
        Path pem = directory.resolve("broker.pem");
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "broker",
                "-file",
                pem.toString(),
                "-keystore",
                keys.toString(),
                "-storepass",
                "changeit");
        certificate = Files.readString(pem);

        String plain = MODULES + "plain.PlainLoginModule required user_alice=\"" + escaped(PASSWORD) + "\";";
        Map<String, String> overrides = new HashMap<>();
        overrides.put("listeners", "SAFE://127.0.0.1:" + withPassword + ",SECURE://localhost:" + withTls);
        overrides.put(
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SAFE:SASL_PLAINTEXT,SECURE:SASL_SSL");
        overrides.put("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512");
        overrides.put("listener.name.safe.plain.sasl.jaas.config", plain);
        overrides.put("listener.name.secure.plain.sasl.jaas.config", plain);
        for (String mechanism : List.of("scram-sha-256", "scram-sha-512")) {
            for (String listener : List.of("safe", "secure")) {
                overrides.put(
                        "listener.name." + listener + "." + mechanism + ".sasl.jaas.config",
                        MODULES + "scram.ScramLoginModule required;");
            }
        }
        overrides.put("listener.name.secure.ssl.keystore.location", keys.toString());
        overrides.put("listener.name.secure.ssl.keystore.password", "changeit");
        overrides.put("listener.name.secure.ssl.keystore.type", "PKCS12");
        broker = EmbeddedBroker.start(directory.resolve("broker"), 0, overrides);
        createScramUser();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @ParameterizedTest
    @CsvSource({"PLAIN", "SHA256", "SHA512"})
    void logsIn(String function) {
        try (StoreConnection store = open(new KafkaStoreType(), plainText(function, PASSWORD))) {
            assertThat(store.check()).isEqualTo(Health.OK);
            writeAndRead(store, "login-" + function);
        }
    }

    @ParameterizedTest
    @CsvSource({"PLAIN", "SHA512"})
    void saysThatThePasswordIsWrongAndKeepsItToItself(String function) {
        try (StoreConnection store = open(new KafkaStoreType(), plainText(function, "guess-4711"))) {
            Health health = store.check();
            assertThat(health.ok()).isFalse();
            assertThat(health.message())
                    .isEqualTo("the store at 127.0.0.1:" + withPassword + " refuses the credentials");
        }
    }

    @Test
    void trustsTheCertificateItWasGiven() {
        Map<String, String> given = encrypted("localhost");
        given.put("tls.ca_cert_file", certificate);
        try (StoreConnection store = open(new ConfluentKafkaStoreType(), given)) {
            assertThat(store.check()).isEqualTo(Health.OK);
            writeAndRead(store, "encrypted");
        }
    }

    @Test
    void doesNotTrustACertificateItDoesNotKnow() {
        try (StoreConnection store = open(new ConfluentKafkaStoreType(), encrypted("localhost"))) {
            Health health = store.check();
            assertThat(health.ok()).isFalse();
            assertThat(health.message())
                    .startsWith("no TLS connection to the store at localhost:" + withTls)
                    .doesNotContain(PASSWORD);
        }
    }

    @Test
    void comparesTheHostNameUnlessToldNotTo() {
        Map<String, String> given = encrypted("127.0.0.1");
        given.put("tls.ca_cert_file", certificate);
        try (StoreConnection store = open(new ConfluentKafkaStoreType(), given)) {
            assertThat(store.check().ok()).isFalse();
        }
        given.put("tls.verify_server_hostname", "FALSE");
        try (StoreConnection store = open(new ConfluentKafkaStoreType(), given)) {
            assertThat(store.check()).isEqualTo(Health.OK);
        }
    }

    private static void writeAndRead(StoreConnection store, String topic) {
        byte[] value = topic.getBytes(StandardCharsets.UTF_8);
        store.createEntity(List.of(topic), Settings.empty(), Map.of());
        store.insert(List.of(topic), StoredRecord.toWrite(null, value));
        List<StoredRecord> records = new ArrayList<>();
        try (RecordReader reader = store.read(List.of(topic), StartPosition.EARLIEST)) {
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (records.isEmpty() && System.nanoTime() < deadline) {
                records.addAll(reader.poll(Duration.ofMillis(100)));
            }
        }
        assertThat(records).singleElement().satisfies(record -> assertThat(record.value())
                .isEqualTo(value));
    }

    private static StoreConnection open(StoreType type, Map<String, String> given) {
        Settings settings = Settings.read(type.settings(), given);
        type.validate(settings);
        return type.connect(settings);
    }

    private static Map<String, String> plainText(String function, String password) {
        Map<String, String> given = credentials(function, password);
        given.put("uris", "127.0.0.1:" + withPassword);
        given.put("tls.disabled", "TRUE");
        return given;
    }

    private static Map<String, String> encrypted(String host) {
        Map<String, String> given = credentials("PLAIN", PASSWORD);
        given.put("uris", host + ":" + withTls);
        return given;
    }

    private static Map<String, String> credentials(String function, String password) {
        Map<String, String> given = new HashMap<>();
        given.put("kafka.sasl.hash_function", function);
        given.put("kafka.sasl.username", "alice");
        given.put("kafka.sasl.password", password);
        return given;
    }

    private static void createScramUser() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            for (ScramMechanism mechanism : List.of(ScramMechanism.SCRAM_SHA_256, ScramMechanism.SCRAM_SHA_512)) {
                UserScramCredentialAlteration user = new UserScramCredentialUpsertion(
                        "alice", new ScramCredentialInfo(mechanism, 4096), PASSWORD.getBytes(StandardCharsets.UTF_8));
                admin.alterUserScramCredentials(List.of(user)).all().get();
            }
        }
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
