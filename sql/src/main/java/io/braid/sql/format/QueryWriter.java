package io.braid.sql.format;

import static io.braid.sql.format.ExpressionWriter.expression;
import static io.braid.sql.format.ExpressionWriter.expressions;
import static io.braid.sql.format.Words.alias;
import static io.braid.sql.format.Words.columns;
import static io.braid.sql.format.Words.identifier;
import static io.braid.sql.format.Words.list;
import static io.braid.sql.format.Words.properties;

import io.braid.sql.tree.FromItem;
import io.braid.sql.tree.MatchRecognize;
import io.braid.sql.tree.Query;
import io.braid.sql.tree.QueryBody;
import io.braid.sql.tree.QueryBody.GroupItem;
import io.braid.sql.tree.QueryBody.SelectItem;
import io.braid.sql.tree.QueryBody.SetOperation.Kind;
import io.braid.sql.tree.SetQuantifier;

/** Writes queries. */
final class QueryWriter {
    private QueryWriter() {}

    static String query(Query query) {
        StringBuilder text = new StringBuilder();
        if (!query.with().isEmpty()) {
            text.append("WITH ")
                    .append(list(query.with(), QueryWriter::commonTable))
                    .append(' ');
        }
        text.append(body(query.body()));
        if (!query.partitionBy().isEmpty()) {
            text.append(" PARTITION BY ").append(Words.identifiers(query.partitionBy()));
        }
        if (!query.orderBy().isEmpty()) {
            text.append(' ').append(CallWriter.orderBy(query.orderBy()));
        }
        if (query.limit() != null) {
            text.append(" LIMIT ").append(expression(query.limit()));
        }
        if (query.offset() != null) {
            text.append(" OFFSET ").append(expression(query.offset()));
        }
        if (!query.properties().isEmpty()) {
            text.append(" QUERY").append(properties(query.properties()));
        }
        return text.toString();
    }

    private static String commonTable(Query.CommonTable table) {
        return identifier(table.name()) + columns(table.columns()) + " AS (" + query(table.query()) + ")";
    }

    private static String body(QueryBody body) {
        if (body instanceof QueryBody.Select select) {
            return select(select);
        }
        if (body instanceof QueryBody.SetOperation operation) {
            String all = operation.quantifier() == SetQuantifier.ALL ? " ALL " : " ";
            boolean intersect = operation.kind() == Kind.INTERSECT;
            return operand(operation.left(), intersect && !isIntersect(operation.left())) + " " + operation.kind() + all
                    + operand(operation.right(), intersect || !isIntersect(operation.right()));
        }
        if (body instanceof QueryBody.Values values) {
            return "VALUES " + list(values.rows(), row -> "(" + expressions(row) + ")");
        }
        return "(" + query(((QueryBody.Nested) body).query()) + ")";
    }

    private static boolean isIntersect(QueryBody body) {
        return body instanceof QueryBody.SetOperation operation && operation.kind() == Kind.INTERSECT;
    }

    /** An operand, in parentheses where it would otherwise be torn apart. */
    private static String operand(QueryBody operand, boolean tornApart) {
        return tornApart && operand instanceof QueryBody.SetOperation ? "(" + body(operand) + ")" : body(operand);
    }

    private static String select(QueryBody.Select select) {
        StringBuilder text = new StringBuilder("SELECT ");
        if (select.quantifier() == SetQuantifier.DISTINCT) {
            text.append("DISTINCT ");
        }
        text.append(list(select.items(), QueryWriter::selectItem));
        if (select.from() != null) {
            text.append(" FROM ").append(from(select.from()));
        }
        if (select.where() != null) {
            text.append(" WHERE ").append(expression(select.where()));
        }
        if (!select.groupBy().isEmpty()) {
            text.append(" GROUP BY ").append(list(select.groupBy(), QueryWriter::groupItem));
        }
        if (select.having() != null) {
            text.append(" HAVING ").append(expression(select.having()));
        }
        return text.toString();
    }

    private static String selectItem(SelectItem item) {
        if (item instanceof SelectItem.All all) {
            return all.qualifier() == null ? "*" : Words.name(all.qualifier()) + ".*";
        }
        SelectItem.Column column = (SelectItem.Column) item;
        return expression(column.expression()) + alias(column.alias());
    }

    private static String groupItem(GroupItem item) {
        if (item instanceof GroupItem.Rollup rollup) {
            return "ROLLUP (" + expressions(rollup.expressions()) + ")";
        }
        if (item instanceof GroupItem.Cube cube) {
            return "CUBE (" + expressions(cube.expressions()) + ")";
        }
        if (item instanceof GroupItem.Sets sets) {
            return "GROUPING SETS (" + list(sets.sets(), set -> "(" + expressions(set) + ")") + ")";
        }
        return expression(((GroupItem.By) item).expression());
    }

    static String from(FromItem item) {
        if (item instanceof FromItem.TableReference table) {
            return Words.name(table.name()) + alias(table.alias()) + properties(table.properties());
        }
        if (item instanceof FromItem.WindowedRelation window) {
            return windowed(window);
        }
        if (item instanceof FromItem.SubSelect nested) {
            return "(" + query(nested.query()) + ")" + alias(nested.alias()) + columns(nested.columns())
                    + properties(nested.properties());
        }
        if (item instanceof FromItem.Join join) {
            return join(join);
        }
        if (item instanceof FromItem.Unnest unnest) {
            String ordinality = unnest.ordinality() == FromItem.Unnest.Ordinality.WITH ? " WITH ORDINALITY" : "";
            return "UNNEST(" + expression(unnest.value()) + ")" + ordinality + alias(unnest.alias())
                    + columns(unnest.columns());
        }
        if (item instanceof FromItem.TableFunction function) {
            return "LATERAL TABLE(" + expression(function.call()) + ")" + alias(function.alias())
                    + columns(function.columns());
        }
        return MatchWriter.match((MatchRecognize) item);
    }

    private static String windowed(FromItem.WindowedRelation window) {
        StringBuilder text = new StringBuilder(window.kind().name()).append('(').append(Words.name(window.relation()));
        if (!window.partitionBy().isEmpty()) {
            text.append(" PARTITION BY ").append(expressions(window.partitionBy()));
        }
        boolean session = window.kind() == FromItem.WindowedRelation.Kind.SESSION;
        text.append(session ? ", GAP " : ", SIZE ").append(Words.timeSpan(window.size()));
        if (window.step() != null) {
            boolean hop = window.kind() == FromItem.WindowedRelation.Kind.HOP;
            text.append(hop ? ", ADVANCE BY " : ", STEP ").append(Words.timeSpan(window.step()));
        }
        return text.append(')')
                .append(alias(window.alias()))
                .append(properties(window.properties()))
                .toString();
    }

    private static String join(FromItem.Join join) {
        String type = join.type() == FromItem.Join.Type.INNER ? "" : join.type() + " ";
        String within = join.within() == null ? "" : " WITHIN " + Words.timeSpan(join.within());
        String on = join.on() == null ? "" : " ON " + expression(join.on());
        return from(join.left()) + " " + type + "JOIN " + from(join.right()) + within + on;
    }
}
