package io.braid.engine.eval;

import io.braid.spi.Names;
import io.braid.sql.tree.Call;
import io.braid.sql.tree.Expression;
import io.braid.view.ViewRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * GROUP BY and aggregates. A grouped row holds the keys, then the aggregates in the order in which expressions ask for
 * them.
 */
final class Grouping implements Bindings {
    private final List<Expression> keys;
    private final List<Node> keyNodes;
    private final List<List<Integer>> sets;
    private final Scope scope;
    private final ExpressionCompiler compiler;
    private final List<Aggregates.Aggregate> aggregates = new ArrayList<>();
    private final Map<Call, Integer> known = new HashMap<>();

    /**
     * Groups by several sets of keys at once.
     *
     * @param compiler for expressions over ungrouped rows
     * @param sets positions of the keys that each grouping set has
     */
    Grouping(List<Expression> keys, List<List<Integer>> sets, Scope scope, ExpressionCompiler compiler) {
        this.keys = keys;
        this.sets = sets;
        this.scope = scope;
        this.compiler = compiler;
        this.keyNodes = new ArrayList<>();
        for (Expression key : keys) {
            keyNodes.add(compiler.value(key));
        }
    }

    @Override
    public @Nullable Node bind(Expression expression) {
        int key = keys.indexOf(expression);
        if (key < 0 && expression instanceof Expression.ColumnReference reference) {
            key = keyOf(reference);
        }
        if (key >= 0) {
            Node node = keyNodes.get(key);
            return Node.column(key, node.type(), node.nullable() || sets.size() > 1);
        }
        if (expression instanceof Call call && call.over() == null && Aggregates.isAggregate(call.function())) {
            int index = known.computeIfAbsent(call, this::added);
            Aggregates.Aggregate aggregate = aggregates.get(index);
            return Node.column(keys.size() + index, aggregate.type(), aggregate.nullable());
        }
        return null;
    }

    private int added(Call call) {
        aggregates.add(Aggregates.of(call, compiler));
        return aggregates.size() - 1;
    }

    /** The same column may be written with and without its relation. */
    private int keyOf(Expression.ColumnReference reference) {
        Scope.Entry entry = scope.require(reference.name());
        for (int i = 0; i < keys.size(); i++) {
            if (keys.get(i) instanceof Expression.ColumnReference key
                    && scope.require(key.name()).slot() == entry.slot()) {
                return i;
            }
        }
        throw Problems.at(
                        reference.at(), "column \"%s\" must stand in GROUP BY or inside an aggregate", reference.name())
                .hint("add " + Names.quoted(entry.name()) + " to GROUP BY, or write MAX(" + Names.quoted(entry.name())
                        + ")");
    }

    Rows.Source over(Rows.Source input, RowBudget budget) {
        return () -> grouped(input, budget);
    }

    private ViewRows grouped(Rows.Source input, RowBudget budget) {
        Map<Key, Aggregates.Accumulator[]> groups = new LinkedHashMap<>();
        for (List<Integer> set : sets) {
            if (set.isEmpty()) {
                groups.put(new Key(new @Nullable Object[keys.size() + 1]), started(budget));
            }
        }
        try (ViewRows rows = input.open()) {
            while (rows.hasNext()) {
                @Nullable Object[] row = rows.next();
                for (int set = 0; set < sets.size(); set++) {
                    feed(groups, row, set, budget);
                }
            }
        }
        return result(groups);
    }

    private void feed(Map<Key, Aggregates.Accumulator[]> groups, @Nullable Object[] row, int set, RowBudget budget) {
        @Nullable Object[] values = new @Nullable Object[keys.size() + 1];
        for (int key : sets.get(set)) {
            values[key] = keyNodes.get(key).evaluate(row);
        }
        values[keys.size()] = sets.get(set).isEmpty() ? null : set;
        Key key = new Key(values);
        Aggregates.Accumulator[] group = groups.get(key);
        if (group == null) {
            budget.keepOne();
            group = started(budget);
            groups.put(key, group);
        }
        for (int i = 0; i < group.length; i++) {
            aggregates.get(i).feed(group[i], row);
        }
    }

    private Aggregates.Accumulator[] started(RowBudget budget) {
        return aggregates.stream().map(aggregate -> aggregate.start(budget)).toArray(Aggregates.Accumulator[]::new);
    }

    private ViewRows result(Map<Key, Aggregates.Accumulator[]> groups) {
        var entries = groups.entrySet().iterator();
        return new Rows.Ahead() {
            @Override
            @Nullable
            Object @Nullable [] advance() {
                if (!entries.hasNext()) {
                    return null;
                }
                var group = entries.next();
                @Nullable Object[] row = Arrays.copyOf(group.getKey().values(), keys.size() + group.getValue().length);
                for (int i = 0; i < group.getValue().length; i++) {
                    row[keys.size() + i] = group.getValue()[i].result();
                }
                return row;
            }

            @Override
            public void close() {}
        };
    }
}
