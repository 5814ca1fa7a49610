package io.braid.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements about functions and the sources that hold their code. */
public sealed interface FunctionStatement extends Statement {
    /** {@code FROM 'path'} is the property {@code file}. */
    record CreateFunctionSource(Identifier name, IfExists ifExists, List<Property> properties, Position at)
            implements FunctionStatement {
        public CreateFunctionSource {
            properties = List.copyOf(properties);
        }
    }

    record DropFunctionSource(Identifier name, IfMissing ifMissing, Position at) implements FunctionStatement {}

    record CopyFunctionSource(Identifier name, @Nullable String target, Position at) implements FunctionStatement {}

    record CreateFunction(
            Identifier name,
            IfExists ifExists,
            List<Argument> arguments,
            TypeName returns,
            Identifier language,
            List<Property> properties,
            Position at)
            implements FunctionStatement {
        public CreateFunction {
            arguments = List.copyOf(arguments);
            properties = List.copyOf(properties);
        }
    }

    /** {@code CREATE FUNCTION name AS expression}: one client sends it. */
    record CreateFunctionAs(Identifier name, IfExists ifExists, Expression definition, Position at)
            implements FunctionStatement {}

    /** @param signature absent when only the name was written */
    record DropFunction(Identifier name, @Nullable Signature signature, IfMissing ifMissing, Position at)
            implements FunctionStatement {}

    record Argument(Identifier name, TypeName type) {}

    record Signature(List<Argument> arguments) {
        public Signature {
            arguments = List.copyOf(arguments);
        }
    }
}
