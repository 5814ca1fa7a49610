package io.braid.engine.analysis;

import io.braid.engine.plan.Changes;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Identifier;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.Query;
import io.braid.sql.tree.QueryBody;
import io.braid.sql.tree.SetQuantifier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
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
                inner = inner.named(
                        common.columns().stream().map(Identifier::value).toList(),
                        common.name().at());
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
            return combined(operation, outer, tables, wantTime);
        }
        throw refused(body.at(), "VALUES as a source is not supported");
    }

    private CompiledQuery combined(
            QueryBody.SetOperation operation,
            @Nullable Scope outer,
            Map<String, CommonTables.Entry> tables,
            boolean wantTime) {
        boolean all = operation.quantifier() == SetQuantifier.ALL;
        String name = operation.kind() + (all ? " ALL" : "");
        boolean adds = all && operation.kind() == QueryBody.SetOperation.Kind.UNION;
        if (all && !adds) {
            throw refused(operation.at(), name + " is not supported").hint(operation.kind() + " is");
        }
        CompiledQuery left = body(operation.left(), outer, tables, wantTime && adds);
        CompiledQuery right = body(operation.right(), outer, tables, wantTime && adds);
        if (left.kind() != ResultKind.STREAM || right.kind() != ResultKind.STREAM) {
            throw refused(operation.at(), name + " of changelogs is not supported");
        }
        if (left.names().size() != right.names().size()) {
            throw FlinkSql.at(
                    operation.at(),
                    StatementException.of(
                            ErrorCode.INVALID_QUERY,
                            "the two sides of %s have %d and %d columns",
                            name,
                            left.names().size(),
                            right.names().size()));
        }
        if (left.hasTime() != right.hasTime()) {
            return combined(operation, outer, tables, false);
        }
        Changes changes = !adds ? Changes.BY_KEY : left.changes() == Changes.NONE ? right.changes() : left.changes();
        return new CompiledQuery(
                side(operation.left(), left) + " " + name + " " + side(operation.right(), right),
                left.names(),
                changes,
                adds ? null : IntStream.range(0, left.names().size()).boxed().toList(),
                left.time() == CompiledQuery.Time.VALUE ? left.time() : right.time(),
                null,
                Optional::empty,
                left.leftmost());
    }

    private static String side(QueryBody body, CompiledQuery query) {
        return body instanceof QueryBody.Select ? query.sql() : "(" + query.sql() + ")";
    }

    SelectExpressions expressions(Scope scope, Map<String, CommonTables.Entry> tables) {
        return new SelectExpressions(this, parts, scope, tables);
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
