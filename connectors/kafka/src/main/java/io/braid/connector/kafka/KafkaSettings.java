package io.braid.connector.kafka;

import io.braid.spi.ErrorCode;
import io.braid.spi.Secret;
import io.braid.spi.Setting;
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The properties of stores and entities of Kafka, and what they mean together. */
final class KafkaSettings {
    private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9a-fA-F:]+]|[^\\s:/,\\[\\]]+):\\d{1,5}");

    static final Setting<List<String>> URIS = new Setting<>(
            "uris",
            "text",
            KafkaSettings::readAddresses,
            null,
            true,
            false,
            List.of(),
            "Addresses of brokers to begin with, host:port, separated by commas.");

    static final Setting<SaslFunction> HASH_FUNCTION = new Setting<>(
                    "kafka.sasl.hash_function",
                    "one of NONE, PLAIN, SHA256, SHA512, AWS_MSK_IAM",
                    KafkaSettings::readFunction,
                    SaslFunction.NONE,
                    false,
                    false,
                    List.of(),
                    "How the store authenticates: not at all, with a password in plain, or with SCRAM.")
            .alias("sasl.mechanism");
    static final Setting<String> USERNAME = Setting.text(
                    "kafka.sasl.username", "User name; required with PLAIN, SHA256 and SHA512.")
            .alias("sasl.username");
    static final Setting<Secret> PASSWORD = Setting.secret(
                    "kafka.sasl.password", "Password; required with PLAIN, SHA256 and SHA512.")
            .alias("sasl.password");
    static final Setting<String> IAM_ROLE =
            Setting.text("kafka.msk.iam_role_arn", "Role to assume; required with AWS_MSK_IAM.");
    static final Setting<String> IAM_REGION =
            Setting.text("kafka.msk.aws_region", "Region of the cluster; required with AWS_MSK_IAM.");

    static final Setting<Boolean> TLS_DISABLED = Setting.flag(
                    "tls.disabled", "TRUE for a store that does not speak TLS.")
            .orElse(false);
    static final Setting<SecurityProtocol> SECURITY_PROTOCOL =
            Setting.choice("security.protocol", SecurityProtocol.class, "Kafka's own word for what tls.disabled says.");
    static final Setting<Boolean> VERIFY_HOSTNAME = Setting.flag(
                    "tls.verify_server_hostname", "Whether the name in the server's certificate must be its host name.")
            .orElse(true);
    static final Setting<String> CA_CERTIFICATES =
            pem("tls.ca_cert_file", false, "Certificates of the authorities to trust, as PEM text or an attachment.");
    static final Setting<String> CLIENT_CERTIFICATE =
            pem("tls.client.cert_file", false, "Certificate chain of the client, as PEM text or an attachment.");
    static final Setting<String> CLIENT_KEY =
            pem("tls.client.key_file", true, "Private key of the client in PKCS 8, as PEM text or an attachment.");
    static final Setting<String> CIPHER_SUITES =
            Setting.text("tls.cipher_suites", "Cipher suites to offer, separated by commas.");
    static final Setting<String> PROTOCOLS =
            Setting.text("tls.protocols", "TLS versions to offer, separated by commas.");

    static final Setting<String> SCHEMA_REGISTRY = Setting.text(
                    "schema_registry.name", "Schema registry that knows the schemas of the store's topics.")
            .alias("kafka.schema_registry_name", "schema_registry_name");
    static final Setting<String> REGION =
            Setting.text("access_region", "Ignored.").alias("access.region", "availability_zone");

    static final Setting<String> PREFIX = Setting.text(
            "topic.prefix", "Only topics that begin so are part of the store; their names are given without it.");
    static final Setting<String> HIDDEN_PREFIX =
            Setting.text("topic.hidden_prefix", "Topics that begin so are not part of the store.");

    static final Setting<Integer> PARTITIONS =
            positive("kafka.partitions", "How many partitions the topic has.").alias("topic.partitions");
    static final Setting<Integer> REPLICAS =
            positive("kafka.replicas", "How many brokers keep a copy of each.").alias("topic.replicas");
    static final String FREE_ENTITY_PREFIX = "kafka.topic.";

    /** Kafka's own names of the ways to connect, which some write. */
    enum SecurityProtocol {
        PLAINTEXT,
        SASL_PLAINTEXT,
        SSL,
        SASL_SSL
    }

    private KafkaSettings() {}

    static List<Setting<?>> ofStore() {
        return List.of(
                URIS,
                HASH_FUNCTION,
                USERNAME,
                PASSWORD,
                IAM_ROLE,
                IAM_REGION,
                TLS_DISABLED,
                SECURITY_PROTOCOL,
                VERIFY_HOSTNAME,
                CA_CERTIFICATES,
                CLIENT_CERTIFICATE,
                CLIENT_KEY,
                CIPHER_SUITES,
                PROTOCOLS,
                SCHEMA_REGISTRY,
                PREFIX,
                HIDDEN_PREFIX,
                REGION);
    }

    static List<Setting<?>> ofEntity() {
        return List.of(PARTITIONS, REPLICAS);
    }

    /** Checks what must be given together. */
    static void validate(Settings settings) {
        SaslFunction function = settings.get(HASH_FUNCTION);
        if (function.wantsPassword()) {
            requireAll(settings, PASSWORD, USERNAME);
        }
        if (settings.has(CLIENT_CERTIFICATE) || settings.has(CLIENT_KEY)) {
            requireAll(settings, CLIENT_CERTIFICATE, CLIENT_KEY);
        }
        if (function == SaslFunction.AWS_MSK_IAM) {
            requireAll(settings, IAM_REGION, IAM_ROLE);
            if (settings.has(USERNAME) || settings.has(PASSWORD)) {
                throw StatementException.of(
                        ErrorCode.INVALID_PARAMETER,
                        "kafka.sasl.username and kafka.sasl.password have no meaning with AWS_MSK_IAM");
            }
            throw StatementException.of(
                            ErrorCode.FEATURE_NOT_SUPPORTED,
                            "stores that authenticate with AWS_MSK_IAM are not supported")
                    .hint("the cluster can be reached with SHA512 when it offers SASL/SCRAM");
        }
    }

    /** Whether connections are encrypted. */
    static boolean usesTls(Settings settings) {
        if (settings.has(TLS_DISABLED)) {
            return !settings.get(TLS_DISABLED);
        }
        return settings.find(SECURITY_PROTOCOL)
                .map(protocol -> protocol == SecurityProtocol.SSL || protocol == SecurityProtocol.SASL_SSL)
                .orElse(true);
    }

    private static void requireAll(Settings settings, Setting<?>... wanted) {
        List<String> missing = new ArrayList<>();
        for (Setting<?> setting : wanted) {
            if (!settings.has(setting)) {
                missing.add(setting.name());
            }
        }
        if (!missing.isEmpty()) {
            // The group is named as a whole: clients compare the sentence.
            throw Settings.missing(
                    Arrays.stream(wanted).map(s -> s.name()).sorted().toList());
        }
    }

    private static List<String> readAddresses(String text) {
        List<String> addresses = Arrays.stream(text.split(","))
                .map(String::trim)
                .filter(address -> !address.isEmpty())
                .toList();
        if (addresses.isEmpty()
                || !addresses.stream().allMatch(a -> ADDRESS.matcher(a).matches())) {
            throw new IllegalArgumentException("expected host:port, separated by commas");
        }
        return addresses;
    }

    private static SaslFunction readFunction(String text) {
        String wanted = text.trim().toUpperCase(Locale.ROOT);
        for (SaslFunction function : SaslFunction.values()) {
            if (function.name().equals(wanted) || function.mechanism().equals(wanted)) {
                return function;
            }
        }
        throw new IllegalArgumentException("expected one of NONE, PLAIN, SHA256, SHA512, AWS_MSK_IAM");
    }

    private static Setting<String> pem(String name, boolean secret, String meaning) {
        Function<String, String> reader = text -> {
            if (!text.contains("-----BEGIN ")) {
                throw new IllegalArgumentException("expected PEM text or the name of an attachment");
            }
            return text;
        };
        return new Setting<>(name, "file", reader, null, false, secret, List.of(), meaning);
    }

    private static Setting<Integer> positive(String name, String meaning) {
        Setting<Integer> any = Setting.integer(name, meaning);
        Function<String, Integer> reader = text -> {
            int number = any.reader().apply(text);
            if (number < 1) {
                throw new IllegalArgumentException("expected a number above zero");
            }
            return number;
        };
        return new Setting<>(name, any.typeName(), reader, null, false, false, List.of(), meaning);
    }
}
