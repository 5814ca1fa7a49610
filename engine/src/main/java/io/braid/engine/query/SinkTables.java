package io.braid.engine.query;

import io.braid.engine.analysis.ResultKind;
import io.braid.engine.plan.Changes;
import io.braid.engine.plan.TableSpec;
import io.braid.engine.plan.TableSpec.FeedUse;
import io.braid.engine.run.QueryReconciler;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.ErrorCode;
import io.braid.spi.RowType;
import io.braid.spi.StatementException;
import io.braid.view.ViewShape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tables through which jobs write into views and live results; those into entities are {@link EntityTable}. */
final class SinkTables {
    /** The table of a job that writes into one. */
    static final String NAME = "result";

    /** What to do about a result whose rows cannot be told apart. */
    static final String KEY_HINT =
            "select every column of GROUP BY, or of the primary key of each source; of UNNEST the"
                    + " position that WITH ORDINALITY gives, of the first n rows their ROW_NUMBER()";

    /** A view of one row has no column to tell it by; this hidden one is always 1. */
    static final Column ONLY_ROW = new Column("$only", DataType.INTEGER, false);

    private SinkTables() {}

    static TableSpec view(String name, UUID view, RowType columns, Changes changes) {
        return new TableSpec(
                name,
                QueryPlanner.body(columns),
                new TableSpec.ToFeed(QueryReconciler.ticket(view), FeedUse.VIEW, changes));
    }

    static TableSpec live(String ticket, RowType columns, Changes changes) {
        List<Column> numbered = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            numbered.add(Column.of("c" + i, columns.column(i).type()));
        }
        return new TableSpec(
                NAME, QueryPlanner.body(new RowType(numbered)), new TableSpec.ToFeed(ticket, FeedUse.LIVE, changes));
    }

    /** What the view store keeps for a view; {@code key} is empty for one row, null for rows that only add up. */
    static ViewShape shape(
            RowType columns,
            ResultKind kind,
            @Nullable List<String> key,
            @Nullable Duration retention,
            @Nullable String time) {
        if (kind == ResultKind.STREAM) {
            return new ViewShape(columns, List.of(), retention, time);
        }
        if (key == null) {
            throw StatementException.of(
                            ErrorCode.INVALID_QUERY, "the rows of the query replace each other, but have no whole key")
                    .hint(KEY_HINT);
        }
        if (!key.isEmpty()) {
            return new ViewShape(columns, key, retention, time);
        }
        List<Column> all = new ArrayList<>(columns.columns());
        all.add(ONLY_ROW);
        return new ViewShape(new RowType(all), List.of(ONLY_ROW.name()), retention, time);
    }
}
