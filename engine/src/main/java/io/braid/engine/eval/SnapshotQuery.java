package io.braid.engine.eval;

import io.braid.spi.RowType;
import io.braid.sql.tree.Query;
import io.braid.view.ViewRows;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A SELECT over relations at rest, ready to run. Compiled for one statement, used by its thread. */
public final class SnapshotQuery {
    /** How many rows a statement may hold in memory unless told otherwise. */
    public static final long DEFAULT_ROW_LIMIT = 5_000_000;

    private final RowType columns;
    private final Rows.Source source;
    private final RowBudget budget;

    SnapshotQuery(RowType columns, Rows.Source source, RowBudget budget) {
        this.columns = columns;
        this.source = source;
        this.budget = budget;
    }

    /**
     * Checks the query and decides how to run it; reads nothing yet.
     *
     * @param rowLimit the most rows that sorting, grouping and joining may hold together
     */
    public static SnapshotQuery compile(Query query, SourceResolver sources, long rowLimit) {
        return new QueryPlanner(sources, new RowBudget(rowLimit), Map.of()).plan(query);
    }

    public RowType columns() {
        return columns;
    }

    /** The rows, computed while they are read where that is possible. The caller closes them. */
    public ViewRows run() {
        ViewRows rows = source.open();
        return new ViewRows() {
            @Override
            public boolean hasNext() {
                return Problems.explained(rows::hasNext);
            }

            @Override
            public @Nullable Object[] next() {
                return Problems.explained(rows::next);
            }

            @Override
            public void close() {
                rows.close();
            }
        };
    }

    RowBudget budget() {
        return budget;
    }

    Rows.Source source() {
        return source;
    }
}
