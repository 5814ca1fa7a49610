package io.braid.sql.tree;

import java.util.List;

/** Statements about API tokens. */
public sealed interface TokenStatement extends Statement {
    record CreateApiToken(Identifier name, IfExists ifExists, List<Property> properties, Position at)
            implements TokenStatement {
        public CreateApiToken {
            properties = List.copyOf(properties);
        }
    }

    record RenewApiToken(Identifier name, Position at) implements TokenStatement {}

    record DropApiToken(Identifier name, IfMissing ifMissing, Position at) implements TokenStatement {}
}
