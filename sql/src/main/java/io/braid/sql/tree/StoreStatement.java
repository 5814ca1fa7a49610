package io.braid.sql.tree;

import java.util.List;

/** Statements about stores. */
public sealed interface StoreStatement extends Statement {
    record CreateStore(Identifier name, IfExists ifExists, List<Property> properties, Position at)
            implements StoreStatement {
        public CreateStore {
            properties = List.copyOf(properties);
        }
    }

    record UpdateStore(Identifier name, List<Property> properties, Position at) implements StoreStatement {
        public UpdateStore {
            properties = List.copyOf(properties);
        }
    }

    record DropStore(Identifier name, IfMissing ifMissing, Position at) implements StoreStatement {}

    /** Asks whether the store can be reached. */
    record TestStore(Identifier name, Position at) implements StoreStatement {}
}
