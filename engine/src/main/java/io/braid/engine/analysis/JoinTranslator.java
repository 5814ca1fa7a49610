package io.braid.engine.analysis;

import io.braid.engine.plan.Changes;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Expression;
import io.braid.sql.tree.FromItem;
import io.braid.sql.tree.TimeSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The kinds of join: between streams in time or without bound, of a stream with a changelog, between changelogs. */
final class JoinTranslator {
    private final FromTranslator items;
    private final Unnesting unnesting;

    JoinTranslator(FromTranslator items) {
        this.items = items;
        this.unnesting = new Unnesting(items);
    }

    From join(FromItem.Join join, Scope scope, Map<String, CommonTables.Entry> tables) {
        From left = items.translate(join.left(), scope, tables);
        if (join.right() instanceof FromItem.Unnest || join.right() instanceof FromItem.TableFunction) {
            return unnesting.join(join, left, scope, tables);
        }
        Set<Scope.Item> leftItems = new HashSet<>(scope.items());
        From right = items.translate(join.right(), scope, tables);
        Expression on = join.on();
        if (on == null) {
            throw refused(join, ErrorCode.FEATURE_NOT_SUPPORTED, "CROSS JOIN of two relations is not supported")
                    .hint("JOIN … ON compares a column of each");
        }
        if (join.type() == FromItem.Join.Type.RIGHT) {
            throw refused(join, ErrorCode.FEATURE_NOT_SUPPORTED, "RIGHT JOIN is not supported")
                    .hint("exchange the two sides and use LEFT JOIN");
        }
        if (left.window() != null || right.window() != null) {
            throw refused(join, ErrorCode.FEATURE_NOT_SUPPORTED, "a join inside of a window is not supported")
                    .hint("join first, in a common table, and put the window over the result");
        }
        if (!left.isStream() && right.isStream()) {
            throw refused(join, ErrorCode.FEATURE_NOT_SUPPORTED, "a changelog cannot be joined with a stream")
                    .hint("put the stream on the left side");
        }
        JoinCondition condition = JoinCondition.of(join, on, leftItems, scope, items, tables);
        if (left.isStream() && !right.isStream()) {
            return temporal(join, left, right, condition);
        }
        if (!left.isStream()) {
            return ofChangelogs(join, left, right, condition);
        }
        TimeSpan within = join.within();
        return within == null
                ? unbounded(join, left, right, condition)
                : interval(join, left, right, condition, FlinkSql.interval(within));
    }

    private static From interval(FromItem.Join join, From left, From right, JoinCondition condition, String bound) {
        if (left.time() == null || right.time() == null) {
            throw FromTranslator.noTime(join.at(), "a join WITHIN a time");
        }
        String sql = "%s %s JOIN %s ON %s AND %s BETWEEN %s - %s AND %s + %s"
                .formatted(
                        left.sql(),
                        join.type(),
                        right.sql(),
                        condition.sql(),
                        right.time(),
                        left.time(),
                        bound,
                        left.time(),
                        bound);
        // of a row that only the right side has, the left event time is null
        return left.as(sql).timed(join.type() == FromItem.Join.Type.FULL ? null : left.time());
    }

    /** Of a LEFT JOIN, the row without a partner comes at once; that it is taken back later, no stream can say. */
    private static From unbounded(FromItem.Join join, From left, From right, JoinCondition condition) {
        if (join.type() == FromItem.Join.Type.FULL) {
            throw refused(
                            join,
                            ErrorCode.FEATURE_NOT_SUPPORTED,
                            "FULL JOIN of two streams without WITHIN is not supported")
                    .hint("add WITHIN and a time");
        }
        boolean takenBack = join.type() == FromItem.Join.Type.LEFT
                || left.changes() == Changes.TAKEN_BACK
                || right.changes() == Changes.TAKEN_BACK;
        String sql = "%s %s JOIN %s ON %s".formatted(left.sql(), join.type(), right.sql(), condition.sql());
        return left.as(sql).timed(null).with(takenBack ? Changes.TAKEN_BACK : Changes.NONE);
    }

    private From temporal(FromItem.Join join, From left, From right, JoinCondition condition) {
        if (join.within() != null) {
            throw refused(join, ErrorCode.INVALID_QUERY, "a join with a changelog takes no WITHIN")
                    .hint("each row meets the version of its own time");
        }
        if (join.type() == FromItem.Join.Type.FULL) {
            throw refused(join, ErrorCode.FEATURE_NOT_SUPPORTED, "FULL JOIN with a changelog is not supported")
                    .hint("LEFT JOIN keeps the rows of the stream");
        }
        if (left.time() == null) {
            throw FromTranslator.noTime(join.at(), "a join with a changelog");
        }
        Versions versions = right.versions().get().orElse(null);
        String table = versions == null
                ? (right.time() == null ? null : right.table())
                : items.parts().view(String.valueOf(right.alias()), versions.sql());
        if (table == null) {
            throw refused(
                            join,
                            ErrorCode.FEATURE_NOT_SUPPORTED,
                            "a stream cannot be joined with this changelog: it is not known from when on its rows hold")
                    .hint(
                            "known it is of a changelog relation, of a GROUP BY over a stream, and of one over the primary key"
                                    + " of a plain changelog");
        }
        List<String> keys = right.keys() == null ? List.of() : right.keys();
        for (String key : keys) {
            if (condition.equalities().stream()
                    .noneMatch(equality -> equality.right().equals(key))) {
                String plain = key.substring(key.lastIndexOf('.') + 1).replace("`", "");
                throw refused(
                                join,
                                ErrorCode.INVALID_QUERY,
                                "a join with changelog \"%s\" must compare its primary key column \"%s\" for equality"
                                        .formatted(right.alias(), plain))
                        .hint("declare its topic a second time, with the columns to compare as PRIMARY KEY");
            }
        }
        String sql = "%s %s JOIN %s FOR SYSTEM_TIME AS OF %s AS %s ON %s"
                .formatted(
                        left.sql(),
                        join.type(),
                        FlinkSql.name(table),
                        left.time(),
                        FlinkSql.name(String.valueOf(right.alias())),
                        versions == null
                                ? condition.sql()
                                : versions.condition(condition.sql(), String.valueOf(right.alias())));
        return left.as(sql);
    }

    private static From ofChangelogs(FromItem.Join join, From left, From right, JoinCondition condition) {
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
        Map<String, String> same = new HashMap<>(left.same());
        condition.equalities().forEach(equality -> {
            same.putIfAbsent(equality.right(), equality.left());
            same.putIfAbsent(equality.left(), equality.right());
        });
        boolean moving = left.changes() == Changes.MOVING || right.changes() == Changes.MOVING;
        return left.as("%s JOIN %s ON %s".formatted(left.sql(), right.sql(), condition.sql()))
                .timed(null)
                .with(moving ? Changes.MOVING : Changes.BY_KEY)
                .keyed(keys)
                .same(same);
    }

    private static StatementException refused(FromItem.Join join, ErrorCode code, String problem) {
        return FlinkSql.at(join.at(), StatementException.of(code, "%s", problem));
    }
}
