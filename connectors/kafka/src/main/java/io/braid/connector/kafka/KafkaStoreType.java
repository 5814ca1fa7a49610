package io.braid.connector.kafka;

import io.braid.spi.Capability;
import io.braid.spi.Setting;
import io.braid.spi.Settings;
import io.braid.spi.StoreConnection;
import io.braid.spi.StoreType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Any cluster that speaks Kafka's protocol; its entities are topics. */
public final class KafkaStoreType implements StoreType {
    @Override
    public String name() {
        return "KAFKA";
    }

    @Override
    public String displayName() {
        return "Kafka";
    }

    @Override
    public List<Setting<?>> settings() {
        return KafkaSettings.ofStore();
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
        KafkaSettings.validate(settings);
    }

    @Override
    public StoreConnection connect(Settings settings) {
        return NamedTopics.of(settings, new KafkaConnection(settings, KafkaSettings.usesTls(settings)));
    }
}
