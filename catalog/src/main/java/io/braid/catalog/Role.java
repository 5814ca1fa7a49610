package io.braid.catalog;

import java.util.Set;
import java.util.UUID;

/**
 * A role.
 *
 * @param inherits names of the roles granted to it
 */
public record Role(UUID organization, String name, Set<String> inherits, boolean builtIn, Audit audit) {
    public Role {
        inherits = Set.copyOf(inherits);
    }
}
