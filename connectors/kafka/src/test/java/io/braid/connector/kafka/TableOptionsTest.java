package io.braid.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.spi.Settings;
import io.braid.spi.StoreConnection;
import io.braid.spi.StoreConnection.SinkOptions;
import io.braid.spi.StoreConnection.SourceOptions;
import io.braid.spi.StoreConnection.WriteMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TableOptionsTest {
    private static final String CA = "-----BEGIN CERTIFICATE-----ca";
    private static final Map<String, String> JSON =
            Map.of("value.format", "json", "key.format", "json", "key.json.ignore-parse-errors", "true");

    @Test
    void readsAStreamFromItsStart() {
        SourceOptions source =
                new SourceOptions(List.of("t"), "earliest", 0, List.of(), Map.of("value.format", "json"));
        assertThat(text(plain().source(source))).isEqualTo("""
                connector=kafka
                properties.bootstrap.servers=a:1,b:2
                properties.isolation.level=read_committed
                scan.startup.mode=earliest-offset
                scan.topic-partition-discovery.interval=30 s
                topic=t
                value.format=json
                """);
    }

    @Test
    void readsAStreamFromAPositionWithItsKey() {
        SourceOptions source = new SourceOptions(
                List.of("t"), "partition:0,offset:42;partition:1,offset:7", 1500, List.of("k1", "k2"), JSON);
        assertThat(text(plain().source(source))).isEqualTo("""
                connector=kafka
                key.fields=k1;k2
                key.format=json
                key.json.ignore-parse-errors=true
                properties.bootstrap.servers=a:1,b:2
                properties.isolation.level=read_committed
                scan.startup.mode=specific-offsets
                scan.startup.specific-offsets=partition:0,offset:42;partition:1,offset:7
                scan.topic-partition-discovery.interval=30 s
                scan.watermark.idle-timeout=1500 ms
                topic=t
                value.fields-include=EXCEPT_KEY
                value.format=json
                """);
    }

    @Test
    void readsAnUpsertChangelog() {
        SourceOptions source = new SourceOptions(List.of("t"), "earliest", 0, List.of("k"), JSON, true);
        assertThat(text(plain().source(source))).isEqualTo("""
                connector=upsert-kafka
                key.format=json
                key.json.ignore-parse-errors=true
                properties.bootstrap.servers=a:1,b:2
                properties.isolation.level=read_committed
                scan.topic-partition-discovery.interval=30 s
                topic=t
                value.fields-include=EXCEPT_KEY
                value.format=json
                """);
    }

    @Test
    void leavesAKeyFormatOutThatHasNoColumns() {
        assertThat(plain().source(new SourceOptions(List.of("t"), "earliest", 0, List.of(), JSON)))
                .doesNotContainKeys("key.format", "key.json.ignore-parse-errors", "key.fields");
    }

    @Test
    void writesAppendsExactlyOnce() {
        SinkOptions sink = new SinkOptions(
                List.of("t"), WriteMode.APPEND, "q-1", true, List.of("k"), false, JSON, Map.of("linger.ms", "20"));
        assertThat(text(plain().sink(sink))).isEqualTo("""
                connector=kafka
                key.fields=k
                key.format=json
                key.json.ignore-parse-errors=true
                properties.bootstrap.servers=a:1,b:2
                properties.linger.ms=20
                properties.transaction.timeout.ms=600000
                sink.delivery-guarantee=exactly-once
                sink.transactional-id-prefix=q-1
                topic=t
                value.fields-include=ALL
                value.format=json
                """);
    }

    @Test
    void writesUpsertsWithoutTheKeyInTheValue() {
        SinkOptions sink =
                new SinkOptions(List.of("t"), WriteMode.UPSERT, "q-1", false, List.of("k"), true, JSON, Map.of());
        assertThat(text(plain().sink(sink))).isEqualTo("""
                connector=upsert-kafka
                key.format=json
                key.json.ignore-parse-errors=true
                properties.bootstrap.servers=a:1,b:2
                properties.linger.ms=1
                sink.delivery-guarantee=at-least-once
                topic=t
                value.fields-include=EXCEPT_KEY
                value.format=json
                """);
    }

    @Test
    void writesChangelogsThroughAConnectorOfItsOwn() {
        SinkOptions sink = new SinkOptions(
                List.of("t"),
                WriteMode.CHANGELOG,
                "q-1",
                false,
                List.of(),
                false,
                Map.of("value.format", "json"),
                Map.of());
        assertThat(plain().sink(sink)).containsEntry("connector", "braid-kafka-changelog");
    }

    @Test
    void logsInWithTheClassesOfTheConnector() {
        SourceOptions source =
                new SourceOptions(List.of("t"), "earliest", 0, List.of(), Map.of("value.format", "json"));
        Map<String, String> options = new TreeMap<>(secured().source(source));
        options.keySet().removeIf(name -> !name.matches("properties\\.(sasl|ssl|security).*"));
        assertThat(text(options)).isEqualTo("""
                properties.sasl.jaas.config=org.apache.flink.kafka.shaded.org.apache.kafka.common.security.scram.\
                ScramLoginModule required username="u" password="p\\"\\\\";
                properties.sasl.mechanism=SCRAM-SHA-512
                properties.security.protocol=SASL_SSL
                properties.ssl.cipher.suites=TLS_AES_128_GCM_SHA256
                properties.ssl.enabled.protocols=TLSv1.3
                properties.ssl.endpoint.identification.algorithm=
                properties.ssl.keystore.certificate.chain=-----BEGIN CERTIFICATE-----mine
                properties.ssl.keystore.key=-----BEGIN PRIVATE KEY-----key
                properties.ssl.keystore.type=PEM
                properties.ssl.truststore.certificates=-----BEGIN CERTIFICATE-----ca
                properties.ssl.truststore.type=PEM
                """);
    }

    @Test
    void aProducerPropertyCannotRedirectTheStore() {
        SinkOptions sink = new SinkOptions(
                List.of("t"),
                WriteMode.APPEND,
                "q-1",
                false,
                List.of(),
                false,
                Map.of("value.format", "json"),
                Map.of("bootstrap.servers", "elsewhere:1"));
        assertThat(plain().sink(sink)).containsEntry("properties.bootstrap.servers", "a:1,b:2");
    }

    @Test
    void aConnectionPrintsItsAddressesAndNothingElse() {
        assertThat(secured()).hasToString("Kafka at a:1");
    }

    private static StoreConnection plain() {
        return connect(Map.of("uris", "a:1, b:2", "tls.disabled", "TRUE"));
    }

    private static StoreConnection secured() {
        Map<String, String> given = new HashMap<>();
        given.put("uris", "a:1");
        given.put("kafka.sasl.hash_function", "SHA512");
        given.put("kafka.sasl.username", "u");
        given.put("kafka.sasl.password", "p\"\\");
        given.put("tls.verify_server_hostname", "FALSE");
        given.put("tls.ca_cert_file", CA);
        given.put("tls.client.cert_file", "-----BEGIN CERTIFICATE-----mine");
        given.put("tls.client.key_file", "-----BEGIN PRIVATE KEY-----key");
        given.put("tls.cipher_suites", "TLS_AES_128_GCM_SHA256");
        given.put("tls.protocols", "TLSv1.3");
        return connect(given);
    }

    private static StoreConnection connect(Map<String, String> given) {
        KafkaStoreType type = new KafkaStoreType();
        return type.connect(Settings.read(type.settings(), given));
    }

    private static String text(Map<String, String> options) {
        return new TreeMap<>(options)
                .entrySet().stream()
                        .map(option -> option.getKey() + "=" + option.getValue() + "\n")
                        .collect(Collectors.joining());
    }
}
