package io.braid.engine.analysis;

import io.braid.spi.ErrorCode;
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Expression;
import io.braid.sql.tree.Literal;
import io.braid.sql.tree.Query;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Understands a continuous SELECT: resolves its names, finds the kind and key of its rows, and says it in Flink SQL.
 * Types are not its business: the planner checks them.
 */
public final class QueryAnalyzer {
    private static final Pattern ROW_KEY = Pattern.compile("(?i)(rowkey|record_key)\\s*\\(");

    private QueryAnalyzer() {}

    /**
     * @param text of the statement, to see at a glance which record metadata it asks for
     * @param relations what names in FROM mean
     */
    public static AnalyzedQuery analyze(Query query, String text, Relations relations, Marking marking) {
        Settings properties = QueryProperties.read(query.properties());
        return analyze(query, properties, new PlanParts(asksForKeys(text), relations, marking));
    }

    static boolean asksForKeys(String text) {
        return ROW_KEY.matcher(text).find();
    }

    static AnalyzedQuery analyze(Query query, Settings properties, PlanParts parts) {
        CompiledQuery compiled = new QueryTranslator(parts).translate(query, null, Map.of(), true);
        if (compiled.ranking() != null) {
            compiled.ranking().requireLimit();
        }
        String select = compiled.sql();
        boolean time = compiled.hasTime() && compiled.kind() == ResultKind.STREAM;
        if (compiled.hasTime()) {
            String columns = SourceTables.joined(numbered(compiled.names().size()));
            select = "SELECT %s%s FROM (%s) AS `q` (%s)"
                    .formatted(
                            columns,
                            time ? ", CAST(`$rt` AS TIMESTAMP_LTZ(3)) AS `$kts`" : "",
                            compiled.sql(),
                            columns + ", `$rt`");
        }
        return new AnalyzedQuery(
                compiled.changes(),
                compiled.names(),
                compiled.key(),
                time,
                parts.sources(),
                parts.views(),
                select,
                QueryProperties.plannerOptions(properties),
                parts.functions(),
                parts.relations(),
                compiled.leftmost(),
                properties,
                limit(query));
    }

    private static List<String> numbered(int size) {
        return java.util.stream.IntStream.range(0, size).mapToObj(i -> "c" + i).toList();
    }

    private static long limit(Query query) {
        if (query.offset() != null) {
            throw FlinkSql.at(
                    query.offset().at(),
                    StatementException.of(
                            ErrorCode.FEATURE_NOT_SUPPORTED, "OFFSET in a continuous query is not supported"));
        }
        return number(query.limit());
    }

    /** The value of a LIMIT; negative when there is none. */
    public static long number(@Nullable Expression limit) {
        if (limit == null) {
            return -1;
        }
        if (limit instanceof Literal.Number number && number.kind() == Literal.Number.Kind.INTEGER) {
            return Long.parseLong(number.text());
        }
        throw FlinkSql.at(limit.at(), StatementException.of(ErrorCode.INVALID_QUERY, "LIMIT takes a whole number"));
    }
}
