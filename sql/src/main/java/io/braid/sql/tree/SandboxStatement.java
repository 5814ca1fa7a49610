package io.braid.sql.tree;

import java.util.List;

/** Statements about the sandbox that bare SELECTs run on. */
public sealed interface SandboxStatement extends Statement {
    record StartSandbox(List<Property> properties, Position at) implements SandboxStatement {
        public StartSandbox {
            properties = List.copyOf(properties);
        }
    }

    record StopSandbox(Position at) implements SandboxStatement {}

    record DescribeSandbox(Position at) implements SandboxStatement {}
}
