package io.braid.sql.tree;

import java.util.List;

/** Statements about integrations with other systems of an operator. */
public sealed interface IntegrationStatement extends Statement {
    record CreateIntegration(Kind kind, Identifier name, IfExists ifExists, List<Property> properties, Position at)
            implements IntegrationStatement {
        public CreateIntegration {
            properties = List.copyOf(properties);
        }
    }

    record RenewIntegration(Kind kind, Identifier name, Position at) implements IntegrationStatement {}

    record DropIntegration(Kind kind, Identifier name, IfMissing ifMissing, Position at)
            implements IntegrationStatement {}

    enum Kind {
        METRICS,
        SECURITY
    }
}
