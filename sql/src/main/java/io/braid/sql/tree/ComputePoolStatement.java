package io.braid.sql.tree;

import java.util.List;

/** Statements about compute pools. */
public sealed interface ComputePoolStatement extends Statement {
    record CreateComputePool(Identifier name, IfExists ifExists, List<Property> properties, Position at)
            implements ComputePoolStatement {
        public CreateComputePool {
            properties = List.copyOf(properties);
        }
    }

    record UpdateComputePool(Identifier name, List<Property> properties, Position at) implements ComputePoolStatement {
        public UpdateComputePool {
            properties = List.copyOf(properties);
        }
    }

    record DropComputePool(Identifier name, IfMissing ifMissing, Position at) implements ComputePoolStatement {}

    record StartComputePool(Identifier name, Position at) implements ComputePoolStatement {}

    record StopComputePool(Identifier name, Position at) implements ComputePoolStatement {}
}
