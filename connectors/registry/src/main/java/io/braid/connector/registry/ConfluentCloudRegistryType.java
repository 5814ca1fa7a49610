package io.braid.connector.registry;

import io.braid.spi.RegistryConnection;
import io.braid.spi.RegistryType;
import io.braid.spi.Setting;
import io.braid.spi.Settings;
import java.util.List;

/** A registry of a cloud: always with an API key. */
public final class ConfluentCloudRegistryType implements RegistryType {
    @Override
    public String name() {
        return "CONFLUENT_CLOUD";
    }

    @Override
    public String displayName() {
        return "ConfluentCloud";
    }

    @Override
    public List<Setting<?>> settings() {
        return RegistrySettings.with(RegistrySettings.KEY, RegistrySettings.SECRET);
    }

    @Override
    public void validate(Settings settings) {
        RegistrySettings.validate(settings);
    }

    @Override
    public RegistryConnection connect(Settings settings) {
        return new RegistryClient(
                settings.get(RegistrySettings.URIS),
                RegistryClient.basic(settings.get(RegistrySettings.KEY), settings.get(RegistrySettings.SECRET)));
    }
}
