package io.braid.engine.statement;

import io.braid.sql.tree.Statement;

/** Understands statements of one class. Shared between threads. Must not change anything. */
@FunctionalInterface
public interface StatementHandler<S extends Statement> {
    Prepared prepare(S statement, StatementContext context);
}
