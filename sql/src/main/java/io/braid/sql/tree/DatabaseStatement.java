package io.braid.sql.tree;

import org.jspecify.annotations.Nullable;

/** Statements about databases and the schemas in them. */
public sealed interface DatabaseStatement extends Statement {
    record CreateDatabase(Identifier name, IfExists ifExists, Position at) implements DatabaseStatement {}

    record DropDatabase(Identifier name, IfMissing ifMissing, Position at) implements DatabaseStatement {}

    record SetDatabaseComment(Identifier name, String comment, Position at) implements DatabaseStatement {}

    /** @param database absent means the one of the session */
    record CreateSchema(Identifier name, @Nullable Identifier database, IfExists ifExists, Position at)
            implements DatabaseStatement {}

    /** @param name {@code schema} or {@code database.schema} */
    record DropSchema(QualifiedName name, IfMissing ifMissing, Position at) implements DatabaseStatement {}

    record SetSchemaComment(QualifiedName name, String comment, Position at) implements DatabaseStatement {}
}
