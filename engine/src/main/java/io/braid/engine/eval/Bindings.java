package io.braid.engine.eval;

import io.braid.sql.tree.Expression;
import org.jspecify.annotations.Nullable;

/** Gives values to the parts of an expression that its text does not explain: columns, grouped expressions, aggregates. */
interface Bindings {
    /** The value of the expression as a whole; null if its parts have to be looked at. */
    @Nullable
    Node bind(Expression expression);

    /** The columns of a scope. */
    static Bindings of(Scope scope) {
        return expression -> {
            if (expression instanceof Expression.ColumnReference reference) {
                Scope.Entry entry = scope.require(reference.name());
                return Node.column(entry.slot(), entry.type(), entry.nullable());
            }
            return null;
        };
    }
}
