package io.braid.sql.tree;

import org.jspecify.annotations.Nullable;

/** DESCRIBE in all its forms, but for the sandbox. */
public sealed interface DescribeStatement extends Statement {
    /** Says what a statement would do, without doing it. */
    record DescribePlan(ParsedStatement statement, Position at) implements DescribeStatement {}

    /** @param store of an entity, where written */
    record DescribeObject(
            ObjectType type, QualifiedName name, @Nullable Identifier store, Position at)
            implements DescribeStatement {}

    /** @param kind absent for {@code DESCRIBE [RELATION] COLUMNS} */
    record DescribeColumns(@Nullable RelationKind kind, QualifiedName name, Position at) implements DescribeStatement {}

    record DescribeFunction(Identifier name, FunctionStatement.@Nullable Signature signature, Position at)
            implements DescribeStatement {}

    record DescribeUser(String email, Position at) implements DescribeStatement {}

    /** @param query absent in {@code DESCRIBE QUERY STATE}, which then means all */
    record DescribeQuery(Aspect aspect, @Nullable QueryReference query, Position at) implements DescribeStatement {
        public enum Aspect {
            SUMMARY,
            METRICS,
            EVENTS,
            STATE,
            HISTORY
        }
    }
}
