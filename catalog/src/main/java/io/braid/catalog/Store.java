package io.braid.catalog;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A connection to an external system.
 *
 * @param type the keyword of its kind, {@code KAFKA}
 * @param settings canonical names to texts; the secret ones are sealed and open only through the vault
 * @param secretNames which of the settings are sealed
 * @param embedded made by the server itself for its embedded broker
 */
public record Store(
        UUID organization,
        String name,
        String type,
        Map<String, String> settings,
        java.util.Set<String> secretNames,
        Status status,
        String statusMessage,
        boolean embedded,
        Audit audit) {
    /** The setting that names the schema registry, of every type of store that has one. */
    public static final String SCHEMA_REGISTRY = "schema_registry.name";

    public Store {
        settings = Map.copyOf(settings);
        secretNames = java.util.Set.copyOf(secretNames);
    }

    /** Name of the schema registry that knows the schemas of its entities. */
    public Optional<String> schemaRegistry() {
        return Optional.ofNullable(settings.get(SCHEMA_REGISTRY));
    }

    /** The same store as part of another history. */
    public Store in(boolean embedded, Audit audit) {
        return new Store(organization, name, type, settings, secretNames, status, statusMessage, embedded, audit);
    }

    public enum Status {
        READY,
        ERRORED
    }
}
