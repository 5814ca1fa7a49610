package io.braid.engine.eval;

import static io.braid.engine.eval.Parameter.BIGINT;
import static io.braid.engine.eval.Parameter.DOUBLE;
import static io.braid.engine.eval.Parameter.INTEGER;
import static io.braid.engine.eval.Parameter.NUMBER;

import io.braid.spi.DataType;
import io.braid.spi.DataType.Kind;
import io.braid.sql.tree.Expression.Binary.Operator;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleUnaryOperator;

/** Functions of numbers. */
final class NumberFunctions {
    private NumberFunctions() {}

    static void define(Library library) {
        library.define("abs", NUMBER).exact().builtBy(NumberFunctions::abs);
        library.define("sign", NUMBER).exact().builtBy(NumberFunctions::sign);
        for (String name : List.of("ceil", "ceiling")) {
            library.define(name, NUMBER).exact().builtBy(call -> whole(call, RoundingMode.CEILING));
        }
        library.define("floor", NUMBER).exact().builtBy(call -> whole(call, RoundingMode.FLOOR));
        library.define("round", NUMBER).optional(INTEGER).builtBy(call -> rounded(call, RoundingMode.HALF_UP));
        library.define("truncate", NUMBER).optional(INTEGER).builtBy(call -> rounded(call, RoundingMode.DOWN));
        library.define("mod", NUMBER, NUMBER)
                .exact()
                .builtBy(call ->
                        Arithmetic.of(Operator.MODULO, call.argument(0), call.argument(1), call.at(), call.compiler()));
        library.define("power", DOUBLE, DOUBLE).gives(DataType.DOUBLE, a -> Math.pow((Double) a[0], (Double) a[1]));
        library.define("atan2", DOUBLE, DOUBLE).gives(DataType.DOUBLE, a -> Math.atan2((Double) a[0], (Double) a[1]));
        library.define("log", DOUBLE)
                .optional(DOUBLE)
                .gives(
                        DataType.DOUBLE,
                        a -> a.length == 1
                                ? Math.log((Double) a[0])
                                : Math.log((Double) a[1]) / Math.log((Double) a[0]));
        ofDouble(library, "sqrt", Math::sqrt);
        ofDouble(library, "exp", Math::exp);
        ofDouble(library, "ln", Math::log);
        ofDouble(library, "log10", Math::log10);
        ofDouble(library, "log2", x -> Math.log(x) / Math.log(2));
        ofDouble(library, "sin", Math::sin);
        ofDouble(library, "cos", Math::cos);
        ofDouble(library, "tan", Math::tan);
        ofDouble(library, "cot", x -> 1 / Math.tan(x));
        ofDouble(library, "sinh", Math::sinh);
        ofDouble(library, "cosh", Math::cosh);
        ofDouble(library, "tanh", Math::tanh);
        ofDouble(library, "asin", Math::asin);
        ofDouble(library, "acos", Math::acos);
        ofDouble(library, "atan", Math::atan);
        ofDouble(library, "degrees", Math::toDegrees);
        ofDouble(library, "radians", Math::toRadians);
        library.define("pi").builtBy(call -> Node.constant(DataType.DOUBLE, Math.PI));
        library.define("e").builtBy(call -> Node.constant(DataType.DOUBLE, Math.E));
        library.define("rand")
                .builtBy(call -> Node.of(DataType.DOUBLE, false, row -> ThreadLocalRandom.current()
                        .nextDouble()));
        library.define("rand_integer", BIGINT).builtBy(call -> {
            Node bound = call.argument(0);
            return Node.of(DataType.INTEGER, bound.nullable(), row -> {
                Object most = bound.evaluate(row);
                return most == null ? null : (int) ThreadLocalRandom.current().nextLong((Long) most);
            });
        });
    }

    private static void ofDouble(Library library, String name, DoubleUnaryOperator function) {
        library.define(name, DOUBLE).gives(DataType.DOUBLE, a -> function.applyAsDouble((Double) a[0]));
    }

    private static Node abs(Library.Invocation call) {
        Node value = call.argument(0);
        DataType type = value.type();
        return switch (type.kind()) {
            case FLOAT -> Node.of1(type, false, value, x -> Math.abs((Float) x));
            case DOUBLE -> Node.of1(type, false, value, x -> Math.abs((Double) x));
            case DECIMAL -> Node.of1(type, false, value, x -> ((BigDecimal) x).abs());
            default -> Node.of1(type, false, value, x -> Arithmetic.narrow(type, Math.abs(Arithmetic.whole(x))));
        };
    }

    private static Node sign(Library.Invocation call) {
        Node value = call.argument(0);
        DataType type = value.type();
        return switch (type.kind()) {
            case FLOAT -> Node.of1(type, false, value, x -> Math.signum((Float) x));
            case DOUBLE -> Node.of1(type, false, value, x -> Math.signum((Double) x));
            case DECIMAL -> {
                call.compiler().inexact("SIGN of DECIMAL");
                yield Node.of1(
                        type,
                        true,
                        value,
                        x -> Arithmetic.fit(BigDecimal.valueOf(((BigDecimal) x).signum()), (DataType.Decimal) type));
            }
            default -> Node.of1(type, false, value, x -> Arithmetic.narrow(type, Long.signum(Arithmetic.whole(x))));
        };
    }

    private static Node whole(Library.Invocation call, RoundingMode mode) {
        Node value = call.argument(0);
        DataType type = value.type();
        boolean up = mode == RoundingMode.CEILING;
        return switch (type.kind()) {
            case FLOAT ->
                Node.of1(type, false, value, x -> (float) (up ? Math.ceil((Float) x) : Math.floor((Float) x)));
            case DOUBLE -> Node.of1(type, false, value, x -> up ? Math.ceil((Double) x) : Math.floor((Double) x));
            case DECIMAL -> {
                DataType result = DataType.decimal(((DataType.Decimal) type).precision(), 0);
                yield Node.of1(result, false, value, x -> ((BigDecimal) x).setScale(0, mode));
            }
            default -> value;
        };
    }

    private static Node rounded(Library.Invocation call, RoundingMode mode) {
        Node value = call.argument(0);
        Node digits = call.count() > 1 ? call.argument(1) : Node.constant(DataType.INTEGER, 0);
        DataType type = value.type();
        DataType result = type;
        if (type instanceof DataType.Decimal decimal && digits.constant() && digits.value() instanceof Integer kept) {
            result = decimalRounded(decimal, kept);
        }
        DataType fit = result;
        return Node.of2(fit, type.kind() == Kind.DECIMAL, value, digits, (x, n) -> {
            boolean finite = !Types.isFloating(type.kind()) || Double.isFinite(Arithmetic.number(x));
            return finite ? Casts.number(exact(x).setScale((Integer) n, mode), fit) : x;
        });
    }

    private static BigDecimal exact(Object value) {
        if (value instanceof Float single) {
            return new BigDecimal(single.toString());
        }
        return value instanceof Double number ? BigDecimal.valueOf(number) : Arithmetic.decimal(value);
    }

    private static DataType decimalRounded(DataType.Decimal type, int digits) {
        if (digits >= type.scale()) {
            return type;
        }
        int scale = Math.max(0, digits);
        return DataType.decimal(Math.min(38, type.precision() - type.scale() + 1 + scale), scale);
    }
}
