package io.braid.connector.registry;

import io.braid.spi.RegistryConnection;
import io.braid.spi.RegistryType;
import io.braid.spi.Setting;
import io.braid.spi.Settings;
import java.util.List;

/** A registry that one runs oneself: open to everybody, or with a user name and a password. */
public final class ConfluentRegistryType implements RegistryType {
    @Override
    public String name() {
        return "CONFLUENT";
    }

    @Override
    public String displayName() {
        return "Confluent";
    }

    @Override
    public List<Setting<?>> settings() {
        return RegistrySettings.with(
                RegistrySettings.USERNAME, RegistrySettings.PASSWORD, RegistrySettings.AUTHENTICATION);
    }

    @Override
    public void validate(Settings settings) {
        if (settings.has(RegistrySettings.USERNAME) != settings.has(RegistrySettings.PASSWORD)) {
            // The group is named as a whole, as for stores.
            throw Settings.missing(List.of(RegistrySettings.PASSWORD.name(), RegistrySettings.USERNAME.name()));
        }
        RegistrySettings.validate(settings);
    }

    @Override
    public RegistryConnection connect(Settings settings) {
        return new RegistryClient(
                settings.get(RegistrySettings.URIS),
                settings.find(RegistrySettings.USERNAME)
                        .map(user -> RegistryClient.basic(user, settings.get(RegistrySettings.PASSWORD)))
                        .orElse(null));
    }
}
