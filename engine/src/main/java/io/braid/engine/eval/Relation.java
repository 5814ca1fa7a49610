package io.braid.engine.eval;

import io.braid.view.ViewRows;
import io.braid.view.ViewScan;
import java.util.ArrayList;
import java.util.List;

/** What stands after FROM, ready to be read. */
sealed interface Relation {
    Scope scope();

    Bindings bindings();

    /** Valid once all expressions over the relation are compiled. */
    Rows.Source source();

    /** Rows made here. */
    record Derived(Scope scope, Rows.Source source) implements Relation {
        @Override
        public Bindings bindings() {
            return Bindings.of(scope);
        }
    }

    /** One stored relation, which can do part of the work itself. Only columns that were asked for are read. */
    final class Scan implements Relation {
        private final Scope scope;
        private final SnapshotSource source;
        private final List<Integer> columns = new ArrayList<>();
        private final List<ViewScan.Condition> conditions = new ArrayList<>();
        private List<ViewScan.Order> order = List.of();
        private long limit = -1;

        Scan(Scope scope, SnapshotSource source) {
            this.scope = scope;
            this.source = source;
        }

        @Override
        public Scope scope() {
            return scope;
        }

        /** Columns get their place in the row in the order in which they are first asked for. */
        @Override
        public Bindings bindings() {
            return expression -> {
                Node column = Bindings.of(scope).bind(expression);
                return column == null ? null : Node.column(slotOf(column.slot()), column.type(), column.nullable());
            };
        }

        int slotOf(int column) {
            int known = columns.indexOf(column);
            if (known >= 0) {
                return known;
            }
            columns.add(column);
            return columns.size() - 1;
        }

        void require(ViewScan.Condition condition) {
            conditions.add(condition);
        }

        void orderBy(List<ViewScan.Order> wanted) {
            order = wanted;
        }

        void limit(long rows) {
            limit = rows;
        }

        /** All columns in their own places, as joins want them. */
        void readAll() {
            scope.entries().forEach(entry -> slotOf(entry.slot()));
        }

        @Override
        public Rows.Source source() {
            return this::open;
        }

        private ViewRows open() {
            return source.scan(new ViewScan(columns, conditions, order, limit));
        }
    }
}
