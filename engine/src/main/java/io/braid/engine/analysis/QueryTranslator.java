package io.braid.engine.analysis;

import io.braid.catalog.UserFunction;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Call;
import io.braid.sql.tree.Identifier;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.QualifiedName;
import io.braid.sql.tree.Query;
import io.braid.sql.tree.QueryBody;
import io.braid.sql.tree.SetQuantifier;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Continuous queries in Flink SQL. One instance serves one statement. */
final class QueryTranslator {
    private final PlanParts parts;
    private final SelectTranslator selects;

    QueryTranslator(PlanParts parts) {
        this.parts = parts;
        this.selects = new SelectTranslator(this, new FromTranslator(this, parts), parts);
    }

    /**
     * @param outer the scope around a subquery in an expression
     * @param tables common tables that can be seen
     * @param wantTime whether the hidden event time shall be carried along where it can be
     */
    CompiledQuery translate(
            Query query, @Nullable Scope outer, Map<String, CommonTables.Entry> tables, boolean wantTime) {
        Map<String, CommonTables.Entry> visible = new LinkedHashMap<>(tables);
        for (Query.CommonTable common : query.with()) {
            CompiledQuery inner = translate(common.query(), null, visible, true);
            if (!common.columns().isEmpty()) {
                throw FlinkSql.at(
                        common.name().at(),
                        StatementException.of(
                                        ErrorCode.FEATURE_NOT_SUPPORTED,
                                        "column names after a common table's name are not supported")
                                .hint("name the columns in its SELECT"));
            }
            FromTranslator.unique(inner.names(), common.name().at());
            visible.put(
                    common.name().value(),
                    new CommonTables.Entry(parts.view(common.name().value(), inner.sql()), inner));
        }
        if (!query.orderBy().isEmpty()) {
            throw refused(query.orderBy().get(0).expression().at(), "ORDER BY in a continuous query is not supported")
                    .hint("its rows never end; order the rows of a materialized view instead");
        }
        return body(query.body(), outer, visible, wantTime);
    }

    private CompiledQuery body(
            QueryBody body, @Nullable Scope outer, Map<String, CommonTables.Entry> tables, boolean wantTime) {
        if (body instanceof QueryBody.Select select) {
            return selects.translate(select, outer, tables, wantTime);
        }
        if (body instanceof QueryBody.Nested nested) {
            return translate(nested.query(), outer, tables, wantTime);
        }
        if (body instanceof QueryBody.SetOperation operation) {
            return union(operation, outer, tables, wantTime);
        }
        throw refused(body.at(), "VALUES as a source is not supported");
    }

    private CompiledQuery union(
            QueryBody.SetOperation operation,
            @Nullable Scope outer,
            Map<String, CommonTables.Entry> tables,
            boolean wantTime) {
        if (operation.kind() != QueryBody.SetOperation.Kind.UNION || operation.quantifier() != SetQuantifier.ALL) {
            throw refused(operation.at(), operation.kind() + " over streams is not supported")
                    .hint("UNION ALL is");
        }
        CompiledQuery left = body(operation.left(), outer, tables, wantTime);
        CompiledQuery right = body(operation.right(), outer, tables, wantTime);
        if (left.kind() != ResultKind.STREAM || right.kind() != ResultKind.STREAM) {
            throw refused(operation.at(), "UNION ALL of changelogs is not supported");
        }
        if (left.names().size() != right.names().size()) {
            throw FlinkSql.at(
                    operation.at(),
                    StatementException.of(
                            ErrorCode.INVALID_QUERY,
                            "the two sides of UNION ALL have %d and %d columns",
                            left.names().size(),
                            right.names().size()));
        }
        if (left.hasTime() != right.hasTime()) {
            return union(operation, outer, tables, false);
        }
        return new CompiledQuery(
                left.sql() + " UNION ALL " + right.sql(),
                left.names(),
                ResultKind.STREAM,
                null,
                left.hasTime(),
                left.leftmost());
    }

    ExpressionPrinter printer(Scope scope, Map<String, CommonTables.Entry> tables) {
        return new ExpressionPrinter(new ExpressionPrinter.Surroundings() {
            @Override
            public String column(QualifiedName name) {
                return scope.resolve(name);
            }

            @Override
            public @Nullable String special(Call call, ExpressionPrinter printer) {
                return RecordFunctions.print(call, scope, parts.relations());
            }

            @Override
            public @Nullable UserFunction function(Call call) {
                return parts.function(call);
            }

            @Override
            public String subquery(Query query) {
                return translate(query, scope, tables, false).sql();
            }
        });
    }

    /** Names of a select list's items that were given none; {@code expr$0} as Flink would say. */
    static String nameOf(QueryBody.SelectItem.Column item, int position) {
        Identifier alias = item.alias();
        if (alias != null) {
            return alias.value();
        }
        if (item.expression() instanceof io.braid.sql.tree.Expression.ColumnReference column) {
            return column.name().last().value();
        }
        if (item.expression() instanceof io.braid.sql.tree.Expression.FieldAccess field) {
            return field.field().value();
        }
        return "expr$" + position;
    }

    static StatementException refused(Position at, String problem) {
        return FlinkSql.at(at, StatementException.of(ErrorCode.FEATURE_NOT_SUPPORTED, "%s", problem));
    }
}
