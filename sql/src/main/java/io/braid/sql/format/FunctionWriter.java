package io.braid.sql.format;

import static io.braid.sql.format.StatementWriter.ifExists;
import static io.braid.sql.format.StatementWriter.ifNotExists;
import static io.braid.sql.format.StatementWriter.signature;
import static io.braid.sql.format.Words.identifier;
import static io.braid.sql.format.Words.properties;
import static io.braid.sql.format.Words.requiredProperties;
import static io.braid.sql.format.Words.string;

import io.braid.sql.tree.FunctionStatement;
import org.jspecify.annotations.Nullable;

/** Writes statements about functions and their sources. */
final class FunctionWriter {
    private FunctionWriter() {}

    static String function(FunctionStatement statement) {
        if (statement instanceof FunctionStatement.CreateFunctionSource create) {
            return "CREATE FUNCTION_SOURCE " + ifNotExists(create.ifExists()) + identifier(create.name())
                    + requiredProperties(create.properties());
        }
        if (statement instanceof FunctionStatement.DropFunctionSource drop) {
            return "DROP FUNCTION_SOURCE " + ifExists(drop.ifMissing()) + identifier(drop.name());
        }
        if (statement instanceof FunctionStatement.CopyFunctionSource copy) {
            return "COPY FUNCTION_SOURCE " + identifier(copy.name()) + to(copy.target());
        }
        if (statement instanceof FunctionStatement.CreateFunction create) {
            return "CREATE FUNCTION " + ifNotExists(create.ifExists()) + identifier(create.name())
                    + signature(new FunctionStatement.Signature(create.arguments())) + " RETURNS "
                    + Words.type(create.returns()) + " LANGUAGE " + identifier(create.language())
                    + properties(create.properties());
        }
        if (statement instanceof FunctionStatement.CreateFunctionAs create) {
            return "CREATE FUNCTION " + ifNotExists(create.ifExists()) + identifier(create.name()) + " AS "
                    + ExpressionWriter.expression(create.definition());
        }
        FunctionStatement.DropFunction drop = (FunctionStatement.DropFunction) statement;
        return "DROP FUNCTION " + ifExists(drop.ifMissing()) + identifier(drop.name()) + signature(drop.signature());
    }

    static String to(@Nullable String target) {
        return target == null ? "" : " TO " + string(target);
    }
}
