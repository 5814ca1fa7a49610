package io.braid.engine.eval;

import io.braid.spi.DataType;
import io.braid.spi.DataType.Kind;
import io.braid.sql.tree.Expression.Binary.Operator;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.TimeUnit;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/** Times moved by intervals, and intervals multiplied. */
final class TimeArithmetic {
    private TimeArithmetic() {}

    static boolean isTime(DataType type) {
        return switch (type.kind()) {
            case DATE, TIME, TIMESTAMP, TIMESTAMP_LTZ -> true;
            default -> false;
        };
    }

    static Node of(Operator operator, Node left, Node right, Position at) {
        boolean sum = operator == Operator.ADD;
        if (sum && left.isInterval() && isTime(right.type()) && !right.isInterval()) {
            return moved(right, left, 1);
        }
        if (right.isInterval() && !left.isInterval() && isTime(left.type()) && (sum || operator == Operator.SUBTRACT)) {
            return moved(left, right, sum ? 1 : -1);
        }
        if (operator == Operator.MULTIPLY
                && right.isInterval()
                && left.type().kind().isInteger()
                && !left.isInterval()) {
            return multiple(right, left);
        }
        if (operator == Operator.MULTIPLY
                && left.isInterval()
                && right.type().kind().isInteger()
                && !right.isInterval()) {
            return multiple(left, right);
        }
        if (left.isUntypedNull() || right.isUntypedNull()) {
            return Node.constant(left.isUntypedNull() ? right.type() : left.type(), null);
        }
        var problem = Problems.at(
                at, "\"%s\" does not take %s and %s", operator.symbol(), left.kindOfValue(), right.kindOfValue());
        throw isTime(left.type()) && isTime(right.type())
                ? problem.hint("TIMESTAMPDIFF(SECOND, a, b) gives the time between two points")
                : problem.hint("write … + INTERVAL '1' DAY");
    }

    private static Node moved(Node time, Node interval, int sign) {
        DataType type = time.type();
        if (interval.shape() == Node.Shape.MONTHS) {
            return Node.of2(
                    type,
                    false,
                    time,
                    interval,
                    (value, months) -> Times.as(type, Times.local(value).plusMonths((long) sign * (Integer) months)));
        }
        return Node.of2(
                type,
                false,
                time,
                interval,
                (value, millis) -> Times.as(type, Times.local(value).plus(sign * (Long) millis, ChronoUnit.MILLIS)));
    }

    private static Node multiple(Node interval, Node factor) {
        boolean months = interval.shape() == Node.Shape.MONTHS;
        return Node.interval(
                interval.shape(),
                interval.nullable() || factor.nullable(),
                row -> {
                    Object unit = interval.evaluate(row);
                    Object times = factor.evaluate(row);
                    if (unit == null || times == null) {
                        return null;
                    }
                    long product = ((Number) unit).longValue() * ((Number) times).longValue();
                    return months ? (Object) (int) product : (Object) product;
                },
                interval.constant() && factor.constant());
    }

    /** {@code TIMESTAMPADD(unit, amount, time)}. */
    static Node add(TimeUnit unit, Node amount, Node time, Position at) {
        if (time.isUntypedNull() || amount.isUntypedNull()) {
            return Node.constant(time.isUntypedNull() ? DataType.timestamp(3) : time.type(), null);
        }
        int months = Times.months(unit);
        long millis = Times.length(unit);
        if (!isTime(time.type()) || !amount.type().kind().isInteger() || (months == 0 && millis == 0)) {
            throw Problems.at(
                    at, "TIMESTAMPADD does not take %s, %s, %s", unit, amount.kindOfValue(), time.kindOfValue());
        }
        boolean finer = time.type().kind() == Kind.DATE && months == 0 && millis < Times.length(TimeUnit.DAY);
        DataType type = finer ? DataType.timestamp(6) : time.type();
        return Node.of2(type, false, time, amount, (value, count) -> {
            LocalDateTime start = Times.local(value);
            long units = ((Number) count).longValue();
            return Times.as(
                    type,
                    months == 0
                            ? start.plus(Math.multiplyExact(units, millis), ChronoUnit.MILLIS)
                            : start.plusMonths(Math.multiplyExact(units, months)));
        });
    }

    /** {@code TIMESTAMPDIFF(unit, from, to)}. */
    static Node difference(TimeUnit unit, Node from, Node to, Position at) {
        if (from.isUntypedNull() || to.isUntypedNull()) {
            return Node.constant(DataType.INTEGER, null);
        }
        boolean known = Times.months(unit) > 0 || Times.length(unit) > 0;
        if (!known || !isTime(from.type()) || !isTime(to.type())) {
            throw Problems.at(at, "TIMESTAMPDIFF does not take %s, %s, %s", unit, from.kindOfValue(), to.kindOfValue());
        }
        return Node.of2(
                DataType.INTEGER, false, from, to, (a, b) -> Times.between(unit, Times.local(a), Times.local(b)));
    }
}
