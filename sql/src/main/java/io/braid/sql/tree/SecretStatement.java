package io.braid.sql.tree;

import java.util.List;

/** Statements about secrets. */
public sealed interface SecretStatement extends Statement {
    record CreateSecret(Identifier name, IfExists ifExists, List<Property> properties, Position at)
            implements SecretStatement {
        public CreateSecret {
            properties = List.copyOf(properties);
        }
    }

    record UpdateSecret(Identifier name, List<Property> properties, Position at) implements SecretStatement {
        public UpdateSecret {
            properties = List.copyOf(properties);
        }
    }

    record DropSecret(Identifier name, IfMissing ifMissing, Position at) implements SecretStatement {}
}
