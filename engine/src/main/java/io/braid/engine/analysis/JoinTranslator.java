package io.braid.engine.analysis;

import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Expression;
import io.braid.sql.tree.FromItem;
import io.braid.sql.tree.Identifier;
import io.braid.sql.tree.Predicate;
import io.braid.sql.tree.TimeSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The kinds of join: between streams in time or without bound, of a stream with a changelog, between changelogs. */
final class JoinTranslator {
    private final FromTranslator items;

    JoinTranslator(FromTranslator items) {
        this.items = items;
    }

    From join(FromItem.Join join, Scope scope, Map<String, CommonTables.Entry> tables) {
        From left = items.translate(join.left(), scope, tables);
        if (join.right() instanceof FromItem.Unnest unnest) {
            String value = items.printer(scope, tables).print(unnest.value());
            String ordinality = unnest.ordinality() == FromItem.Unnest.Ordinality.WITH ? " WITH ORDINALITY" : "";
            return expand(
                    join,
                    left,
                    "UNNEST(" + value + ")" + ordinality,
                    unnest.alias(),
                    unnest.columns(),
                    "UNNEST",
                    scope);
        }
        if (join.right() instanceof FromItem.TableFunction function) {
            String call = items.printer(scope, tables).print(function.call());
            return expand(
                    join,
                    left,
                    "LATERAL TABLE(" + call + ")",
                    function.alias(),
                    function.columns(),
                    "LATERAL TABLE",
                    scope);
        }
        From right = items.translate(join.right(), scope, tables);
        Expression on = join.on();
        if (on == null) {
            throw refused(join, ErrorCode.FEATURE_NOT_SUPPORTED, "CROSS JOIN of two relations is not supported");
        }
        if (join.type() == FromItem.Join.Type.RIGHT) {
            throw refused(join, ErrorCode.FEATURE_NOT_SUPPORTED, "RIGHT JOIN is not supported")
                    .hint("exchange the two sides and use LEFT JOIN");
        }
        if (left.window() != null || right.window() != null) {
            throw refused(join, ErrorCode.FEATURE_NOT_SUPPORTED, "a join inside of a window is not supported yet")
                    .hint("join first, in a stream or a common table, and put the window over the result");
        }
        String condition = items.printer(scope, tables).print(on);
        if (left.kind() == ResultKind.CHANGELOG && right.kind() == ResultKind.STREAM) {
            throw refused(join, ErrorCode.FEATURE_NOT_SUPPORTED, "a changelog cannot be joined with a stream")
                    .hint("put the stream on the left side");
        }
        if (left.kind() == ResultKind.STREAM && right.kind() == ResultKind.CHANGELOG) {
            return temporal(join, left, right, on, condition, scope, tables);
        }
        if (left.kind() == ResultKind.CHANGELOG) {
            return ofChangelogs(join, left, right, condition);
        }
        TimeSpan within = join.within();
        return within == null
                ? unbounded(join, left, right, condition)
                : interval(join, left, right, condition, FlinkSql.interval(within));
    }

    private static From interval(FromItem.Join join, From left, From right, String condition, String bound) {
        if (left.time() == null || right.time() == null) {
            throw FromTranslator.noTime(join.at(), "a join WITHIN a time");
        }
        String sql = "%s %s JOIN %s ON %s AND %s BETWEEN %s - %s AND %s + %s"
                .formatted(
                        left.sql(),
                        join.type(),
                        right.sql(),
                        condition,
                        right.time(),
                        left.time(),
                        bound,
                        left.time(),
                        bound);
        // of a row that only the right side has, the left event time is null
        String time = join.type() == FromItem.Join.Type.FULL ? null : left.time();
        return new From(sql, ResultKind.STREAM, null, null, null, time, null, left.leftmost());
    }

    private static From unbounded(FromItem.Join join, From left, From right, String condition) {
        if (join.type() != FromItem.Join.Type.INNER) {
            throw refused(
                            join,
                            ErrorCode.FEATURE_NOT_SUPPORTED,
                            join.type() + " JOIN of two streams without WITHIN is not supported")
                    .hint("add WITHIN and a time");
        }
        String sql = "%s JOIN %s ON %s".formatted(left.sql(), right.sql(), condition);
        return new From(sql, ResultKind.STREAM, null, null, null, null, null, left.leftmost());
    }

    private From temporal(
            FromItem.Join join,
            From left,
            From right,
            Expression on,
            String condition,
            Scope scope,
            Map<String, CommonTables.Entry> tables) {
        if (join.within() != null) {
            throw refused(join, ErrorCode.INVALID_QUERY, "a join with a changelog takes no WITHIN")
                    .hint("each row meets the version of its own time");
        }
        if (join.type() == FromItem.Join.Type.FULL) {
            throw refused(join, ErrorCode.FEATURE_NOT_SUPPORTED, "FULL JOIN with a changelog is not supported");
        }
        if (left.time() == null) {
            throw FromTranslator.noTime(join.at(), "a join with a changelog");
        }
        if (right.table() == null || right.time() == null) {
            throw refused(
                    join,
                    ErrorCode.FEATURE_NOT_SUPPORTED,
                    "a stream can be joined with a changelog relation, not with the result of a query, for now");
        }
        List<String> compared = new ArrayList<>();
        equalities(on, scope, tables, compared);
        List<String> keys = right.keys() == null ? List.of() : right.keys();
        for (String key : keys) {
            if (!compared.contains(key)) {
                String plain = key.substring(key.lastIndexOf('.') + 1).replace("`", "");
                throw refused(
                        join,
                        ErrorCode.INVALID_QUERY,
                        "a join with changelog \"%s\" must compare its primary key column \"%s\" for equality"
                                .formatted(right.alias(), plain));
            }
        }
        String sql = "%s %s JOIN %s FOR SYSTEM_TIME AS OF %s AS %s ON %s"
                .formatted(
                        left.sql(),
                        join.type(),
                        FlinkSql.name(right.table()),
                        left.time(),
                        FlinkSql.name(String.valueOf(right.alias())),
                        condition);
        return new From(sql, ResultKind.STREAM, null, null, null, left.time(), null, left.leftmost());
    }

    private void equalities(Expression on, Scope scope, Map<String, CommonTables.Entry> tables, List<String> compared) {
        if (on instanceof Predicate.Logical logical && logical.operator() == Predicate.Logical.Operator.AND) {
            logical.terms().forEach(term -> equalities(term, scope, tables, compared));
        } else if (on instanceof Predicate.Comparison comparison
                && comparison.operator() == Predicate.Comparison.Operator.EQUAL) {
            compared.add(items.printer(scope, tables).print(comparison.left()));
            compared.add(items.printer(scope, tables).print(comparison.right()));
        }
    }

    private static From ofChangelogs(FromItem.Join join, From left, From right, String condition) {
        if (join.type() != FromItem.Join.Type.INNER || join.within() != null) {
            throw refused(
                    join,
                    ErrorCode.FEATURE_NOT_SUPPORTED,
                    "two changelogs can be joined by INNER JOIN without WITHIN only");
        }
        List<String> keys = null;
        if (left.keys() != null && right.keys() != null) {
            keys = new ArrayList<>(left.keys());
            keys.addAll(right.keys());
        }
        String sql = "%s JOIN %s ON %s".formatted(left.sql(), right.sql(), condition);
        return new From(sql, ResultKind.CHANGELOG, null, null, keys, null, null, left.leftmost());
    }

    /** Every row of the left side with the rows that are made of it. */
    private static From expand(
            FromItem.Join join,
            From left,
            String rows,
            @Nullable Identifier name,
            List<Identifier> names,
            String what,
            Scope scope) {
        String alias = Scope.aliasOf(name, "$rows" + scope.items().size());
        List<String> columns = names.stream().map(Identifier::value).toList();
        if (columns.isEmpty()) {
            throw refused(join, ErrorCode.SYNTAX_ERROR, what + " needs names for its columns")
                    .hint("write " + what + "(…) AS t(element)");
        }
        scope.add(
                new Scope.Item(alias, List.of(), columns, false, false),
                join.right().at());
        boolean outer = join.type() == FromItem.Join.Type.LEFT;
        String sql = "%s %s JOIN %s AS %s (%s)%s"
                .formatted(
                        left.sql(),
                        outer ? "LEFT" : "CROSS",
                        rows,
                        FlinkSql.name(alias),
                        SourceTables.joined(columns),
                        outer ? " ON TRUE" : "");
        return new From(sql, left.kind(), null, null, left.keys(), left.time(), left.window(), left.leftmost());
    }

    private static StatementException refused(FromItem.Join join, ErrorCode code, String problem) {
        return FlinkSql.at(join.at(), StatementException.of(code, "%s", problem));
    }
}
