package io.braid.engine.run;

import io.braid.catalog.Catalog;
import io.braid.catalog.SchemaRegistry;
import io.braid.catalog.Store;
import io.braid.engine.security.Vault;
import io.braid.spi.ErrorCode;
import io.braid.spi.RegistryConnection;
import io.braid.spi.RegistryType;
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import java.util.Map;

/** The schema registries of stores. Shared between threads; the only place where their secrets are opened to be used. */
public final class SchemaRegistries {
    private final Catalog catalog;
    private final RegistryTypes types;
    private final Vault vault;

    public SchemaRegistries(Catalog catalog, RegistryTypes types, Vault vault) {
        this.catalog = catalog;
        this.types = types;
        this.vault = vault;
    }

    /**
     * How a registry is reached.
     *
     * @param settings with their secrets open: never to be shown
     */
    public record Address(String type, Map<String, String> settings) {
        @Override
        public String toString() {
            return "registry of type " + type;
        }
    }

    /** @throws StatementException 3D009 when the store has no registry */
    public Address addressOf(Store store) {
        String name = requireName(store);
        SchemaRegistry registry = catalog.read(view -> view.library().findSchemaRegistry(store.organization(), name))
                .orElseThrow(() -> StatementException.of(
                        ErrorCode.INVALID_SCHEMA_REGISTRY, "schema registry \"%s\" does not exist", name));
        return new Address(registry.type(), vault.open(registry.settings(), registry.secretNames()));
    }

    /** @throws StatementException 3D009 when the store has no registry */
    public RegistryConnection of(Store store) {
        Address address = addressOf(store);
        RegistryType type = types.require(address.type());
        return type.connect(Settings.read(type.settings(), address.settings()));
    }

    /**
     * The name of the registry that a store has.
     *
     * @throws StatementException 3D009 when it has none
     */
    public static String requireName(Store store) {
        return store.schemaRegistry().orElseThrow(() -> StatementException.of(
                        ErrorCode.INVALID_SCHEMA_REGISTRY,
                        "format AVRO needs a schema registry, and store \"%s\" has none",
                        store.name())
                .hint("UPDATE STORE … WITH ('%s' = …) gives it one".formatted(Store.SCHEMA_REGISTRY)));
    }
}
