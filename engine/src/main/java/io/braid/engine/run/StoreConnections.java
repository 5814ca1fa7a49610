package io.braid.engine.run;

import io.braid.catalog.Store;
import io.braid.engine.security.Vault;
import io.braid.spi.Settings;
import io.braid.spi.StoreConnection;
import io.braid.spi.StoreType;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** One connection for each store in use. Shared between threads; the only place where store secrets are opened. */
public final class StoreConnections implements AutoCloseable {
    private record Key(UUID organization, String store) {}

    private record Open(Map<String, String> settings, StoreConnection connection) {}

    private final Map<Key, Open> connections = new ConcurrentHashMap<>();
    private final StoreTypes types;
    private final Vault vault;

    public StoreConnections(StoreTypes types, Vault vault) {
        this.types = types;
        this.vault = vault;
    }

    public StoreConnection to(Store store) {
        Key key = new Key(store.organization(), store.name());
        return connections
                .compute(key, (k, open) -> {
                    if (open != null && open.settings().equals(store.settings())) {
                        return open;
                    }
                    if (open != null) {
                        open.connection().close();
                    }
                    return new Open(store.settings(), connect(store));
                })
                .connection();
    }

    /** The type of a store that is in the catalog. */
    public StoreType typeOf(Store store) {
        return types.require(store.type());
    }

    /** A connection of the caller's own, for a store that is not in the catalog yet. */
    public StoreConnection connect(Store store) {
        StoreType type = types.require(store.type());
        return type.connect(Settings.read(type.settings(), plainSettings(store)));
    }

    /** The settings with their secrets opened: to connect with, and to change some of them; never to be shown. */
    public Map<String, String> plainSettings(Store store) {
        return vault.open(store.settings(), store.secretNames());
    }

    public void forget(Store store) {
        Open open = connections.remove(new Key(store.organization(), store.name()));
        if (open != null) {
            open.connection().close();
        }
    }

    @Override
    public void close() {
        connections.values().forEach(open -> open.connection().close());
        connections.clear();
    }
}
