package io.braid.engine.eval;

import io.braid.sql.tree.Expression;
import io.braid.sql.tree.QueryBody.GroupItem;
import java.util.ArrayList;
import java.util.List;

/**
 * What a GROUP BY groups by.
 *
 * @param sets positions of the expressions in each grouping set; one set unless ROLLUP and its kin are used
 */
record GroupKeys(List<Expression> expressions, List<List<Integer>> sets) {
    private static final int MOST_SETS = 4096;

    /** Numbers stand for items of the select list, and so do aliases that are no columns. */
    static GroupKeys of(List<GroupItem> items, List<SelectList.Item> selected, Scope scope) {
        List<Expression> keys = new ArrayList<>();
        List<List<Integer>> sets = List.of(List.of());
        for (GroupItem item : items) {
            List<List<Integer>> choices = new ArrayList<>();
            for (List<Expression> choice : choices(item)) {
                List<Integer> positions = new ArrayList<>();
                for (Expression expression : choice) {
                    positions.add(position(keys, meant(expression, selected, scope)));
                }
                choices.add(positions);
            }
            sets = product(sets, choices);
            if (sets.size() > MOST_SETS) {
                throw Problems.value("GROUP BY makes more than %d grouping sets", MOST_SETS);
            }
        }
        return new GroupKeys(keys, sets);
    }

    private static List<List<Expression>> choices(GroupItem item) {
        if (item instanceof GroupItem.By by) {
            return List.of(List.of(by.expression()));
        }
        if (item instanceof GroupItem.Sets sets) {
            return sets.sets();
        }
        List<List<Expression>> choices = new ArrayList<>();
        if (item instanceof GroupItem.Rollup rollup) {
            for (int size = rollup.expressions().size(); size >= 0; size--) {
                choices.add(rollup.expressions().subList(0, size));
            }
            return choices;
        }
        List<Expression> all = ((GroupItem.Cube) item).expressions();
        for (int mask = (1 << Math.min(all.size(), 13)) - 1; mask >= 0; mask--) {
            List<Expression> choice = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                if ((mask & (1 << i)) != 0) {
                    choice.add(all.get(i));
                }
            }
            choices.add(choice);
        }
        return choices;
    }

    private static Expression meant(Expression expression, List<SelectList.Item> selected, Scope scope) {
        int ordinal = SelectPlanner.ordinal(expression, selected.size());
        if (ordinal >= 0) {
            return selected.get(ordinal).expression();
        }
        if (expression instanceof Expression.ColumnReference reference
                && scope.find(reference.name()).isEmpty()) {
            for (SelectList.Item item : selected) {
                if (reference.name().isSimple()
                        && item.name().equals(reference.name().last().value())) {
                    return item.expression();
                }
            }
        }
        return expression;
    }

    private static int position(List<Expression> keys, Expression key) {
        int known = keys.indexOf(key);
        if (known >= 0) {
            return known;
        }
        keys.add(key);
        return keys.size() - 1;
    }

    private static List<List<Integer>> product(List<List<Integer>> left, List<List<Integer>> right) {
        List<List<Integer>> product = new ArrayList<>();
        for (List<Integer> a : left) {
            for (List<Integer> b : right) {
                List<Integer> both = new ArrayList<>(a);
                both.addAll(b);
                product.add(both);
            }
        }
        return product;
    }
}
