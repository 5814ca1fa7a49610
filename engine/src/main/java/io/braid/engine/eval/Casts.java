package io.braid.engine.eval;

import io.braid.spi.DataType;
import io.braid.spi.DataType.Kind;
import io.braid.sql.tree.Expression.Cast.OnFailure;
import io.braid.sql.tree.Position;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns values of one type into values of another. */
final class Casts {
    private static final BigInteger LOW_BITS = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private Casts() {}

    /** CAST and TRY_CAST as written by the user. */
    static Node cast(Node value, DataType target, OnFailure onFailure, Position at, Fidelity fidelity) {
        if (value.isUntypedNull()) {
            return Node.constant(target, null);
        }
        if (value.isInterval()) {
            throw impossible(value, target, at);
        }
        DataType source = value.type();
        if (source.equals(target)) {
            return value;
        }
        Node.Of1 conversion = conversion(source, target).orElseThrow(() -> impossible(value, target, at));
        if (fidelity == Fidelity.EXACT && !sameInFlink(value, target)) {
            throw new Unsupported("CAST from " + source + " to " + target);
        }
        boolean nullOnFailure = onFailure == OnFailure.NULL;
        boolean fallible = source.kind() == Kind.VARCHAR && target.kind() != Kind.VARCHAR;
        boolean mayBeNull = nullOnFailure || target.kind() == Kind.DECIMAL;
        if (!fallible && !nullOnFailure) {
            return Node.of1(target, mayBeNull, value, conversion);
        }
        return Node.of1(target, mayBeNull, value, input -> {
            try {
                return conversion.apply(input);
            } catch (RuntimeException failure) {
                if (nullOnFailure) {
                    return null;
                }
                throw Problems.value("\"%s\" cannot be cast to %s", input, target)
                        .hint("TRY_CAST gives NULL instead");
            }
        });
    }

    /** A conversion that nobody wrote: to the common type of several operands. */
    static Node widen(Node value, DataType target) {
        if (value.isUntypedNull()) {
            return Node.constant(target, null);
        }
        if (value.type().equals(target)) {
            return value;
        }
        Node.Of1 conversion = conversion(value.type(), target).orElseThrow();
        return Node.of1(target, false, value, conversion);
    }

    private static RuntimeException impossible(Node value, DataType target, Position at) {
        var problem = Problems.at(at, "%s cannot be cast to %s", value.kindOfValue(), target);
        Kind source = value.type().kind();
        boolean time = source == Kind.TIMESTAMP || source == Kind.TIMESTAMP_LTZ;
        if (time && target.kind().isNumeric()) {
            return problem.hint("UNIX_TIMESTAMP(CAST(… AS VARCHAR)) gives seconds");
        }
        if (source.isNumeric() && target.kind() == Kind.TIMESTAMP_LTZ) {
            return problem.hint("TO_TIMESTAMP_LTZ(…, 3) takes milliseconds");
        }
        return problem;
    }

    /** Floating point has many texts, constants are folded by other rules, and decimals overflow in several ways. */
    private static boolean sameInFlink(Node value, DataType target) {
        Kind from = value.type().kind();
        Kind to = target.kind();
        boolean pointToPart =
                (from == Kind.TIMESTAMP || from == Kind.TIMESTAMP_LTZ) && (to == Kind.DATE || to == Kind.TIME);
        boolean textToTime = from == Kind.VARCHAR && target instanceof DataType.Temporal;
        if (from.isNested() || to.isNested() || pointToPart || textToTime) {
            return false;
        }
        boolean floating = Types.isFloating(from) || Types.isFloating(to);
        if (floating && (value.constant() || from == Kind.VARCHAR || to == Kind.VARCHAR)) {
            return false;
        }
        return to != Kind.DECIMAL || ((from.isInteger() || from == Kind.DECIMAL) && value.nullable());
    }

    static Optional<Node.Of1> conversion(DataType source, DataType target) {
        Kind from = source.kind();
        Kind to = target.kind();
        if (source.equals(target)) {
            return Optional.of(value -> value);
        }
        if (to == Kind.VARCHAR) {
            int length = ((DataType.Sized) target).length();
            return Optional.of(value -> shortened(ValueText.of(source, value), length));
        }
        if (from == Kind.VARCHAR) {
            return to.isNested() ? Optional.empty() : Optional.of(value -> TextValue.parse(target, (String) value));
        }
        if (from.isNumeric() && to.isNumeric()) {
            return Optional.of(value -> number((Number) value, target));
        }
        if (from == Kind.BOOLEAN && to.isNumeric()) {
            return Optional.of(value -> number((Boolean) value ? 1 : 0, target));
        }
        if (from.isNumeric() && to == Kind.BOOLEAN) {
            return Optional.of(value -> ((Number) value).doubleValue() != 0);
        }
        if (from.isNested()) {
            return nested(source, target);
        }
        if (from == Kind.VARBINARY && to == Kind.VARBINARY) {
            return Optional.of(value -> shortened((byte[]) value, ((DataType.Sized) target).length()));
        }
        return temporal(from, target);
    }

    static @Nullable Object number(Number value, DataType target) {
        return switch (target.kind()) {
            case TINYINT -> (int) (byte) toInt(value);
            case SMALLINT -> (int) (short) toInt(value);
            case INTEGER -> toInt(value);
            case BIGINT -> value instanceof BigDecimal decimal ? lowBits(decimal) : value.longValue();
            case FLOAT -> value.floatValue();
            case DOUBLE -> value.doubleValue();
            default -> Arithmetic.fit(exact(value), (DataType.Decimal) target);
        };
    }

    private static int toInt(Number value) {
        return value instanceof BigDecimal decimal ? (int) lowBits(decimal) : value.intValue();
    }

    private static long lowBits(BigDecimal value) {
        return value.setScale(0, RoundingMode.DOWN).toBigInteger().and(LOW_BITS).longValue();
    }

    private static BigDecimal exact(Number value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        boolean floating = value instanceof Double || value instanceof Float;
        return floating ? BigDecimal.valueOf(value.doubleValue()) : BigDecimal.valueOf(value.longValue());
    }

    private static Optional<Node.Of1> temporal(Kind from, DataType target) {
        int precision = target instanceof DataType.Temporal type ? type.precision() : 0;
        Kind to = target.kind();
        return switch (from) {
            case DATE ->
                switch (to) {
                    case TIMESTAMP -> Optional.of(value -> ((LocalDate) value).atStartOfDay());
                    case TIMESTAMP_LTZ ->
                        Optional.of(value -> ((LocalDate) value).atStartOfDay().toInstant(ZoneOffset.UTC));
                    default -> Optional.empty();
                };
            case TIME ->
                switch (to) {
                    case TIME -> Optional.of(value -> truncated((LocalTime) value, precision));
                    case TIMESTAMP -> Optional.of(value -> ((LocalTime) value).atDate(LocalDate.EPOCH));
                    default -> Optional.empty();
                };
            case TIMESTAMP -> fromTimestamp(to, precision);
            case TIMESTAMP_LTZ ->
                fromTimestamp(to, precision)
                        .map(rest -> value -> rest.apply(LocalDateTime.ofInstant((Instant) value, ZoneOffset.UTC)));
            default -> Optional.empty();
        };
    }

    private static Optional<Node.Of1> fromTimestamp(Kind to, int precision) {
        return switch (to) {
            case DATE -> Optional.of(value -> ((LocalDateTime) value).toLocalDate());
            case TIME -> Optional.of(value -> truncated(((LocalDateTime) value).toLocalTime(), precision));
            case TIMESTAMP -> Optional.of(value -> truncated((LocalDateTime) value, precision));
            case TIMESTAMP_LTZ ->
                Optional.of(value -> truncated((LocalDateTime) value, precision).toInstant(ZoneOffset.UTC));
            default -> Optional.empty();
        };
    }

    private static Optional<Node.Of1> nested(DataType source, DataType target) {
        if (source instanceof DataType.ArrayOf from && target instanceof DataType.ArrayOf to) {
            return conversion(from.element(), to.element())
                    .map(element -> value -> converted((List<?>) value, element));
        }
        if (source instanceof DataType.MapOf from && target instanceof DataType.MapOf to) {
            return conversion(from.key(), to.key())
                    .flatMap(key -> conversion(from.value(), to.value()).map(item -> value -> {
                        Map<@Nullable Object, @Nullable Object> result = new LinkedHashMap<>();
                        ((Map<?, ?>) value).forEach((k, v) -> result.put(converted(k, key), converted(v, item)));
                        return result;
                    }));
        }
        if (source instanceof DataType.StructOf from && target instanceof DataType.StructOf to) {
            return struct(from, to);
        }
        return Optional.empty();
    }

    private static Optional<Node.Of1> struct(DataType.StructOf from, DataType.StructOf to) {
        if (from.fields().size() != to.fields().size()) {
            return Optional.empty();
        }
        List<Node.Of1> parts = new ArrayList<>();
        for (int i = 0; i < from.fields().size(); i++) {
            Optional<Node.Of1> part =
                    conversion(from.fields().get(i).type(), to.fields().get(i).type());
            if (part.isEmpty()) {
                return Optional.empty();
            }
            parts.add(part.get());
        }
        return Optional.of(value -> {
            List<?> values = (List<?>) value;
            List<@Nullable Object> result = new ArrayList<>();
            for (int i = 0; i < parts.size(); i++) {
                result.add(converted(values.get(i), parts.get(i)));
            }
            return result;
        });
    }

    private static List<@Nullable Object> converted(List<?> values, Node.Of1 conversion) {
        List<@Nullable Object> result = new ArrayList<>(values.size());
        for (Object value : values) {
            result.add(converted(value, conversion));
        }
        return result;
    }

    private static @Nullable Object converted(@Nullable Object value, Node.Of1 conversion) {
        return value == null ? null : conversion.apply(value);
    }

    static String shortened(String text, int length) {
        return text.length() <= length || text.codePointCount(0, text.length()) <= length
                ? text
                : text.substring(0, text.offsetByCodePoints(0, length));
    }

    static byte[] shortened(byte[] bytes, int length) {
        return bytes.length <= length ? bytes : Arrays.copyOf(bytes, length);
    }

    static LocalTime truncated(LocalTime value, int precision) {
        return value.withNano(truncated(value.get(ChronoField.NANO_OF_SECOND), precision));
    }

    static LocalDateTime truncated(LocalDateTime value, int precision) {
        return value.withNano(truncated(value.get(ChronoField.NANO_OF_SECOND), precision));
    }

    static Instant truncated(Instant value, int precision) {
        return Instant.ofEpochSecond(value.getEpochSecond(), truncated(value.getNano(), precision));
    }

    private static int truncated(int nanos, int precision) {
        int unit = 1;
        for (int i = precision; i < 9; i++) {
            unit *= 10;
        }
        return nanos - nanos % unit;
    }
}
