package io.braid.sql.tree;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A function called by name, aggregates included.
 *
 * @param name one part in practice; folded to lower case unless quoted
 * @param arguments a single {@link Expression.Star} for {@code COUNT(*)}
 * @param nulls IGNORE NULLS or RESPECT NULLS, where written
 * @param orderBy inside the parentheses, or after WITHIN GROUP
 * @param filter of {@code FILTER (WHERE …)}
 */
public record Call(
        QualifiedName name,
        SetQuantifier quantifier,
        List<Expression> arguments,
        List<SortItem> orderBy,
        @Nullable Nulls nulls,
        @Nullable Expression filter,
        @Nullable Window over,
        Position at)
        implements Expression {
    private static final Set<String> WITHOUT_PARENTHESES =
            Set.of("current_date", "current_time", "current_timestamp", "localtime", "localtimestamp");

    public Call {
        arguments = List.copyOf(arguments);
        orderBy = List.copyOf(orderBy);
    }

    /** A plain call that no text stands behind. */
    public static Call of(String function, Expression... arguments) {
        return new Call(
                QualifiedName.of(function),
                SetQuantifier.ALL,
                List.of(arguments),
                List.of(),
                null,
                null,
                null,
                arguments.length == 0 ? Position.NONE : arguments[0].at());
    }

    /** Whether the bare word is a call, as the standard has it for {@code CURRENT_DATE}. */
    public static boolean needsNoParentheses(String function) {
        return WITHOUT_PARENTHESES.contains(function);
    }

    /** The last part of the name: what functions are looked up by. */
    public String function() {
        return name.last().value();
    }

    /** Whether this is {@code f(*)}. */
    public boolean isOfAllRows() {
        return arguments.size() == 1 && arguments.get(0) instanceof Expression.Star;
    }

    @Override
    public <R, C> R accept(ExpressionVisitor<R, C> visitor, C context) {
        return visitor.visitCall(this, context);
    }

    public enum Nulls {
        RESPECT,
        IGNORE
    }
}
