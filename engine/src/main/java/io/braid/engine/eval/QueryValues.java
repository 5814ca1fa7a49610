package io.braid.engine.eval;

import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.Predicate.Comparison.Operator;
import io.braid.view.ViewRows;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Values that are found by running a query, once per statement and only if they are needed. */
final class QueryValues {
    private QueryValues() {}

    static Node scalar(SnapshotQuery query, Position at) {
        Column column = onlyColumn(query, at);
        Once<@Nullable Object[]> found = new Once<>(() -> firstOf(query));
        return Node.of(column.type(), true, row -> found.get()[0]);
    }

    private static @Nullable Object[] firstOf(SnapshotQuery query) {
        try (ViewRows rows = query.run()) {
            if (!rows.hasNext()) {
                return new @Nullable Object[1];
            }
            @Nullable Object[] first = rows.next();
            if (rows.hasNext()) {
                throw Problems.value("a query that stands for a value gave more than one row")
                        .hint("add LIMIT 1");
            }
            return first;
        }
    }

    static Node exists(SnapshotQuery query) {
        Once<Boolean> found = new Once<>(() -> {
            try (ViewRows rows = query.run()) {
                return rows.hasNext();
            }
        });
        return Node.of(DataType.BOOLEAN, false, row -> found.get());
    }

    static Node in(Node value, SnapshotQuery query, Position at) {
        Column column = onlyColumn(query, at);
        Once<List<@Nullable Object>> found = new Once<>(() -> all(query));
        Node left = Node.column(0, value.type(), true);
        Node right = Node.column(1, column.type(), true);
        Node same = Comparisons.compare(Operator.EQUAL, left, right, at, Fidelity.FRIENDLY);
        return Node.of(DataType.BOOLEAN, true, row -> {
            @Nullable Object[] pair = {value.evaluate(row), null};
            boolean unknown = false;
            for (Object candidate : found.get()) {
                pair[1] = candidate;
                Object equal = same.evaluate(pair);
                if (Boolean.TRUE.equals(equal)) {
                    return true;
                }
                unknown |= equal == null;
            }
            return unknown ? null : Boolean.FALSE;
        });
    }

    private static List<@Nullable Object> all(SnapshotQuery query) {
        List<@Nullable Object> values = new ArrayList<>();
        try (ViewRows rows = query.run()) {
            while (rows.hasNext()) {
                query.budget().keepOne();
                values.add(rows.next()[0]);
            }
        }
        return values;
    }

    private static Column onlyColumn(SnapshotQuery query, Position at) {
        if (query.columns().size() != 1) {
            throw Problems.at(
                    at,
                    "a query inside an expression gives one column, not %d",
                    query.columns().size());
        }
        return query.columns().column(0);
    }

    /** Asks once. */
    private static final class Once<T> {
        private final Supplier<T> source;
        private @Nullable T value;

        Once(Supplier<T> source) {
            this.source = source;
        }

        T get() {
            T known = value;
            if (known == null) {
                known = source.get();
                value = known;
            }
            return known;
        }
    }
}
