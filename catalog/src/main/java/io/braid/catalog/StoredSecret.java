package io.braid.catalog;

import java.util.Map;
import java.util.UUID;

/**
 * Something that functions may know and nobody may read.
 *
 * @param type {@code generic_string}, the only one
 * @param sealed its values by their names, each sealed by the vault
 */
public record StoredSecret(
        UUID organization, String name, String type, String description, Map<String, String> sealed, Audit audit) {
    public StoredSecret {
        sealed = Map.copyOf(sealed);
    }

    public StoredSecret ownedBy(String role) {
        return new StoredSecret(organization, name, type, description, sealed, audit.ownedBy(role));
    }
}
