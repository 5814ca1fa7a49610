package io.braid.engine.eval;

import io.braid.spi.DataType;
import io.braid.spi.DataType.Kind;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.Predicate.Comparison.Operator;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which values can be compared, and how. */
final class Comparisons {
    private Comparisons() {}

    /** {@code left operator right}, unknown if either is null. */
    static Node compare(Operator operator, Node left, Node right, Position at, Fidelity fidelity) {
        if (left.isUntypedNull() || right.isUntypedNull()) {
            return Node.constant(DataType.BOOLEAN, null);
        }
        if (left.isInterval() && left.shape() == right.shape()) {
            return ordered(operator, left, right, Comparisons::compareIntegers);
        }
        if (left.type().kind() == Kind.TIMESTAMP && right.type().kind() == Kind.TIMESTAMP_LTZ) {
            return compare(operator, instant(left, fidelity), right, at, fidelity);
        }
        if (left.type().kind() == Kind.TIMESTAMP_LTZ && right.type().kind() == Kind.TIMESTAMP) {
            return compare(operator, left, instant(right, fidelity), at, fidelity);
        }
        requireComparable(left, right, at, fidelity);
        Kind a = left.type().kind();
        Kind b = right.type().kind();
        if (Types.isFloating(a) || Types.isFloating(b)) {
            if (fidelity == Fidelity.EXACT && !settled(a, b)) {
                throw new Unsupported("comparison of " + left.type() + " with " + right.type());
            }
            return floating(operator, single(left, right), single(right, left));
        }
        if (a.isNested()) {
            if (operator != Operator.EQUAL && operator != Operator.NOT_EQUAL) {
                throw Problems.at(at, "\"%s\" does not order values of type %s", operator.symbol(), left.type());
            }
            boolean wanted = operator == Operator.EQUAL;
            return Node.of2(DataType.BOOLEAN, false, left, right, (x, y) -> same(x, y) == wanted);
        }
        return ordered(operator, left, right, between(left.type(), right.type()));
    }

    /** FLOAT with the other types is compared in ways that depend on who folds the constants. */
    private static boolean settled(Kind a, Kind b) {
        return a == b || (a != Kind.FLOAT && b != Kind.FLOAT);
    }

    /** A DOUBLE beside a FLOAT is compared with its digits. */
    private static Node single(Node node, Node other) {
        boolean mixed = other.type().kind() == Kind.FLOAT && node.type().kind() == Kind.DOUBLE;
        return mixed ? Casts.widen(node, DataType.FLOAT) : node;
    }

    /** A time without a zone is one of UTC. */
    private static Node instant(Node timestamp, Fidelity fidelity) {
        if (fidelity == Fidelity.EXACT) {
            throw new Unsupported("comparison of TIMESTAMP with TIMESTAMP_LTZ");
        }
        return Casts.widen(timestamp, DataType.timestampLtz(9));
    }

    private static void requireComparable(Node left, Node right, Position at, Fidelity fidelity) {
        DataType a = left.type();
        DataType b = right.type();
        if (left.isInterval() || right.isInterval()) {
            throw incomparable(left, right, at);
        }
        boolean numbers = a.kind().isNumeric() && b.kind().isNumeric();
        if (!numbers && a.kind() != b.kind()) {
            throw incomparable(left, right, at);
        }
        boolean nested = a.kind().isNested();
        if (nested && Types.common(a, b).isEmpty()) {
            throw incomparable(left, right, at);
        }
        if (fidelity == Fidelity.EXACT && nested) {
            throw new Unsupported("comparison of " + a + " with " + b);
        }
    }

    private static RuntimeException incomparable(Node left, Node right, Position at) {
        var problem = Problems.at(at, "%s cannot be compared with %s", left.kindOfValue(), right.kindOfValue());
        DataType other = left.type().kind() == Kind.VARCHAR ? right.type() : left.type();
        if (left.type().kind() != Kind.VARCHAR && right.type().kind() != Kind.VARCHAR) {
            return problem.hint("CAST one side to the type of the other");
        }
        return switch (other.kind()) {
            case TIMESTAMP, TIMESTAMP_LTZ -> problem.hint("write TIMESTAMP '2024-01-31 10:00:00', or CAST the text");
            case DATE -> problem.hint("write DATE '2024-01-31', or CAST the text");
            case TIME -> problem.hint("write TIME '10:00:00', or CAST the text");
            default -> problem.hint("write CAST(… AS " + other + ")");
        };
    }

    private static Node ordered(Operator operator, Node left, Node right, Comparator<Object> order) {
        Node.Of2 test =
                switch (operator) {
                    case EQUAL -> (x, y) -> order.compare(x, y) == 0;
                    case NOT_EQUAL -> (x, y) -> order.compare(x, y) != 0;
                    case LESS -> (x, y) -> order.compare(x, y) < 0;
                    case LESS_OR_EQUAL -> (x, y) -> order.compare(x, y) <= 0;
                    case GREATER -> (x, y) -> order.compare(x, y) > 0;
                    case GREATER_OR_EQUAL -> (x, y) -> order.compare(x, y) >= 0;
                };
        return Node.of2(DataType.BOOLEAN, false, left, right, test);
    }

    /** By the rules of the machine: NaN equals nothing, and the zeros are one. */
    @SuppressWarnings("DoubleEquality")
    private static Node floating(Operator operator, Node left, Node right) {
        Node.Of2 test =
                switch (operator) {
                    case EQUAL -> (x, y) -> number(x) == number(y);
                    case NOT_EQUAL -> (x, y) -> number(x) != number(y);
                    case LESS -> (x, y) -> number(x) < number(y);
                    case LESS_OR_EQUAL -> (x, y) -> number(x) <= number(y);
                    case GREATER -> (x, y) -> number(x) > number(y);
                    case GREATER_OR_EQUAL -> (x, y) -> number(x) >= number(y);
                };
        return Node.of2(DataType.BOOLEAN, false, left, right, test);
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    /** A total order of the values of two types that are comparable. */
    static Comparator<Object> between(DataType left, DataType right) {
        Kind a = left.kind();
        Kind b = right.kind();
        if (a.isInteger() && b.isInteger()) {
            return Comparisons::compareIntegers;
        }
        if (a.isNumeric() && b.isNumeric()) {
            return Types.isFloating(a) || Types.isFloating(b)
                    ? (x, y) -> Double.compare(number(x), number(y))
                    : (x, y) -> decimal(x).compareTo(decimal(y));
        }
        return order(left);
    }

    /** A total order of the values of a type, for sorting and for MIN and MAX. */
    @SuppressWarnings("unchecked")
    static Comparator<Object> order(DataType type) {
        return switch (type.kind()) {
            case VARCHAR -> (x, y) -> compareTexts((String) x, (String) y);
            case VARBINARY -> (x, y) -> Arrays.compareUnsigned((byte[]) x, (byte[]) y);
            case FLOAT, DOUBLE -> (x, y) -> Double.compare(number(x), number(y));
            case TINYINT, SMALLINT, INTEGER, BIGINT -> Comparisons::compareIntegers;
            case ARRAY, STRUCT -> Comparisons::compareLists;
            case MAP -> (x, y) -> x.toString().compareTo(y.toString());
            default -> (x, y) -> ((Comparable<Object>) x).compareTo(y);
        };
    }

    @SuppressWarnings("unchecked")
    private static int compareLists(Object left, Object right) {
        List<@Nullable Object> a = (List<@Nullable Object>) left;
        List<@Nullable Object> b = (List<@Nullable Object>) right;
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int order = compareElements(a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    @SuppressWarnings("unchecked")
    private static int compareElements(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return Boolean.compare(left != null, right != null);
        }
        if (left instanceof List<?>) {
            return compareLists(left, right);
        }
        if (left instanceof String text) {
            return compareTexts(text, (String) right);
        }
        return left instanceof Comparable<?> ? ((Comparable<Object>) left).compareTo(right) : 0;
    }

    private static int compareIntegers(Object left, Object right) {
        return Long.compare(((Number) left).longValue(), ((Number) right).longValue());
    }

    static BigDecimal decimal(Object value) {
        return value instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf(((Number) value).longValue());
    }

    /** By code points, which is the order of the UTF-8 bytes; Java's own order differs for characters beyond the first plane. */
    static int compareTexts(String left, String right) {
        int common = Math.min(left.length(), right.length());
        for (int i = 0; i < common; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                boolean bothOrNeither = Character.isSurrogate(a) == Character.isSurrogate(b);
                return bothOrNeither ? Character.compare(a, b) : Character.isSurrogate(a) ? 1 : -1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    /** Equality of values of one type, nested ones included. */
    static boolean same(@Nullable Object left, @Nullable Object right) {
        if (left instanceof BigDecimal a && right instanceof BigDecimal b) {
            return a.compareTo(b) == 0;
        }
        if (left instanceof byte[] a && right instanceof byte[] b) {
            return Arrays.equals(a, b);
        }
        if (left instanceof List<?> a && right instanceof List<?> b) {
            return a.size() == b.size() && sameElements(a, b);
        }
        if (left instanceof Map<?, ?> a && right instanceof Map<?, ?> b) {
            return a.size() == b.size()
                    && a.entrySet().stream()
                            .allMatch(entry ->
                                    b.containsKey(entry.getKey()) && same(entry.getValue(), b.get(entry.getKey())));
        }
        return Objects.equals(left, right);
    }

    private static boolean sameElements(List<?> left, List<?> right) {
        for (int i = 0; i < left.size(); i++) {
            if (!same(left.get(i), right.get(i))) {
                return false;
            }
        }
        return true;
    }
}
