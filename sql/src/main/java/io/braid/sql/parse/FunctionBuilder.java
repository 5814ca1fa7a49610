package io.braid.sql.parse;

import io.braid.sql.parse.BraidSqlParser.BoundContext;
import io.braid.sql.parse.BraidSqlParser.CallArgumentsContext;
import io.braid.sql.parse.BraidSqlParser.CallContext;
import io.braid.sql.parse.BraidSqlParser.CurrentRowBoundContext;
import io.braid.sql.parse.BraidSqlParser.ExtractContext;
import io.braid.sql.parse.BraidSqlParser.FrameContext;
import io.braid.sql.parse.BraidSqlParser.NullTreatmentContext;
import io.braid.sql.parse.BraidSqlParser.OverContext;
import io.braid.sql.parse.BraidSqlParser.OverlayContext;
import io.braid.sql.parse.BraidSqlParser.PositionOfContext;
import io.braid.sql.parse.BraidSqlParser.RoundContext;
import io.braid.sql.parse.BraidSqlParser.RowsBoundContext;
import io.braid.sql.parse.BraidSqlParser.SortItemContext;
import io.braid.sql.parse.BraidSqlParser.SubstringContext;
import io.braid.sql.parse.BraidSqlParser.TimeBoundContext;
import io.braid.sql.parse.BraidSqlParser.TrimContext;
import io.braid.sql.parse.BraidSqlParser.UnboundedBoundContext;
import io.braid.sql.tree.Call;
import io.braid.sql.tree.Expression;
import io.braid.sql.tree.Expression.RoundTime;
import io.braid.sql.tree.Expression.Trim.Side;
import io.braid.sql.tree.Identifier;
import io.braid.sql.tree.Literal;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.QualifiedName;
import io.braid.sql.tree.SetQuantifier;
import io.braid.sql.tree.SortItem;
import io.braid.sql.tree.TimeSpan;
import io.braid.sql.tree.TimeUnit;
import io.braid.sql.tree.Window;
import io.braid.sql.tree.Window.Bound;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.RuleNode;
import org.jspecify.annotations.Nullable;

/** Builds calls, and the functions whose arguments are joined by words. */
final class FunctionBuilder {
    /** Functions whose first argument is a unit of time, not a column. */
    private static final Set<String> TAKING_A_UNIT = Set.of("timestampadd", "timestampdiff");

    private final SourceText source;
    private final Parts parts;
    private final ExpressionBuilder expressions;
    private final JsonBuilder json;

    FunctionBuilder(SourceText source, Parts parts, ExpressionBuilder expressions) {
        this.source = source;
        this.parts = parts;
        this.expressions = expressions;
        this.json = new JsonBuilder(source, parts, expressions);
    }

    Expression build(RuleNode node) {
        if (node instanceof ExtractContext extract) {
            TimeUnit unit = parts.timeUnit(extract.unit);
            return new Expression.Extract(unit, expressions.build(extract.expression()), source.at(extract));
        }
        if (node instanceof RoundContext round) {
            return round(round);
        }
        if (node instanceof TrimContext trim) {
            return trim(trim);
        }
        if (node instanceof SubstringContext substring) {
            return plain("substring", expressions.all(substring.expression()), source.at(substring));
        }
        if (node instanceof OverlayContext overlay) {
            List<Expression> all = expressions.all(overlay.expression());
            return new Expression.Overlay(
                    all.get(0), all.get(1), all.get(2), all.size() > 3 ? all.get(3) : null, source.at(overlay));
        }
        if (node instanceof PositionOfContext position) {
            List<Expression> all = expressions.all(position.valueExpression());
            return new Expression.PositionOf(all.get(0), all.get(1), source.at(position));
        }
        return json.build(node);
    }

    private Expression round(RoundContext context) {
        List<Expression> arguments = expressions.all(context.expression());
        if (context.unit == null) {
            String name = context.getStart().getText().toLowerCase(Locale.ROOT);
            return plain(name, arguments, source.at(context));
        }
        RoundTime.Direction direction = context.FLOOR() == null ? RoundTime.Direction.CEIL : RoundTime.Direction.FLOOR;
        return new RoundTime(direction, arguments.get(0), parts.timeUnit(context.unit), source.at(context));
    }

    private Expression trim(TrimContext context) {
        Position at = source.at(context);
        Expression first = expressions.optional(context.first);
        if (context.FROM() == null) {
            if (context.side == null && first != null) {
                return plain("trim", List.of(first), at);
            }
            if (context.side != null && first == null) {
                Identifier column = Identifier.bare(context.side.getText(), source.at(context.side));
                return plain(
                        "trim", List.of(new Expression.ColumnReference(QualifiedName.of(column), column.at())), at);
            }
            throw source.error(context.getStop(), "TRIM lacks the value to trim", "write TRIM(LEADING 'x' FROM value)");
        }
        Side side = context.side == null ? Side.BOTH : Side.valueOf(upper(context.side));
        return new Expression.Trim(side, first, expressions.build(context.second), at);
    }

    Expression call(CallContext context) {
        Identifier name = parts.functionName(context.functionName());
        CallArgumentsContext inside = context.callArguments();
        List<SortItemContext> sorts = new ArrayList<>(inside.sortItem());
        if (context.withinGroup() != null) {
            sorts.addAll(context.withinGroup().sortItem());
        }
        return new Call(
                QualifiedName.of(name),
                inside.setQuantifier() != null && inside.setQuantifier().DISTINCT() != null
                        ? SetQuantifier.DISTINCT
                        : SetQuantifier.ALL,
                arguments(name, inside),
                sortItems(sorts),
                nulls(inside.nullTreatment() == null ? context.nullTreatment() : inside.nullTreatment()),
                context.filter() == null
                        ? null
                        : expressions.build(context.filter().expression()),
                over(context.over()),
                source.at(context));
    }

    private List<Expression> arguments(Identifier name, CallArgumentsContext context) {
        if (context.STAR() != null) {
            return List.of(new Expression.Star(source.at(context)));
        }
        List<Expression> arguments = expressions.all(context.expression());
        if (TAKING_A_UNIT.contains(name.value())
                && !arguments.isEmpty()
                && arguments.get(0) instanceof Expression.ColumnReference reference
                && reference.name().isSimple()) {
            Optional<TimeUnit> unit = TimeUnit.find(reference.name().last().value());
            if (unit.isPresent()) {
                List<Expression> withUnit = new ArrayList<>(arguments);
                withUnit.set(0, new Expression.UnitSymbol(unit.get(), reference.at()));
                return withUnit;
            }
        }
        return arguments;
    }

    private static Call plain(String name, List<Expression> arguments, Position at) {
        QualifiedName function = QualifiedName.of(Identifier.bare(name, at));
        return new Call(function, SetQuantifier.ALL, arguments, List.of(), null, null, null, at);
    }

    private static Call.@Nullable Nulls nulls(@Nullable NullTreatmentContext context) {
        if (context == null) {
            return null;
        }
        return context.IGNORE() == null ? Call.Nulls.RESPECT : Call.Nulls.IGNORE;
    }

    List<SortItem> sortItems(List<SortItemContext> contexts) {
        return contexts.stream().map(this::sortItem).toList();
    }

    private SortItem sortItem(SortItemContext context) {
        SortItem.Nulls nulls = null;
        if (context.NULLS() != null) {
            nulls = context.FIRST() == null ? SortItem.Nulls.LAST : SortItem.Nulls.FIRST;
        }
        return new SortItem(
                expressions.build(context.expression()),
                context.DESC() == null ? SortItem.Direction.ASC : SortItem.Direction.DESC,
                nulls);
    }

    private @Nullable Window over(@Nullable OverContext context) {
        if (context == null) {
            return null;
        }
        return new Window(
                expressions.all(context.expression()),
                sortItems(context.sortItem()),
                frame(context.frame()),
                source.at(context));
    }

    private Window.@Nullable Frame frame(@Nullable FrameContext context) {
        if (context == null) {
            return null;
        }
        return new Window.Frame(
                Window.Extent.valueOf(upper(context.extent)),
                bound(context.start),
                context.end == null ? null : bound(context.end));
    }

    private Bound bound(BoundContext context) {
        if (context instanceof UnboundedBoundContext unbounded) {
            boolean before = unbounded.PRECEDING() != null;
            return new Bound(before ? Bound.Kind.UNBOUNDED_PRECEDING : Bound.Kind.UNBOUNDED_FOLLOWING, null);
        }
        if (context instanceof CurrentRowBoundContext) {
            return new Bound(Bound.Kind.CURRENT_ROW, null);
        }
        if (context instanceof TimeBoundContext time) {
            TimeSpan span = parts.timeSpan(time.timeSpan());
            Expression offset = new Literal.Interval(Long.toString(span.amount()), span.unit(), null, span.at());
            return new Bound(time.PRECEDING() == null ? Bound.Kind.FOLLOWING : Bound.Kind.PRECEDING, offset);
        }
        RowsBoundContext rows = (RowsBoundContext) context;
        return new Bound(
                rows.PRECEDING() == null ? Bound.Kind.FOLLOWING : Bound.Kind.PRECEDING,
                expressions.build(rows.valueExpression()));
    }

    private static String upper(Token token) {
        return token.getText().toUpperCase(Locale.ROOT);
    }
}
