package io.braid.sql.tree;

import java.util.List;

/** Statements about schema registries. */
public sealed interface SchemaRegistryStatement extends Statement {
    record CreateSchemaRegistry(Identifier name, IfExists ifExists, List<Property> properties, Position at)
            implements SchemaRegistryStatement {
        public CreateSchemaRegistry {
            properties = List.copyOf(properties);
        }
    }

    record UpdateSchemaRegistry(Identifier name, List<Property> properties, Position at)
            implements SchemaRegistryStatement {
        public UpdateSchemaRegistry {
            properties = List.copyOf(properties);
        }
    }

    record DropSchemaRegistry(Identifier name, IfMissing ifMissing, Position at) implements SchemaRegistryStatement {}
}
