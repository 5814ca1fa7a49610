package io.braid.catalog;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Where the schemas of records are kept. Stores name the one that knows theirs.
 *
 * @param type the keyword of its kind, {@code CONFLUENT}
 * @param settings canonical names to texts; the secret ones are sealed and open only through the vault
 * @param secretNames which of the settings are sealed
 */
public record SchemaRegistry(
        UUID organization,
        String name,
        String type,
        Map<String, String> settings,
        Set<String> secretNames,
        Store.Status status,
        String statusMessage,
        Audit audit) {
    public SchemaRegistry {
        settings = Map.copyOf(settings);
        secretNames = Set.copyOf(secretNames);
    }

    public SchemaRegistry ownedBy(String role) {
        return new SchemaRegistry(
                organization, name, type, settings, secretNames, status, statusMessage, audit.ownedBy(role));
    }
}
