package io.braid.engine.analysis;

import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Expression;
import io.braid.sql.tree.FromItem;
import io.braid.sql.tree.Predicate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What stands after ON.
 *
 * @param sql all of it
 * @param equalities of what the two sides have
 */
record JoinCondition(String sql, List<Equality> equalities) {
    /** In Flink SQL. */
    record Equality(String left, String right) {}

    /**
     * @param leftItems relations of the left side; the others in scope are those of the right one
     * @throws StatementException 3D019 when nothing of the one side equals something of the other
     */
    static JoinCondition of(
            FromItem.Join join,
            Expression on,
            Set<Scope.Item> leftItems,
            Scope scope,
            FromTranslator items,
            Map<String, CommonTables.Entry> tables) {
        List<Equality> found = new ArrayList<>();
        collect(on, leftItems, scope, items, tables, found);
        if (found.isEmpty()) {
            throw FlinkSql.at(
                    join.at(),
                    StatementException.of(
                                    ErrorCode.INVALID_QUERY,
                                    "a join needs an equality between a column of the left side and one of the right side")
                            .hint("as in ON a.id = b.id; further conditions can follow after AND"));
        }
        String sql = new ExpressionPrinter(items.expressions(scope, tables)).print(on);
        return new JoinCondition(sql, found);
    }

    private static void collect(
            Expression on,
            Set<Scope.Item> leftItems,
            Scope scope,
            FromTranslator items,
            Map<String, CommonTables.Entry> tables,
            List<Equality> found) {
        if (on instanceof Predicate.Logical logical && logical.operator() == Predicate.Logical.Operator.AND) {
            logical.terms().forEach(term -> collect(term, leftItems, scope, items, tables, found));
            return;
        }
        if (!(on instanceof Predicate.Comparison comparison)
                || comparison.operator() != Predicate.Comparison.Operator.EQUAL) {
            return;
        }
        SelectExpressions ofOne = items.expressions(scope, tables);
        SelectExpressions ofOther = items.expressions(scope, tables);
        String one = new ExpressionPrinter(ofOne).print(comparison.left());
        String other = new ExpressionPrinter(ofOther).print(comparison.right());
        if (ofOne.used().isEmpty() || ofOther.used().isEmpty()) {
            return;
        }
        if (leftItems.containsAll(ofOne.used()) && leftItems.stream().noneMatch(ofOther.used()::contains)) {
            found.add(new Equality(one, other));
        } else if (leftItems.containsAll(ofOther.used()) && leftItems.stream().noneMatch(ofOne.used()::contains)) {
            found.add(new Equality(other, one));
        }
    }
}
