package io.braid.connector.kafka;

import io.braid.spi.Capability;
import io.braid.spi.ErrorCode;
import io.braid.spi.Setting;
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import io.braid.spi.StoreConnection;
import io.braid.spi.StoreType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Kafka as a cloud offers it: always with TLS and a password. */
public final class ConfluentKafkaStoreType implements StoreType {
    private static final Set<Setting<?>> ABSENT = Set.of(
            KafkaSettings.TLS_DISABLED,
            KafkaSettings.SECURITY_PROTOCOL,
            KafkaSettings.IAM_ROLE,
            KafkaSettings.IAM_REGION);

    @Override
    public String name() {
        return "CONFLUENT_KAFKA";
    }

    @Override
    public String displayName() {
        return "ConfluentKafka";
    }

    @Override
    public List<Setting<?>> settings() {
        return KafkaSettings.ofStore().stream()
                .filter(setting -> !ABSENT.contains(setting))
                .toList();
    }

    @Override
    public List<Setting<?>> writerSettings() {
        return ProducerSettings.ALL;
    }

    @Override
    public List<Setting<?>> entitySettings() {
        return KafkaSettings.ofEntity();
    }

    @Override
    public String freeEntityPrefix() {
        return KafkaSettings.FREE_ENTITY_PREFIX;
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    @Override
    public void validate(Settings settings) {
        SaslFunction function = settings.find(KafkaSettings.HASH_FUNCTION).orElse(SaslFunction.NONE);
        if (!settings.has(KafkaSettings.HASH_FUNCTION)) {
            throw Settings.missing(List.of(KafkaSettings.HASH_FUNCTION.name()));
        }
        if (!function.wantsPassword()) {
            throw StatementException.of(
                    ErrorCode.INVALID_PARAMETER,
                    "parameter \"%s\" has value \"%s\": expected one of PLAIN, SHA256, SHA512",
                    KafkaSettings.HASH_FUNCTION.name(),
                    function);
        }
        KafkaSettings.validate(settings);
    }

    @Override
    public StoreConnection connect(Settings settings) {
        return NamedTopics.of(settings, new KafkaConnection(settings, true));
    }
}
