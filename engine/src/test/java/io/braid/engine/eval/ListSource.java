package io.braid.engine.eval;

import io.braid.spi.RowType;
import io.braid.view.ViewRows;
import io.braid.view.ViewScan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows in a list, scanned as a store would; remembers what it was asked. */
final class ListSource implements SnapshotSource {
    private final RowType columns;
    private final List<@Nullable Object[]> rows;
    private final List<ViewScan> scans = new ArrayList<>();

    ListSource(RowType columns, List<@Nullable Object[]> rows) {
        this.columns = columns;
        this.rows = rows;
    }

    @Override
    public RowType columns() {
        return columns;
    }

    ViewScan onlyScan() {
        if (scans.size() != 1) {
            throw new IllegalStateException("scanned " + scans.size() + " times");
        }
        return scans.get(0);
    }

    @Override
    public ViewRows scan(ViewScan scan) {
        scans.add(scan);
        List<@Nullable Object[]> found = new ArrayList<>();
        for (@Nullable Object[] row : rows) {
            if (scan.conditions().stream()
                    .allMatch(condition -> passes(condition, row[condition.column()], condition.column()))) {
                found.add(row);
            }
        }
        found.sort((a, b) -> compare(scan.order(), a, b));
        long limit = scan.findLimit().orElse(Long.MAX_VALUE);
        return Rows.of(found.stream()
                .limit(limit)
                .map(row -> {
                    @Nullable
                    Object[] projected = new @Nullable Object[scan.columns().size()];
                    for (int i = 0; i < projected.length; i++) {
                        projected[i] = row[scan.columns().get(i)];
                    }
                    return projected;
                })
                .iterator());
    }

    private boolean passes(ViewScan.Condition condition, @Nullable Object value, int column) {
        Object wanted = condition.value();
        if (value == null || wanted == null) {
            return value == null
                    ? condition.operator() == ViewScan.Operator.IS_NULL
                    : condition.operator() == ViewScan.Operator.IS_NOT_NULL;
        }
        int order = Comparisons.order(columns.column(column).type()).compare(value, wanted);
        return switch (condition.operator()) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
            case IS_NULL -> false;
            case IS_NOT_NULL -> true;
        };
    }

    private int compare(List<ViewScan.Order> orders, @Nullable Object[] left, @Nullable Object[] right) {
        for (ViewScan.Order order : orders) {
            Object a = left[order.column()];
            Object b = right[order.column()];
            int result;
            if (a == null || b == null) {
                result = Boolean.compare(a != null, b != null) * (order.nullsFirst() ? 1 : -1);
            } else {
                int natural =
                        Comparisons.order(columns.column(order.column()).type()).compare(a, b);
                result = order.descending() ? -natural : natural;
            }
            if (result != 0) {
                return result;
            }
        }
        return 0;
    }
}
