package io.braid.engine.eval;

import io.braid.spi.DataType;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Expression;
import io.braid.sql.tree.Predicate;
import io.braid.view.ViewRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds the right side in memory and runs the left side past it. Without equalities every pair is looked at. */
record HashJoin(
        Rows.Source left,
        Rows.Source right,
        int leftWidth,
        int rightWidth,
        boolean outer,
        Condition condition,
        RowBudget budget) {
    /**
     * When two rows belong together.
     *
     * @param leftKeys over a row of the left side
     * @param rightKeys over a row of the right side, pairwise equal to the left ones
     * @param rest over both
     */
    record Condition(List<Node> leftKeys, List<Node> rightKeys, List<Node> rest) {}

    /** Takes {@code a = b} as keys if each side belongs to one relation and both have one class of values. */
    static boolean addKeys(Expression term, Scope left, Scope right, List<Node> leftKeys, List<Node> rightKeys) {
        if (!(term instanceof Predicate.Comparison equality)
                || equality.operator() != Predicate.Comparison.Operator.EQUAL) {
            return false;
        }
        Node a = of(equality.left(), left);
        Node b = of(equality.right(), right);
        if (a == null || b == null) {
            a = of(equality.right(), left);
            b = of(equality.left(), right);
        }
        if (a == null || b == null || !sameClass(a, b)) {
            return false;
        }
        leftKeys.add(a);
        rightKeys.add(b);
        return true;
    }

    private static boolean sameClass(Node a, Node b) {
        boolean floating = Types.isFloating(a.type().kind());
        boolean decimal = a.type() instanceof DataType.Decimal && !a.type().equals(b.type());
        return !floating && !decimal && a.type().kind() == b.type().kind();
    }

    private static @Nullable Node of(Expression expression, Scope scope) {
        try {
            return new ExpressionCompiler(Bindings.of(scope), Fidelity.FRIENDLY, Subqueries.none()).value(expression);
        } catch (StatementException ofTheOtherSide) {
            return null;
        }
    }

    ViewRows open() {
        Map<Key, List<@Nullable Object[]>> index = index();
        ViewRows rows = left.open();
        return new Rows.Ahead() {
            private @Nullable Object[] current = new @Nullable Object[0];
            private Iterator<@Nullable Object[]> candidates =
                    List.<@Nullable Object[]>of().iterator();
            private boolean unmatched;

            @Override
            @Nullable
            Object @Nullable [] advance() {
                while (true) {
                    while (candidates.hasNext()) {
                        @Nullable Object[] pair = pair(current, candidates.next());
                        if (passes(pair)) {
                            unmatched = false;
                            return pair;
                        }
                    }
                    if (unmatched) {
                        unmatched = false;
                        return Arrays.copyOf(current, leftWidth + rightWidth);
                    }
                    if (!rows.hasNext()) {
                        return null;
                    }
                    current = rows.next();
                    Key key = key(condition.leftKeys, current);
                    candidates = (key.hasNull() ? List.<@Nullable Object[]>of() : index.getOrDefault(key, List.of()))
                            .iterator();
                    unmatched = outer;
                }
            }

            @Override
            public void close() {
                rows.close();
            }
        };
    }

    private Map<Key, List<@Nullable Object[]>> index() {
        Map<Key, List<@Nullable Object[]>> index = new HashMap<>();
        for (@Nullable Object[] row : Rows.kept(right, budget)) {
            Key key = key(condition.rightKeys, row);
            if (!key.hasNull()) {
                index.computeIfAbsent(key, unused -> new ArrayList<>()).add(row);
            }
        }
        return index;
    }

    private static Key key(List<Node> nodes, @Nullable Object[] row) {
        @Nullable Object[] values = new @Nullable Object[nodes.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = nodes.get(i).evaluate(row);
        }
        return new Key(values);
    }

    private @Nullable Object[] pair(@Nullable Object[] first, @Nullable Object[] second) {
        @Nullable Object[] pair = Arrays.copyOf(first, leftWidth + rightWidth);
        System.arraycopy(second, 0, pair, leftWidth, rightWidth);
        return pair;
    }

    private boolean passes(@Nullable Object[] pair) {
        for (Node test : condition.rest) {
            if (!Boolean.TRUE.equals(test.evaluate(pair))) {
                return false;
            }
        }
        return true;
    }
}
