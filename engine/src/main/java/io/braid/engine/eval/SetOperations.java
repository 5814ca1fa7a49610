package io.braid.engine.eval;

import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.RowType;
import io.braid.sql.tree.QueryBody;
import io.braid.view.ViewRows;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** UNION, INTERSECT, EXCEPT and DISTINCT. */
final class SetOperations {
    private SetOperations() {}

    static RowType columns(RowType left, RowType right, QueryBody.SetOperation operation) {
        if (left.size() != right.size()) {
            throw Problems.at(
                    operation.at(),
                    "%s takes queries with the same number of columns, not %d and %d",
                    operation.kind(),
                    left.size(),
                    right.size());
        }
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            Column a = left.column(i);
            Column b = right.column(i);
            DataType type = Types.common(a.type(), b.type()).orElseThrow(() -> Problems.at(
                            operation.at(), "%s mixes %s and %s", operation.kind(), a.type(), b.type())
                    .hint("CAST column \"" + a.name() + "\" of one side"));
            columns.add(new Column(a.name(), type, a.nullable() || b.nullable()));
        }
        return new RowType(columns);
    }

    /** The rows of a query with the types that both sides share. */
    static Rows.Source widened(SnapshotQuery query, RowType wanted) {
        RowType columns = query.columns();
        List<Node> nodes = new ArrayList<>();
        boolean same = true;
        for (int i = 0; i < columns.size(); i++) {
            DataType type = columns.column(i).type();
            nodes.add(Casts.widen(Node.column(i, type, true), wanted.column(i).type()));
            same &= type.equals(wanted.column(i).type());
        }
        return same ? query.source() : () -> Rows.mapped(query.run(), row -> projected(nodes, row));
    }

    static @Nullable Object[] projected(List<Node> nodes, @Nullable Object[] row) {
        @Nullable Object[] result = new @Nullable Object[nodes.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = nodes.get(i).evaluate(row);
        }
        return result;
    }

    static ViewRows distinct(ViewRows input, RowBudget budget) {
        Set<Key> seen = new HashSet<>();
        return Rows.mapped(input, row -> {
            if (!seen.add(new Key(row))) {
                return null;
            }
            budget.keepOne();
            return row;
        });
    }

    /** The different rows of the first that are in the second, or that are not. */
    static ViewRows filtered(Rows.Source first, Rows.Source second, boolean wanted, RowBudget budget) {
        Set<Key> known = new HashSet<>();
        for (@Nullable Object[] row : Rows.kept(second, budget)) {
            known.add(new Key(row));
        }
        return Rows.mapped(distinct(first.open(), budget), row -> known.contains(new Key(row)) == wanted ? row : null);
    }
}
