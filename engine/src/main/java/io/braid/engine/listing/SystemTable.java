package io.braid.engine.listing;

import io.braid.catalog.Catalog;
import io.braid.engine.eval.SnapshotSource;
import io.braid.engine.security.Authorizer;
import io.braid.engine.session.Session;
import io.braid.spi.RowType;
import io.braid.view.ViewRows;
import io.braid.view.ViewScan;
import io.braid.view.ViewScan.Condition;
import io.braid.view.ViewScan.Operator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One table of the system schema, as one session sees it. Only the facts that a scan asks for are looked up. */
final class SystemTable<T> implements SnapshotSource {
    private final Listing<T> listing;
    private final Catalog catalog;
    private final Authorizer authorizer;
    private final Session session;

    SystemTable(Listing<T> listing, Catalog catalog, Authorizer authorizer, Session session) {
        this.listing = listing;
        this.catalog = catalog;
        this.authorizer = authorizer;
        this.session = session;
    }

    @Override
    public RowType columns() {
        return listing.storedColumns();
    }

    @Override
    public ViewRows scan(ViewScan scan) {
        return new Rows(catalog.read(view -> rows(new Viewer(session, view, authorizer), scan)));
    }

    private List<@Nullable Object[]> rows(Viewer viewer, ViewScan scan) {
        List<Fact<T>> stored = listing.stored();
        List<Condition> conditions = scan.conditions().stream()
                .map(condition -> canonical(stored.get(condition.column()), condition))
                .toList();
        Wanted wanted = Wanted.ALL;
        for (Condition condition : conditions) {
            Object value = condition.value();
            if (condition.operator() == Operator.EQUAL && value != null) {
                wanted = wanted.and(stored.get(condition.column()).stored(), value);
            }
        }
        List<T> things = new ArrayList<>();
        for (T thing : listing.find(viewer, wanted)) {
            if (conditions.stream()
                    .allMatch(condition ->
                            holds(condition, Listing.value(stored.get(condition.column()), thing, viewer)))) {
                things.add(thing);
            }
        }
        if (!scan.order().isEmpty()) {
            things.sort(order(viewer, scan));
        }
        List<Fact<T>> wantedFacts = scan.columns().stream().map(stored::get).toList();
        List<@Nullable Object[]> rows = new ArrayList<>();
        long limit = scan.findLimit().orElse(Long.MAX_VALUE);
        for (T thing : things) {
            if (rows.size() >= limit) {
                break;
            }
            rows.add(Listing.row(wantedFacts, thing, viewer));
        }
        return rows;
    }

    private static <T> Condition canonical(Fact<T> fact, Condition condition) {
        Object value = condition.value();
        return value == null
                ? condition
                : new Condition(
                        condition.column(),
                        condition.operator(),
                        fact.canonical().apply(value));
    }

    static boolean holds(Condition condition, @Nullable Object value) {
        Object bound = condition.value();
        if (condition.operator() == Operator.IS_NULL) {
            return value == null;
        }
        if (condition.operator() == Operator.IS_NOT_NULL) {
            return value != null;
        }
        if (value == null || bound == null) {
            return false;
        }
        int order = compare(value, bound);
        return switch (condition.operator()) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
            case IS_NULL, IS_NOT_NULL -> throw new AssertionError();
        };
    }

    /** Values of one column are of one class, and all classes that occur here have an order. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static int compare(Object left, Object right) {
        return ((Comparable) left).compareTo(right);
    }

    private Comparator<T> order(Viewer viewer, ViewScan scan) {
        return (left, right) -> {
            for (ViewScan.Order order : scan.order()) {
                Fact<T> fact = listing.stored().get(order.column());
                int result = compare(order, Listing.value(fact, left, viewer), Listing.value(fact, right, viewer));
                if (result != 0) {
                    return result;
                }
            }
            return 0;
        };
    }

    private static int compare(ViewScan.Order order, @Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            int nulls = Boolean.compare(right == null, left == null);
            return order.nullsFirst() ? nulls : -nulls;
        }
        return order.descending() ? compare(right, left) : compare(left, right);
    }

    private static final class Rows implements ViewRows {
        private final Iterator<@Nullable Object[]> rows;

        Rows(List<@Nullable Object[]> rows) {
            this.rows = rows.iterator();
        }

        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public @Nullable Object[] next() {
            return rows.next();
        }

        @Override
        public void close() {
            // all of it is in memory
        }
    }
}
