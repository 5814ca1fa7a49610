package io.braid.connector.kafka;

import io.braid.spi.Settings;
import java.util.Map;
import java.util.TreeMap;

/** How a Kafka client reaches a store, in Kafka's own properties. */
final class ClientProperties {
    private static final String OWN_CLASSES = "org.apache.kafka.common.security.";

    /** The connector of the jobs brings its own copy of Kafka's classes under another name. */
    private static final String CLASSES_OF_JOBS = "org.apache.flink.kafka.shaded.org.apache.kafka.common.security.";

    private ClientProperties() {}

    /** For the clients of this process. */
    static Map<String, String> own(Settings settings, boolean tls) {
        return of(settings, tls, OWN_CLASSES);
    }

    /** For the clients inside jobs. */
    static Map<String, String> ofJobs(Settings settings, boolean tls) {
        return of(settings, tls, CLASSES_OF_JOBS);
    }

    private static Map<String, String> of(Settings settings, boolean tls, String classes) {
        Map<String, String> properties = new TreeMap<>();
        properties.put("bootstrap.servers", String.join(",", settings.get(KafkaSettings.URIS)));
        SaslFunction function = settings.get(KafkaSettings.HASH_FUNCTION);
        boolean sasl = function.wantsPassword();
        if (tls) {
            properties.put("security.protocol", sasl ? "SASL_SSL" : "SSL");
            putTls(properties, settings);
        } else if (sasl) {
            properties.put("security.protocol", "SASL_PLAINTEXT");
        }
        if (sasl) {
            properties.put("sasl.mechanism", function.mechanism());
            properties.put(
                    "sasl.jaas.config",
                    "%s required username=%s password=%s;"
                            .formatted(
                                    classes + function.loginModule(),
                                    quoted(settings.get(KafkaSettings.USERNAME)),
                                    quoted(settings.get(KafkaSettings.PASSWORD).reveal())));
        }
        return properties;
    }

    /** Certificates go in as text, so that no machine needs a file. */
    private static void putTls(Map<String, String> properties, Settings settings) {
        if (!settings.get(KafkaSettings.VERIFY_HOSTNAME)) {
            properties.put("ssl.endpoint.identification.algorithm", "");
        }
        settings.find(KafkaSettings.CA_CERTIFICATES).ifPresent(pem -> {
            properties.put("ssl.truststore.type", "PEM");
            properties.put("ssl.truststore.certificates", pem);
        });
        settings.find(KafkaSettings.CLIENT_CERTIFICATE).ifPresent(pem -> {
            properties.put("ssl.keystore.type", "PEM");
            properties.put("ssl.keystore.certificate.chain", pem);
            properties.put("ssl.keystore.key", settings.get(KafkaSettings.CLIENT_KEY));
        });
        settings.find(KafkaSettings.CIPHER_SUITES).ifPresent(suites -> properties.put("ssl.cipher.suites", suites));
        settings.find(KafkaSettings.PROTOCOLS).ifPresent(versions -> properties.put("ssl.enabled.protocols", versions));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
