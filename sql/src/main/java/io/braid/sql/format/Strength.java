package io.braid.sql.format;

import io.braid.sql.tree.Expression;
import io.braid.sql.tree.Predicate;

/** How tightly a form of expression holds together, weakest first; weaker ones need parentheses inside stronger ones. */
enum Strength {
    OR,
    AND,
    NOT,
    PREDICATE,
    SUM,
    PRODUCT,
    SIGNED,
    PRIMARY;

    static Strength of(Expression expression) {
        if (expression instanceof Predicate.Logical logical) {
            return logical.operator() == Predicate.Logical.Operator.OR ? OR : AND;
        }
        if (expression instanceof Predicate.Not not) {
            return isWrittenInside(not.operand()) ? PREDICATE : NOT;
        }
        if (expression instanceof Predicate.Exists) {
            return PRIMARY;
        }
        if (expression instanceof Predicate) {
            return PREDICATE;
        }
        if (expression instanceof Expression.Binary binary) {
            return of(binary.operator());
        }
        return expression instanceof Expression.Unary ? SIGNED : PRIMARY;
    }

    static Strength of(Expression.Binary.Operator operator) {
        return operator.precedence() == 1 ? SUM : PRODUCT;
    }

    /** What a right operand needs to stand without parentheses: operators of one strength bind from left to right. */
    static Strength above(Expression.Binary.Operator operator) {
        return operator.precedence() == 1 ? PRODUCT : SIGNED;
    }

    /** Whether NOT stands inside the form, as in {@code x NOT IN (1)}, and not before it. */
    static boolean isWrittenInside(Expression operand) {
        return operand instanceof Predicate
                && !(operand instanceof Predicate.Logical
                        || operand instanceof Predicate.Not
                        || operand instanceof Predicate.Comparison
                        || operand instanceof Predicate.Exists
                        || operand instanceof Predicate.Overlaps);
    }
}
