package io.braid.engine.analysis;

import io.braid.catalog.UserFunction;
import io.braid.engine.plan.Changes;
import io.braid.spi.DataType;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Call;
import io.braid.sql.tree.Expression;
import io.braid.sql.tree.FromItem;
import io.braid.sql.tree.Identifier;
import io.braid.sql.tree.MatchRecognize;
import io.braid.sql.tree.MatchRecognize.Pattern;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.QualifiedName;
import io.braid.sql.tree.Query;
import io.braid.sql.tree.SortItem;
import io.braid.sql.tree.TimeSpan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** MATCH_RECOGNIZE: patterns over the rows of a stream, in Flink SQL. */
final class MatchTranslator {
    private final FromTranslator items;

    MatchTranslator(FromTranslator items) {
        this.items = items;
    }

    From translate(MatchRecognize match, Scope scope, Map<String, CommonTables.Entry> tables) {
        Scope inner = new Scope(null);
        From input = items.translate(withProperties(match), inner, tables);
        String table = input.table();
        if (table == null || !input.isStream()) {
            throw refused(match, ErrorCode.INVALID_QUERY, "MATCH_RECOGNIZE reads a stream and nothing else");
        }
        if (input.time() == null) {
            throw FromTranslator.noTime(match.at(), "MATCH_RECOGNIZE");
        }
        if (match.rowsPerMatch() == MatchRecognize.RowsPerMatch.ALL) {
            throw refused(match, ErrorCode.FEATURE_NOT_SUPPORTED, "ALL ROWS PER MATCH is not supported")
                    .hint("ONE ROW PER MATCH is");
        }
        Scope.Item rows = inner.items().get(0);
        Set<String> variables = new HashSet<>();
        String pattern = pattern(match.pattern(), variables, match);
        if (isGreedy(last(match.pattern()))) {
            throw refused(
                            match,
                            ErrorCode.INVALID_QUERY,
                            "the last variable of a PATTERN cannot take as many rows as it can get: no row would end the match")
                    .hint("end with a variable that takes one row, or write a ? after its quantifier");
        }
        ExpressionPrinter printer = new ExpressionPrinter(new Inside(rows, variables, items.parts()));
        List<String> columns = new ArrayList<>();
        List<String> clauses = new ArrayList<>();
        if (!match.partitionBy().isEmpty()) {
            clauses.add("PARTITION BY " + printer.all(match.partitionBy()));
            match.partitionBy().forEach(column -> columns.add(partitionName(column)));
        }
        clauses.add("ORDER BY " + order(match, rows, printer));
        clauses.add(match.measures().stream()
                .map(measure -> printer.print(measure.expression()) + " AS "
                        + FlinkSql.name(measure.name().value()))
                .collect(Collectors.joining(", ", "MEASURES ", "")));
        match.measures().forEach(measure -> columns.add(measure.name().value()));
        clauses.add("ONE ROW PER MATCH");
        FromTranslator.unique(columns, match.at());
        MatchRecognize.AfterMatch after = match.afterMatch();
        if (after != null) {
            requireVariable(after, variables);
            clauses.add("AFTER MATCH " + after.kind().name().replace('_', ' ')
                    + (after.variable() == null
                            ? ""
                            : " " + FlinkSql.name(after.variable().value())));
        }
        TimeSpan within = match.within();
        clauses.add("PATTERN (" + pattern + ")" + (within == null ? "" : " WITHIN " + FlinkSql.interval(within)));
        clauses.add(match.definitions().stream()
                .map(definition ->
                        FlinkSql.name(definition.variable().value()) + " AS " + printer.print(definition.condition()))
                .collect(Collectors.joining(", ", "DEFINE ", "")));
        String alias = Scope.aliasOf(match.alias(), rows.alias());
        scope.add(Scope.Item.of(alias, columns, false), match.at());
        String sql = FlinkSql.name(table) + " MATCH_RECOGNIZE (" + String.join(" ", clauses) + ") AS "
                + FlinkSql.name(alias);
        return From.table(table, alias, Changes.NONE, null, null, input.leftmost())
                .as(sql);
    }

    private static void requireVariable(MatchRecognize.AfterMatch after, Set<String> variables) {
        Identifier variable = after.variable();
        if (variable != null && !variables.contains(variable.value())) {
            throw FlinkSql.at(
                    variable.at(),
                    StatementException.of(
                                    ErrorCode.INVALID_QUERY, "\"%s\" is no variable of the PATTERN", variable.value())
                            .hint("there are " + String.join(", ", new TreeSet<>(variables))));
        }
    }

    /** Source properties stand after the closing parenthesis, and belong to the stream that is read. */
    private static FromItem withProperties(MatchRecognize match) {
        if (match.properties().isEmpty() || !(match.input() instanceof FromItem.TableReference table)) {
            return match.input();
        }
        return new FromItem.TableReference(table.name(), table.alias(), match.properties(), table.at());
    }

    private static String partitionName(Expression column) {
        if (column instanceof Expression.ColumnReference reference) {
            return reference.name().last().value();
        }
        throw FlinkSql.at(
                column.at(),
                StatementException.of(ErrorCode.INVALID_QUERY, "MATCH_RECOGNIZE can be partitioned by columns only"));
    }

    /** Of what a query gives nobody knows any more which column its event time came from. */
    private static boolean holdsTime(String column, Scope.Item rows) {
        return rows.metadata()
                ? column.equals(rows.timestamp())
                : rows.columns().contains(column);
    }

    /** The first item is the event time under whatever name the user knows it by. */
    private static String order(MatchRecognize match, Scope.Item rows, ExpressionPrinter printer) {
        SortItem first = match.orderBy().get(0);
        if (first.direction() == SortItem.Direction.DESC) {
            throw FlinkSql.at(
                    first.expression().at(),
                    StatementException.of(
                            ErrorCode.INVALID_QUERY, "MATCH_RECOGNIZE must be ordered by event time, ascending"));
        }
        boolean time = (first.expression() instanceof Call call
                        && Set.of("rowtime", "record_timestamp")
                                .contains(call.function().toLowerCase(Locale.ROOT)))
                || (first.expression() instanceof Expression.ColumnReference column
                        && holdsTime(column.name().last().value(), rows));
        if (!time) {
            throw FlinkSql.at(
                    first.expression().at(),
                    StatementException.of(
                                    ErrorCode.INVALID_QUERY, "MATCH_RECOGNIZE must be ordered by event time first")
                            .hint("ORDER BY rowtime(), or the column of 'timestamp'"));
        }
        List<SortItem> rest = match.orderBy().subList(1, match.orderBy().size());
        return "`$rt`" + (rest.isEmpty() ? "" : ", " + printer.sorted(rest));
    }

    private static Pattern last(Pattern pattern) {
        return pattern instanceof Pattern.Sequence sequence
                ? last(sequence.items().get(sequence.items().size() - 1))
                : pattern;
    }

    private static boolean isGreedy(Pattern pattern) {
        return pattern instanceof Pattern.Repeated repeated
                && repeated.greed() != Pattern.Greed.RELUCTANT
                && !(repeated.least() == 1 && Integer.valueOf(1).equals(repeated.most()));
    }

    private static String pattern(Pattern pattern, Set<String> variables, MatchRecognize match) {
        if (pattern instanceof Pattern.Variable variable) {
            variables.add(variable.name().value());
            return FlinkSql.name(variable.name().value());
        }
        if (pattern instanceof Pattern.Sequence sequence) {
            return sequence.items().stream()
                    .map(item -> pattern(item, variables, match))
                    .collect(Collectors.joining(" "));
        }
        if (pattern instanceof Pattern.Repeated repeated) {
            String greed = repeated.greed() == Pattern.Greed.RELUCTANT ? "?" : "";
            String item = pattern(repeated.item(), variables, match);
            boolean group = !(repeated.item() instanceof Pattern.Variable);
            return (group ? "(" + item + ")" : item) + times(repeated) + greed;
        }
        throw refused(match, ErrorCode.FEATURE_NOT_SUPPORTED, "alternatives in a PATTERN are not supported");
    }

    private static String times(Pattern.Repeated repeated) {
        Integer most = repeated.most();
        int least = repeated.least();
        if (most == null) {
            return least == 0 ? "*" : least == 1 ? "+" : "{" + least + ",}";
        }
        return least == 0 && most == 1 ? "?" : least == most ? "{" + least + "}" : "{" + least + "," + most + "}";
    }

    private static StatementException refused(MatchRecognize match, ErrorCode code, String problem) {
        return FlinkSql.at(match.at(), StatementException.of(code, "%s", problem));
    }

    /** Inside, a name is a column of the row at hand, or that of a pattern variable. */
    private record Inside(Scope.Item rows, Set<String> variables, PlanParts parts)
            implements ExpressionPrinter.Surroundings {
        @Override
        public String column(QualifiedName name) {
            String column = name.last().value();
            boolean known = rows.columns().contains(column);
            if (known && name.isSimple()) {
                return FlinkSql.name(column);
            }
            if (known && name.size() == 2 && variables.contains(name.first().value())) {
                return FlinkSql.name(name.first().value()) + "." + FlinkSql.name(column);
            }
            if (known && name.size() == 2 && name.first().value().equals(rows.alias())) {
                return FlinkSql.name(column);
            }
            throw FlinkSql.at(
                    name.at(),
                    StatementException.of(ErrorCode.INVALID_QUERY, "column \"%s\" does not exist", name)
                            .hint("a column is named alone or after a variable of the PATTERN"));
        }

        /** Flink does not see where the variable ends and the column begins when a field follows. */
        @Override
        public String beforeField(String base) {
            return "(" + base + ")";
        }

        @Override
        public String marked(Position at, String sql) {
            return parts.marked(at, sql);
        }

        @Override
        public @Nullable DataType type(QualifiedName column) {
            return rows.type(column.last().value());
        }

        @Override
        public @Nullable String special(Call call, ExpressionPrinter printer) {
            return null;
        }

        @Override
        public @Nullable UserFunction function(Call call) {
            return parts.function(call);
        }

        @Override
        public @Nullable String field(Call call, String field) {
            return null;
        }

        @Override
        public String over(Call call, String function, ExpressionPrinter printer) {
            throw QueryTranslator.refused(call.at(), "OVER in MATCH_RECOGNIZE is not supported");
        }

        @Override
        public void wavers(Position at, String what) {
            // subqueries are refused below
        }

        @Override
        public String subquery(Query query) {
            throw FlinkSql.at(
                    query.at(),
                    StatementException.of(
                            ErrorCode.FEATURE_NOT_SUPPORTED, "a subquery in MATCH_RECOGNIZE is not supported"));
        }
    }
}
