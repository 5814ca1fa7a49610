package io.braid.engine.query;

import io.braid.sql.tree.Literal;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.Query;
import io.braid.sql.tree.QueryBody;
import io.braid.sql.tree.QueryBody.SelectItem;
import java.util.List;

/** Where in the text the columns of a query's result come from. */
final class ColumnPlaces {
    private ColumnPlaces() {}

    /** The place of the item with a name, or that of the query. */
    static Position of(Query query, String name) {
        return items(query).stream()
                .filter(item -> item instanceof SelectItem.Column column
                        && column.alias() != null
                        && column.alias().value().equals(name))
                .map(SelectItem::at)
                .findFirst()
                .orElse(query.at());
    }

    /** The place of the item that makes a column; that of the query where a star before it hides its number. */
    static Position of(Query query, int column) {
        List<SelectItem> items = items(query);
        boolean counted = column < items.size()
                && items.subList(0, column + 1).stream().allMatch(SelectItem.Column.class::isInstance);
        return counted ? items.get(column).at() : query.at();
    }

    /** Whether a column is the same in every row, as far as its text tells. */
    static boolean isConstant(Query query, int column) {
        List<SelectItem> items = items(query);
        return column < items.size()
                && items.subList(0, column + 1).stream().allMatch(SelectItem.Column.class::isInstance)
                && ((SelectItem.Column) items.get(column)).expression() instanceof Literal;
    }

    private static List<SelectItem> items(Query query) {
        return query.body() instanceof QueryBody.Select select ? select.items() : List.of();
    }
}
