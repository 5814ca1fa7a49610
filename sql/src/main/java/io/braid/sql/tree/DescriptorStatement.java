package io.braid.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements about descriptor sources. */
public sealed interface DescriptorStatement extends Statement {
    /** {@code FROM 'path'} is the property {@code file}. */
    record CreateDescriptorSource(Identifier name, IfExists ifExists, List<Property> properties, Position at)
            implements DescriptorStatement {
        public CreateDescriptorSource {
            properties = List.copyOf(properties);
        }
    }

    record DropDescriptorSource(Identifier name, IfMissing ifMissing, Position at) implements DescriptorStatement {}

    record CopyDescriptorSource(Identifier name, @Nullable String target, Position at) implements DescriptorStatement {}
}
