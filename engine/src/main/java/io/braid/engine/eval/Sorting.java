package io.braid.engine.eval;

import io.braid.spi.DataType;
import io.braid.sql.tree.SortItem;
import io.braid.view.ViewRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Puts rows in order by some of their columns. */
final class Sorting {
    private Sorting() {}

    /** Nulls are the least values unless it is said where they go. */
    static boolean nullsFirst(SortItem item) {
        return item.nulls() == null ? item.direction() == SortItem.Direction.ASC : item.nulls() == SortItem.Nulls.FIRST;
    }

    /** The order in which all rows are equal. */
    static Comparator<@Nullable Object[]> unsorted() {
        return Comparator.comparingInt(row -> 0);
    }

    /** The order by one column. */
    static Comparator<@Nullable Object[]> by(int column, DataType type, SortItem item) {
        Comparator<Object> natural = Comparisons.order(type);
        Comparator<Object> directed = item.direction() == SortItem.Direction.ASC ? natural : natural.reversed();
        Comparator<@Nullable Object> order =
                nullsFirst(item) ? Comparator.nullsFirst(directed) : Comparator.nullsLast(directed);
        return (a, b) -> order.compare(a[column], b[column]);
    }

    /**
     * Sorts, and cuts the columns that are there only to sort by. With a limit no more rows are held than it takes.
     *
     * @param most negative for all
     */
    static ViewRows sorted(
            Rows.Source input, Comparator<@Nullable Object[]> order, int width, long most, RowBudget budget) {
        boolean few = most >= 0 && most <= 10_000;
        List<@Nullable Object[]> rows = few ? least(input, order, (int) most) : Rows.kept(input, budget);
        if (!few) {
            rows.sort(order);
        }
        return Rows.mapped(Rows.of(rows.iterator()), row -> row.length == width ? row : Arrays.copyOf(row, width));
    }

    private static List<@Nullable Object[]> least(Rows.Source input, Comparator<@Nullable Object[]> order, int most) {
        if (most == 0) {
            return List.of();
        }
        record Numbered(@Nullable Object[] row, long number) {}
        Comparator<Numbered> stable =
                ((Comparator<Numbered>) (a, b) -> order.compare(a.row, b.row)).thenComparingLong(Numbered::number);
        PriorityQueue<Numbered> greatestFirst = new PriorityQueue<>(Collections.reverseOrder(stable));
        long number = 0;
        try (ViewRows rows = input.open()) {
            while (rows.hasNext()) {
                Numbered next = new Numbered(rows.next(), number++);
                if (greatestFirst.size() < most) {
                    greatestFirst.add(next);
                } else if (stable.compare(next, greatestFirst.element()) < 0) {
                    greatestFirst.remove();
                    greatestFirst.add(next);
                }
            }
        }
        List<Numbered> kept = new ArrayList<>(greatestFirst);
        kept.sort(stable);
        List<@Nullable Object[]> sorted = new ArrayList<>(kept.size());
        kept.forEach(one -> sorted.add(one.row));
        return sorted;
    }
}
