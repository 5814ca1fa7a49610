package io.braid.engine.eval;

import io.braid.sql.tree.Expression;
import io.braid.sql.tree.Identifier;
import io.braid.sql.tree.QualifiedName;
import io.braid.sql.tree.QueryBody.SelectItem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Stars written out, and names for all. */
final class SelectList {
    private SelectList() {}

    /** An output column. */
    record Item(Expression expression, String name) {}

    static List<Item> of(List<SelectItem> written, Scope scope) {
        List<Item> items = new ArrayList<>();
        for (SelectItem item : written) {
            if (item instanceof SelectItem.All all) {
                addAll(all, scope, items);
            } else {
                SelectItem.Column column = (SelectItem.Column) item;
                String name = column.alias() == null
                        ? nameOf(column.expression(), items.size())
                        : column.alias().value();
                items.add(new Item(column.expression(), name));
            }
        }
        return items;
    }

    private static void addAll(SelectItem.All all, Scope scope, List<Item> items) {
        QualifiedName qualifier = all.qualifier();
        List<Scope.Entry> entries = qualifier == null ? scope.entries() : scope.under(qualifier);
        if (entries.isEmpty()) {
            throw qualifier == null
                    ? Problems.at(all.at(), "\"*\" needs a FROM")
                    : Problems.at(all.at(), "relation \"%s\" does not exist in FROM", qualifier);
        }
        for (Scope.Entry entry : entries) {
            List<Identifier> parts = Stream.concat(entry.qualifier().stream(), Stream.of(entry.name()))
                    .map(Identifier::of)
                    .toList();
            items.add(new Item(
                    new Expression.ColumnReference(new QualifiedName(parts, all.at()), all.at()), entry.name()));
        }
    }

    static String nameOf(Expression expression, int index) {
        if (expression instanceof Expression.ColumnReference reference) {
            return reference.name().last().value();
        }
        return expression instanceof Expression.FieldAccess access
                ? access.field().value()
                : "expr$" + index;
    }
}
