package io.braid.sql.format;

import static io.braid.sql.format.ExpressionWriter.expression;
import static io.braid.sql.format.ExpressionWriter.expressions;
import static io.braid.sql.format.Words.identifier;
import static io.braid.sql.format.Words.list;

import io.braid.sql.tree.MatchRecognize;
import io.braid.sql.tree.MatchRecognize.AfterMatch;
import io.braid.sql.tree.MatchRecognize.Pattern;
import io.braid.sql.tree.MatchRecognize.RowsPerMatch;
import java.util.ArrayList;
import java.util.List;

/** Writes MATCH_RECOGNIZE. */
final class MatchWriter {
    private MatchWriter() {}

    static String match(MatchRecognize match) {
        List<String> clauses = new ArrayList<>();
        if (!match.partitionBy().isEmpty()) {
            clauses.add("PARTITION BY " + expressions(match.partitionBy()));
        }
        if (!match.orderBy().isEmpty()) {
            clauses.add(CallWriter.orderBy(match.orderBy()));
        }
        if (!match.measures().isEmpty()) {
            clauses.add("MEASURES "
                    + list(
                            match.measures(),
                            measure -> expression(measure.expression()) + " AS " + identifier(measure.name())));
        }
        clauses.add(match.rowsPerMatch() == RowsPerMatch.ONE ? "ONE ROW PER MATCH" : "ALL ROWS PER MATCH");
        if (match.afterMatch() != null) {
            clauses.add("AFTER MATCH " + skip(match.afterMatch()));
        }
        clauses.add("PATTERN (" + pattern(match.pattern()) + ")");
        if (match.within() != null) {
            clauses.add("WITHIN " + Words.timeSpan(match.within()));
        }
        if (!match.definitions().isEmpty()) {
            clauses.add("DEFINE "
                    + list(
                            match.definitions(),
                            definition ->
                                    identifier(definition.variable()) + " AS " + expression(definition.condition())));
        }
        return QueryWriter.from(match.input()) + " MATCH_RECOGNIZE (" + String.join(" ", clauses) + ")"
                + Words.alias(match.alias()) + Words.properties(match.properties());
    }

    private static String skip(AfterMatch after) {
        String words = after.kind().name().replace('_', ' ');
        return after.variable() == null ? words : words + " " + identifier(after.variable());
    }

    private static String pattern(Pattern pattern) {
        if (pattern instanceof Pattern.Choice choice) {
            return String.join(
                    " | ", choice.options().stream().map(MatchWriter::option).toList());
        }
        if (pattern instanceof Pattern.Sequence sequence) {
            return String.join(
                    " ", sequence.items().stream().map(MatchWriter::item).toList());
        }
        if (pattern instanceof Pattern.Repeated repeated) {
            Pattern inner = repeated.item();
            String text = inner instanceof Pattern.Variable ? pattern(inner) : "(" + pattern(inner) + ")";
            return text + times(repeated) + (repeated.greed() == Pattern.Greed.RELUCTANT ? "?" : "");
        }
        return identifier(((Pattern.Variable) pattern).name());
    }

    private static String option(Pattern pattern) {
        return pattern instanceof Pattern.Choice ? "(" + pattern(pattern) + ")" : pattern(pattern);
    }

    private static String item(Pattern pattern) {
        return pattern instanceof Pattern.Variable || pattern instanceof Pattern.Repeated
                ? pattern(pattern)
                : "(" + pattern(pattern) + ")";
    }

    private static String times(Pattern.Repeated repeated) {
        Integer most = repeated.most();
        if (most == null) {
            return switch (repeated.least()) {
                case 0 -> "*";
                case 1 -> "+";
                default -> "{" + repeated.least() + ",}";
            };
        }
        if (most == 1 && repeated.least() == 0) {
            return "?";
        }
        return most == repeated.least() ? "{" + most + "}" : "{" + repeated.least() + "," + most + "}";
    }
}
