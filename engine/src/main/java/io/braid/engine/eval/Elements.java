package io.braid.engine.eval;

import io.braid.spi.DataType;
import io.braid.spi.DataType.Kind;
import io.braid.spi.Field;
import io.braid.spi.Names;
import io.braid.spi.Spelling;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Position;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parts of structs, arrays and maps, and how those are put together. */
final class Elements {
    private Elements() {}

    static Node field(Node base, String name, Position at) {
        if (!(base.type() instanceof DataType.StructOf struct)) {
            throw Problems.at(at, "%s has no fields: \"%s\"", base.kindOfValue(), name);
        }
        List<Field> fields = struct.fields();
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(name)) {
                int index = i;
                return Node.of1(fields.get(i).type(), true, base, value -> ((List<?>) value).get(index));
            }
        }
        StatementException problem = Problems.at(at, "field \"%s\" does not exist", name);
        throw Spelling.closest(name, fields.stream().map(Field::name).toList())
                .map(close -> problem.hint("did you mean " + Names.quoted(close) + "?"))
                .orElse(problem);
    }

    static Node element(Node base, Node index, Position at) {
        if (base.type() instanceof DataType.ArrayOf array) {
            if (!index.type().kind().isInteger()) {
                throw Problems.at(at, "the index of an ARRAY is a number, not %s", index.kindOfValue());
            }
            if (index.constant() && index.value() instanceof Number number && number.longValue() < 1) {
                throw Problems.at(at, "the index of an ARRAY starts at 1, not %d", number.longValue());
            }
            return Node.of2(array.element(), true, base, index, (value, position) -> {
                List<?> values = (List<?>) value;
                long i = ((Number) position).longValue();
                return i < 1 || i > values.size() ? null : values.get((int) i - 1);
            });
        }
        if (base.type() instanceof DataType.MapOf map) {
            if (!index.isUntypedNull() && Types.common(map.key(), index.type()).isEmpty()) {
                throw Problems.at(at, "a key of %s is not %s", map, index.kindOfValue());
            }
            Node key = index.isUntypedNull() ? index : Casts.widen(index, map.key());
            return Node.of2(map.value(), true, base, key, (value, wanted) -> ((Map<?, ?>) value).get(wanted));
        }
        if (base.type().kind() == Kind.STRUCT && index.constant() && index.value() instanceof String name) {
            return field(base, name, at);
        }
        throw Problems.at(at, "%s has no elements", base.kindOfValue());
    }

    static Node concat(Node left, Node right, Position at) {
        for (Node operand : List.of(left, right)) {
            boolean joinable = operand.isUntypedNull()
                    || operand.type().kind() == Kind.VARCHAR
                    || operand.type().kind() == Kind.VARBINARY;
            if (!joinable || operand.isInterval()) {
                throw Problems.at(at, "\"||\" does not take %s", operand.kindOfValue())
                        .hint("CAST it to VARCHAR");
            }
        }
        if (left.isUntypedNull() || right.isUntypedNull()) {
            return Node.constant(left.isUntypedNull() ? right.type() : left.type(), null);
        }
        if (left.type().kind() != right.type().kind()) {
            throw Problems.at(at, "\"||\" does not take %s and %s", left.type(), right.type());
        }
        return left.type().kind() == Kind.VARCHAR
                ? Node.of2(DataType.VARCHAR, false, left, right, (a, b) -> ((String) a).concat((String) b))
                : Node.of2(DataType.VARBINARY, false, left, right, (a, b) -> joined((byte[]) a, (byte[]) b));
    }

    private static byte[] joined(byte[] left, byte[] right) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(left.length + right.length);
        bytes.writeBytes(left);
        bytes.writeBytes(right);
        return bytes.toByteArray();
    }

    static Node array(List<Node> elements, Position at, ExpressionCompiler compiler) {
        if (elements.isEmpty()) {
            compiler.inexact("an empty ARRAY");
            return Node.constant(DataType.array(DataType.VARCHAR), List.of());
        }
        List<Node> unified = Conditionals.unified(elements, "ARRAY", at);
        return Node.of(DataType.array(unified.get(0).type()), false, row -> {
                    List<@Nullable Object> values = new ArrayList<>(unified.size());
                    for (Node element : unified) {
                        values.add(element.evaluate(row));
                    }
                    return values;
                })
                .foldedIf(unified.stream().allMatch(Node::constant));
    }

    static Node map(List<Node> keys, List<Node> values, Position at) {
        if (keys.isEmpty()) {
            return Node.constant(DataType.map(DataType.VARCHAR, DataType.VARCHAR), Map.of());
        }
        List<Node> sameKeys = Conditionals.unified(keys, "MAP", at);
        List<Node> sameValues = Conditionals.unified(values, "MAP", at);
        DataType type = DataType.map(sameKeys.get(0).type(), sameValues.get(0).type());
        return Node.of(type, false, row -> {
            Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
            for (int i = 0; i < sameKeys.size(); i++) {
                map.put(sameKeys.get(i).evaluate(row), sameValues.get(i).evaluate(row));
            }
            return map;
        });
    }
}
