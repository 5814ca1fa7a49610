package io.braid.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.braid.spi.ErrorCode;
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import io.braid.spi.StoreType;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaSettingsTest {
    private static final String PEM = "-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----\n";

    private final StoreType kafka = new KafkaStoreType();
    private final StoreType confluent = new ConfluentKafkaStoreType();

    @Test
    void typesHaveTheNamesThatClientsCompare() {
        assertThat(kafka.name()).isEqualTo("KAFKA");
        assertThat(kafka.displayName()).isEqualTo("Kafka");
        assertThat(confluent.name()).isEqualTo("CONFLUENT_KAFKA");
        assertThat(confluent.displayName()).isEqualTo("ConfluentKafka");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:9092", "a.b-c.example:9092, b:1", "10.0.0.1:9092,", "[::1]:9092"})
    void takesAddresses(String uris) {
        assertThat(read(kafka, Map.of("uris", uris)).get(KafkaSettings.URIS)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "http://a:80", "a:b", "a:9092;b:9092"})
    void refusesWhatIsNoAddress(String uris) {
        assertThat(refused(kafka, Map.of("uris", uris)))
                .hasMessage("parameter \"uris\" has value \"" + uris + "\": expected host:port, separated by commas");
    }

    @Test
    void wantsAddresses() {
        assertThat(refused(kafka, Map.of())).hasMessage("uris is required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "SHA256", "SHA512"})
    void wantsUserAndPasswordTogether(String function) {
        String sentence = "kafka.sasl.password, and kafka.sasl.username are required";
        Map<String, String> given = with("kafka.sasl.hash_function", function);
        StatementException nothing = refused(kafka, given);
        assertThat(nothing.code()).isEqualTo(ErrorCode.MISSING_PARAMETER);
        assertThat(nothing).hasMessage(sentence);
        given.put("kafka.sasl.username", "u");
        assertThat(refused(kafka, given)).hasMessage(sentence);
        given.put("kafka.sasl.password", "p");
        assertThat(read(kafka, given).get(KafkaSettings.USERNAME)).isEqualTo("u");
    }

    @Test
    void wantsCertificateAndKeyTogether() {
        assertThat(refused(kafka, with("tls.client.cert_file", PEM)))
                .hasMessage("tls.client.cert_file, and tls.client.key_file are required");
    }

    @Test
    void wantsCertificatesAsText() {
        assertThat(refused(kafka, with("tls.ca_cert_file", "ca.pem")))
                .hasMessage("parameter \"tls.ca_cert_file\" has value \"ca.pem\":"
                        + " expected PEM text or the name of an attachment");
        assertThat(refused(kafka, with("tls.client.key_file", "key.pem"))).hasMessageNotContaining("key.pem");
    }

    @Test
    void declinesMskIamOnceItIsComplete() {
        Map<String, String> given = with("kafka.sasl.hash_function", "aws_msk_iam");
        assertThat(refused(kafka, given)).hasMessage("kafka.msk.aws_region, and kafka.msk.iam_role_arn are required");
        given.put("kafka.msk.iam_role_arn", "arn:aws:iam::111122223333:role/braid");
        given.put("kafka.msk.aws_region", "eu-west-1");
        StatementException declined = refused(kafka, given);
        assertThat(declined.code()).isEqualTo(ErrorCode.FEATURE_NOT_SUPPORTED);
        assertThat(declined.problem()).isEqualTo("stores that authenticate with AWS_MSK_IAM are not supported");
        given.put("kafka.sasl.username", "u");
        assertThat(refused(kafka, given).code()).isEqualTo(ErrorCode.INVALID_PARAMETER);
    }

    @Test
    void takesTheNamesThatOthersUse() {
        Map<String, String> given = with("kafka.schema_registry_name", "sr");
        given.put("security.protocol", "SASL_PLAINTEXT");
        given.put("sasl.mechanism", "SCRAM-SHA-512");
        given.put("sasl.username", "u");
        given.put("sasl.password", "p");
        given.put("access_region", "AWS us-east-1");
        Settings settings = read(kafka, given);
        assertThat(settings.get(KafkaSettings.SCHEMA_REGISTRY)).isEqualTo("sr");
        assertThat(settings.get(KafkaSettings.HASH_FUNCTION)).isEqualTo(SaslFunction.SHA512);
        assertThat(KafkaSettings.usesTls(settings)).isFalse();
    }

    @Test
    void speaksTlsUnlessToldNotTo() {
        assertThat(KafkaSettings.usesTls(read(kafka, with("tls.verify_server_hostname", "FALSE"))))
                .isTrue();
        assertThat(KafkaSettings.usesTls(read(kafka, with("tls.disabled", "true"))))
                .isFalse();
    }

    @Test
    void aCloudClusterHasTlsAndAPassword() {
        assertThat(refused(confluent, with("tls.disabled", "TRUE")))
                .hasMessageContaining("unknown parameter \"tls.disabled\"");
        assertThat(refused(confluent, with("tls.verify_server_hostname", "TRUE")))
                .hasMessage("kafka.sasl.hash_function is required");
        assertThat(refused(confluent, with("kafka.sasl.hash_function", "NONE")))
                .hasMessage("parameter \"kafka.sasl.hash_function\" has value \"NONE\":"
                        + " expected one of PLAIN, SHA256, SHA512");
        assertThat(refused(confluent, with("kafka.sasl.hash_function", "PLAIN")))
                .hasMessage("kafka.sasl.password, and kafka.sasl.username are required");
    }

    @Test
    void wantsCountsAboveZero() {
        StatementException refusal = catchThrowableOfType(
                StatementException.class, () -> Settings.read(kafka.entitySettings(), Map.of("topic.partitions", "0")));
        assertThat(refusal).hasMessage("parameter \"kafka.partitions\" has value \"0\": expected a number above zero");
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> given = new HashMap<>();
        given.put("uris", "a:9092");
        given.put(name, value);
        return given;
    }

    private static Settings read(StoreType type, Map<String, String> given) {
        Settings settings = Settings.read(type.settings(), given);
        type.validate(settings);
        return settings;
    }

    private static StatementException refused(StoreType type, Map<String, String> given) {
        StatementException refusal = catchThrowableOfType(StatementException.class, () -> read(type, given));
        assertThat(refusal).isNotNull();
        return refusal;
    }
}
