package io.braid.sql.parse;

import io.braid.sql.parse.BraidSqlParser.AnyTimesContext;
import io.braid.sql.parse.BraidSqlParser.AtMostOnceContext;
import io.braid.sql.parse.BraidSqlParser.ExactTimesContext;
import io.braid.sql.parse.BraidSqlParser.MatchRecognizeContext;
import io.braid.sql.parse.BraidSqlParser.PatternContext;
import io.braid.sql.parse.BraidSqlParser.PatternItemContext;
import io.braid.sql.parse.BraidSqlParser.PatternPrimaryContext;
import io.braid.sql.parse.BraidSqlParser.PatternSequenceContext;
import io.braid.sql.parse.BraidSqlParser.QuantifierContext;
import io.braid.sql.parse.BraidSqlParser.RangeOfTimesContext;
import io.braid.sql.parse.BraidSqlParser.RowsPerMatchContext;
import io.braid.sql.parse.BraidSqlParser.SkipPastLastContext;
import io.braid.sql.parse.BraidSqlParser.SkipToContext;
import io.braid.sql.parse.BraidSqlParser.SkipToNextContext;
import io.braid.sql.parse.BraidSqlParser.SkipToVariableContext;
import io.braid.sql.tree.FromItem;
import io.braid.sql.tree.Identifier;
import io.braid.sql.tree.MatchRecognize;
import io.braid.sql.tree.MatchRecognize.AfterMatch;
import io.braid.sql.tree.MatchRecognize.Pattern;
import io.braid.sql.tree.MatchRecognize.Pattern.Greed;
import io.braid.sql.tree.MatchRecognize.RowsPerMatch;
import io.braid.sql.tree.Property;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Builds MATCH_RECOGNIZE. */
final class MatchBuilder {
    private final Parts parts;
    private final QueryBuilder queries;

    MatchBuilder(Parts parts, QueryBuilder queries) {
        this.parts = parts;
        this.queries = queries;
    }

    MatchRecognize build(
            MatchRecognizeContext context, FromItem input, @Nullable Identifier alias, List<Property> properties) {
        ExpressionBuilder expressions = queries.expressions();
        return new MatchRecognize(
                input,
                expressions.all(context.partition),
                queries.sortItems(context.sortItem()),
                context.measure().stream()
                        .map(measure -> new MatchRecognize.Measure(
                                expressions.build(measure.expression()), parts.identifier(measure.identifier())))
                        .toList(),
                rows(context.rowsPerMatch()),
                skip(context.skipTo()),
                pattern(context.pattern()),
                context.timeSpan() == null ? null : parts.timeSpan(context.timeSpan()),
                context.definition().stream()
                        .map(definition -> new MatchRecognize.Definition(
                                parts.identifier(definition.identifier()), expressions.build(definition.expression())))
                        .toList(),
                alias,
                properties,
                input.at());
    }

    private static RowsPerMatch rows(@Nullable RowsPerMatchContext context) {
        return context != null && context.ALL() != null ? RowsPerMatch.ALL : RowsPerMatch.ONE;
    }

    private @Nullable AfterMatch skip(@Nullable SkipToContext context) {
        if (context instanceof SkipPastLastContext) {
            return new AfterMatch(AfterMatch.Kind.SKIP_PAST_LAST_ROW, null);
        }
        if (context instanceof SkipToNextContext) {
            return new AfterMatch(AfterMatch.Kind.SKIP_TO_NEXT_ROW, null);
        }
        if (context instanceof SkipToVariableContext to) {
            AfterMatch.Kind kind = AfterMatch.Kind.SKIP_TO;
            if (to.FIRST() != null) {
                kind = AfterMatch.Kind.SKIP_TO_FIRST;
            } else if (to.LAST() != null) {
                kind = AfterMatch.Kind.SKIP_TO_LAST;
            }
            return new AfterMatch(kind, parts.identifier(to.identifier()));
        }
        return null;
    }

    private Pattern pattern(PatternContext context) {
        List<Pattern> options =
                context.patternSequence().stream().map(this::sequence).toList();
        return options.size() == 1 ? options.get(0) : new Pattern.Choice(options);
    }

    private Pattern sequence(PatternSequenceContext context) {
        List<Pattern> items = context.patternItem().stream().map(this::item).toList();
        return items.size() == 1 ? items.get(0) : new Pattern.Sequence(items);
    }

    private Pattern item(PatternItemContext context) {
        PatternPrimaryContext primary = context.patternPrimary();
        Pattern item = primary.identifier() == null
                ? pattern(primary.pattern())
                : new Pattern.Variable(parts.identifier(primary.identifier()));
        return context.quantifier() == null
                ? item
                : repeated(item, context.quantifier(), context.reluctant == null ? Greed.GREEDY : Greed.RELUCTANT);
    }

    private Pattern repeated(Pattern item, QuantifierContext context, Greed greed) {
        if (context instanceof AnyTimesContext) {
            return new Pattern.Repeated(item, 0, null, greed);
        }
        if (context instanceof AtMostOnceContext) {
            return new Pattern.Repeated(item, 0, 1, greed);
        }
        if (context instanceof ExactTimesContext exact) {
            int times = parts.integer(exact.exactly);
            return new Pattern.Repeated(item, times, times, greed);
        }
        if (context instanceof RangeOfTimesContext range) {
            Integer most = integer(range.most);
            Integer least = integer(range.least);
            return new Pattern.Repeated(item, least == null ? 0 : least, most, greed);
        }
        return new Pattern.Repeated(item, 1, null, greed);
    }

    private @Nullable Integer integer(@Nullable Token token) {
        return token == null ? null : parts.integer(token);
    }
}
