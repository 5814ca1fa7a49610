package io.braid.engine.eval;

import io.braid.spi.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A typed closure. Beside the types of the language it can be an interval or a NULL that has no type yet; those two exist
 * only inside an expression.
 */
final class Node implements Evaluator {
    private static final int NO_SLOT = -1;

    private final Shape shape;
    private final DataType type;
    private final boolean nullable;
    private final Body body;
    private final boolean constant;
    private final int slot;

    private Node(Shape shape, DataType type, boolean nullable, Body body, boolean constant, int slot) {
        this.shape = shape;
        this.type = type;
        this.nullable = nullable;
        this.body = body;
        this.constant = constant;
        this.slot = slot;
    }

    /** What a node is, apart from its type. */
    enum Shape {
        VALUE,
        UNTYPED_NULL,
        /** An interval of whole months, an Integer. */
        MONTHS,
        /** An interval of milliseconds, a Long. */
        MILLIS
    }

    /** The work of a node. */
    interface Body {
        @Nullable
        Object evaluate(@Nullable Object[] row);
    }

    /** A function of one value that is not null. */
    interface Of1 {
        @Nullable
        Object apply(Object value);
    }

    /** A function of two values that are not null. */
    interface Of2 {
        @Nullable
        Object apply(Object left, Object right);
    }

    /** A function of many values that are not null. */
    interface OfMany {
        @Nullable
        Object apply(Object[] values);
    }

    static Node of(DataType type, boolean nullable, Body body) {
        return new Node(Shape.VALUE, type, nullable, body, false, NO_SLOT);
    }

    static Node column(int slot, DataType type, boolean nullable) {
        return new Node(Shape.VALUE, type, nullable, row -> row[slot], false, slot);
    }

    static Node constant(DataType type, @Nullable Object value) {
        return new Node(Shape.VALUE, type, value == null, row -> value, true, NO_SLOT);
    }

    static Node untypedNull() {
        return new Node(Shape.UNTYPED_NULL, DataType.VARCHAR, true, row -> null, true, NO_SLOT);
    }

    static Node interval(Shape shape, boolean nullable, Body body, boolean constant) {
        DataType type = shape == Shape.MONTHS ? DataType.INTEGER : DataType.BIGINT;
        return new Node(shape, type, nullable, body, constant, NO_SLOT);
    }

    /** Null in, null out. */
    static Node of1(DataType type, boolean mayFailToNull, Node argument, Of1 function) {
        Body inner = argument.body;
        return of(type, mayFailToNull || argument.nullable, row -> {
                    Object value = inner.evaluate(row);
                    return value == null ? null : function.apply(value);
                })
                .foldedIf(argument.constant);
    }

    /** Null in, null out. */
    static Node of2(DataType type, boolean mayFailToNull, Node left, Node right, Of2 function) {
        Body first = left.body;
        Body second = right.body;
        return of(type, mayFailToNull || left.nullable || right.nullable, row -> {
                    Object a = first.evaluate(row);
                    if (a == null) {
                        return null;
                    }
                    Object b = second.evaluate(row);
                    return b == null ? null : function.apply(a, b);
                })
                .foldedIf(left.constant && right.constant);
    }

    /** Null in, null out. */
    static Node ofMany(DataType type, boolean mayFailToNull, List<Node> arguments, OfMany function) {
        Body[] bodies = arguments.stream().map(argument -> argument.body).toArray(Body[]::new);
        boolean nullable = mayFailToNull || arguments.stream().anyMatch(Node::nullable);
        return of(type, nullable, row -> {
                    Object[] values = new Object[bodies.length];
                    for (int i = 0; i < bodies.length; i++) {
                        Object value = bodies[i].evaluate(row);
                        if (value == null) {
                            return null;
                        }
                        values[i] = value;
                    }
                    return function.apply(values);
                })
                .foldedIf(arguments.stream().allMatch(Node::constant));
    }

    /** Evaluates once if that is possible; what fails is left to fail for the first row, as long as there is one. */
    Node foldedIf(boolean argumentsAreConstant) {
        if (!argumentsAreConstant) {
            return this;
        }
        try {
            Object value = body.evaluate(new Object[0]);
            return new Node(shape, type, nullable, row -> value, true, NO_SLOT);
        } catch (RuntimeException failsAtRunTime) {
            return this;
        }
    }

    /** The same value under another type: for types with the same value class. */
    Node as(DataType other) {
        return new Node(Shape.VALUE, other, nullable, body, constant, slot);
    }

    Shape shape() {
        return shape;
    }

    boolean isUntypedNull() {
        return shape == Shape.UNTYPED_NULL;
    }

    boolean isInterval() {
        return shape == Shape.MONTHS || shape == Shape.MILLIS;
    }

    /** Whether the value is known now; {@link #value()} gives it. */
    boolean constant() {
        return constant;
    }

    @Nullable
    Object value() {
        return body.evaluate(new Object[0]);
    }

    /** Whether this is nothing but a column. */
    boolean isColumn() {
        return slot != NO_SLOT;
    }

    int slot() {
        return slot;
    }

    Body body() {
        return body;
    }

    @Override
    public DataType type() {
        return type;
    }

    @Override
    public boolean nullable() {
        return nullable;
    }

    @Override
    public @Nullable Object evaluate(@Nullable Object[] row) {
        return body.evaluate(row);
    }

    /** How messages call what this is. */
    String kindOfValue() {
        return switch (shape) {
            case VALUE -> type.toString();
            case UNTYPED_NULL -> "NULL";
            case MONTHS, MILLIS -> "INTERVAL";
        };
    }
}
