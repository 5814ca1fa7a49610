package io.braid.engine.analysis;

import io.braid.engine.analysis.Sources.Source;
import io.braid.spi.ErrorCode;
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import io.braid.sql.tree.FromItem;
import io.braid.sql.tree.Identifier;
import io.braid.sql.tree.MatchRecognize;
import io.braid.sql.tree.Position;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands after FROM, except joins, in Flink SQL. */
final class FromTranslator {
    private final QueryTranslator queries;
    private final PlanParts parts;
    private final Sources sources;
    private final WindowTranslator windows;
    private final JoinTranslator joins;
    private final MatchTranslator matches;

    FromTranslator(QueryTranslator queries, PlanParts parts) {
        this.queries = queries;
        this.parts = parts;
        this.sources = new Sources(parts);
        this.windows = new WindowTranslator(sources);
        this.joins = new JoinTranslator(this);
        this.matches = new MatchTranslator(this);
    }

    PlanParts parts() {
        return parts;
    }

    /** Adds what it finds to the scope. */
    From translate(FromItem item, Scope scope, Map<String, CommonTables.Entry> tables) {
        if (item instanceof FromItem.TableReference table) {
            return table(table, scope, tables);
        }
        if (item instanceof FromItem.WindowedRelation window) {
            return windows.translate(window, scope, tables);
        }
        if (item instanceof FromItem.SubSelect select) {
            return subSelect(select, scope, tables);
        }
        if (item instanceof FromItem.Join join) {
            return joins.join(join, scope, tables);
        }
        if (item instanceof MatchRecognize match) {
            return matches.translate(match, scope, tables);
        }
        String what = item instanceof FromItem.Unnest ? "UNNEST" : "LATERAL TABLE";
        throw refused(item.at(), what + " alone in FROM is not supported")
                .hint("write FROM relation CROSS JOIN " + what + "(…) AS t(element)");
    }

    SelectExpressions expressions(Scope scope, Map<String, CommonTables.Entry> tables) {
        return queries.expressions(scope, tables);
    }

    private From table(FromItem.TableReference item, Scope scope, Map<String, CommonTables.Entry> tables) {
        Source source = sources.find(item.name(), item.properties(), tables);
        String alias = Scope.aliasOf(item.alias(), item.name().last().value());
        scope.add(source.item(item.alias(), alias, source.columns(), source.hasTime() ? "$rt" : null), item.at());
        Settings settings = source.settings();
        if (settings != null) {
            settings.find(SourceProperties.STATE_TTL).ifPresent(ttl -> parts.keepStateOf(alias, ttl));
        }
        Ranking ranking = source.ranking();
        return From.table(
                        source.table(),
                        alias,
                        source.changes(),
                        qualified(alias, source.key()),
                        source.hasTime() ? qualified(alias, "$rt") : null,
                        source.relation())
                .ranked(ranking == null ? null : ranking.renamed(name -> qualified(alias, name)))
                .versioned(source.versions())
                .over(
                        source.history() == null
                                ? null
                                : FlinkSql.name(source.history()) + " AS " + FlinkSql.name(alias));
    }

    private From subSelect(FromItem.SubSelect item, Scope scope, Map<String, CommonTables.Entry> tables) {
        CompiledQuery written = queries.translate(item.query(), null, tables, true);
        CompiledQuery query = item.columns().isEmpty()
                ? written
                : written.named(item.columns().stream().map(Identifier::value).toList(), item.at());
        unique(query.names(), item.at());
        String alias = Scope.aliasOf(item.alias(), "$select" + scope.items().size());
        scope.add(Scope.Item.of(alias, query.names(), query.isTimed()), item.at());
        Ranking ranking = query.ranking();
        return new From(
                "(" + query.sql() + ") AS " + FlinkSql.name(alias),
                query.changes(),
                null,
                alias,
                null,
                query.versions(),
                query.key() == null
                        ? null
                        : qualified(
                                alias,
                                query.key().stream().map(query.names()::get).toList()),
                query.isTimed() ? qualified(alias, "$rt") : null,
                null,
                null,
                Map.of(),
                ranking == null ? null : ranking.renamed(name -> qualified(alias, name)),
                query.leftmost());
    }

    static void unique(List<String> names, Position at) {
        for (int i = 0; i < names.size(); i++) {
            if (names.subList(0, i).contains(names.get(i))) {
                throw FlinkSql.at(
                        at,
                        StatementException.of(
                                        ErrorCode.INVALID_QUERY, "column \"%s\" appears more than once", names.get(i))
                                .hint("name one of them with AS"));
            }
        }
    }

    static @Nullable List<String> qualified(String alias, @Nullable List<String> columns) {
        return columns == null
                ? null
                : columns.stream().map(column -> qualified(alias, column)).toList();
    }

    static String qualified(String alias, String column) {
        return FlinkSql.name(alias) + "." + FlinkSql.name(column);
    }

    static StatementException noTime(Position at, String what) {
        return FlinkSql.at(
                at,
                StatementException.of(
                                ErrorCode.INVALID_QUERY, "%s needs an event time, and its input has lost it", what)
                        .hint(
                                "aggregations, joins without WITHIN and subqueries after WHERE give rows without an event time;"
                                        + " write their result to a stream and continue from there"));
    }

    private static StatementException refused(Position at, String problem) {
        return FlinkSql.at(at, StatementException.of(ErrorCode.INVALID_RELATION, "%s", problem));
    }
}
