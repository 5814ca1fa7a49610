package io.braid.engine.eval;

import io.braid.spi.DataType;
import io.braid.spi.DataType.Kind;
import io.braid.sql.tree.Expression.Binary.Operator;
import io.braid.sql.tree.Position;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Sums, differences, products, quotients and remainders of numbers. Integers wrap; a decimal that does not fit is null. */
final class Arithmetic {
    private Arithmetic() {}

    static Node of(Operator operator, Node left, Node right, Position at, ExpressionCompiler compiler) {
        Kind a = left.type().kind();
        Kind b = right.type().kind();
        if (a != b && Types.isFloating(a) && Types.isFloating(b)) {
            compiler.inexact("arithmetic of FLOAT with DOUBLE");
        }
        return of(operator, left, right, at);
    }

    private static Node of(Operator operator, Node left, Node right, Position at) {
        if (left.isUntypedNull() && right.isUntypedNull()) {
            return Node.constant(DataType.INTEGER, null);
        }
        if (left.isUntypedNull()) {
            return of(operator, Node.constant(right.type(), null), right, at);
        }
        if (right.isUntypedNull()) {
            return of(operator, left, Node.constant(left.type(), null), at);
        }
        Kind a = left.type().kind();
        Kind b = right.type().kind();
        if (!a.isNumeric() || !b.isNumeric()) {
            throw misfit(operator, left, right, at);
        }
        if (Types.isFloating(a) || Types.isFloating(b)) {
            return floating(operator, left, right, at);
        }
        if (a.isInteger() && b.isInteger()) {
            DataType wider = Types.common(left.type(), right.type()).orElseThrow();
            return integers(operator, left, right, operator == Operator.MODULO ? right.type() : wider);
        }
        return decimals(operator, left, right);
    }

    static RuntimeException misfit(Operator operator, Node left, Node right, Position at) {
        var problem = Problems.at(
                at, "\"%s\" does not take %s and %s", operator.symbol(), left.kindOfValue(), right.kindOfValue());
        boolean text = left.type().kind() == Kind.VARCHAR || right.type().kind() == Kind.VARCHAR;
        if (text && operator == Operator.ADD) {
            return problem.hint("texts are joined by ||, and turned into numbers by CAST");
        }
        return problem.hint("CAST the operands to a number type");
    }

    private static Node integers(Operator operator, Node left, Node right, DataType type) {
        Node.Of2 function =
                switch (operator) {
                    case ADD -> (x, y) -> narrow(type, whole(x) + whole(y));
                    case SUBTRACT -> (x, y) -> narrow(type, whole(x) - whole(y));
                    case MULTIPLY -> (x, y) -> narrow(type, whole(x) * whole(y));
                    case DIVIDE -> (x, y) -> narrow(type, whole(x) / divisor(y));
                    case MODULO -> (x, y) -> narrow(type, whole(x) % divisor(y));
                    case CONCAT -> throw new IllegalStateException("not arithmetic");
                };
        return Node.of2(type, false, left, right, function);
    }

    private static long divisor(Object value) {
        long divisor = whole(value);
        if (divisor == 0) {
            throw Problems.value("division by zero");
        }
        return divisor;
    }

    static long whole(Object value) {
        return ((Number) value).longValue();
    }

    /** The value as the class of an integer type, with the bits that do not fit cut off. */
    static Object narrow(DataType type, long value) {
        return switch (type.kind()) {
            case TINYINT -> (int) (byte) value;
            case SMALLINT -> (int) (short) value;
            case INTEGER -> (int) value;
            default -> value;
        };
    }

    private static Node floating(Operator operator, Node left, Node right, Position at) {
        DataType type = Types.common(left.type(), right.type()).orElseThrow();
        if (operator == Operator.MODULO) {
            throw Problems.at(at, "\"%%\" does not take %s and %s", left.type(), right.type())
                    .hint("CAST the operands to DECIMAL");
        }
        if (type.kind() == Kind.FLOAT) {
            return Node.of2(type, false, left, right, (x, y) -> single(operator, single(x), single(y)));
        }
        Node.Of2 function =
                switch (operator) {
                    case ADD -> (x, y) -> number(x) + number(y);
                    case SUBTRACT -> (x, y) -> number(x) - number(y);
                    case MULTIPLY -> (x, y) -> number(x) * number(y);
                    default -> (x, y) -> number(x) / number(y);
                };
        return Node.of2(type, false, left, right, function);
    }

    private static float single(Operator operator, float x, float y) {
        return switch (operator) {
            case ADD -> x + y;
            case SUBTRACT -> x - y;
            case MULTIPLY -> x * y;
            default -> x / y;
        };
    }

    private static float single(Object value) {
        return ((Number) value).floatValue();
    }

    static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    private static Node decimals(Operator operator, Node left, Node right) {
        DataType.Decimal a = Types.decimalOf(left.type());
        DataType.Decimal b = Types.decimalOf(right.type());
        DataType type =
                switch (operator) {
                    case MULTIPLY -> Types.product(a, b);
                    case DIVIDE -> Types.quotient(a, b);
                    case MODULO -> Types.remainder(a, b);
                    default -> Types.sum(a, b);
                };
        DataType.Decimal fit = (DataType.Decimal) type;
        Node.Of2 function =
                switch (operator) {
                    case ADD -> (x, y) -> fit(decimal(x).add(decimal(y)), fit);
                    case SUBTRACT -> (x, y) -> fit(decimal(x).subtract(decimal(y)), fit);
                    case MULTIPLY -> (x, y) -> fit(decimal(x).multiply(decimal(y)), fit);
                    case DIVIDE -> (x, y) -> fit(quotient(decimal(x), decimal(y)), fit);
                    case MODULO -> (x, y) -> fit(decimal(x).remainder(divisor(decimal(y))), fit);
                    case CONCAT -> throw new IllegalStateException("not arithmetic");
                };
        return Node.of2(type, true, left, right, function);
    }

    private static BigDecimal quotient(BigDecimal x, BigDecimal y) {
        return x.divide(divisor(y), new MathContext(38, RoundingMode.HALF_UP));
    }

    private static BigDecimal divisor(BigDecimal value) {
        if (value.signum() == 0) {
            throw Problems.value("division by zero");
        }
        return value;
    }

    static BigDecimal decimal(Object value) {
        return Comparisons.decimal(value);
    }

    /** Rounds half up to the scale; null if there are too many digits before the point. */
    static @Nullable BigDecimal fit(BigDecimal value, DataType.Decimal type) {
        BigDecimal rounded = value.scale() == type.scale() ? value : value.setScale(type.scale(), RoundingMode.HALF_UP);
        return rounded.precision() > type.precision() ? null : rounded;
    }

    static Node negated(Node operand, Position at) {
        if (operand.isUntypedNull()) {
            return operand;
        }
        DataType type = operand.type();
        if (operand.isInterval()) {
            boolean months = operand.shape() == Node.Shape.MONTHS;
            return Node.interval(
                    operand.shape(),
                    operand.nullable(),
                    row -> {
                        Object value = operand.evaluate(row);
                        if (value == null) {
                            return null;
                        }
                        return months ? (Object) (-(Integer) value) : (Object) (-(Long) value);
                    },
                    operand.constant());
        }
        return switch (type.kind()) {
            case TINYINT, SMALLINT, INTEGER, BIGINT ->
                Node.of1(type, false, operand, value -> narrow(type, -whole(value)));
            case FLOAT -> Node.of1(type, false, operand, value -> -(Float) value);
            case DOUBLE -> Node.of1(type, false, operand, value -> -(Double) value);
            case DECIMAL -> Node.of1(type, false, operand, value -> ((BigDecimal) value).negate());
            default -> throw Problems.at(at, "\"-\" does not take %s", operand.kindOfValue());
        };
    }
}
