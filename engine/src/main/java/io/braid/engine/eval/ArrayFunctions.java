package io.braid.engine.eval;

import static io.braid.engine.eval.Parameter.ANY;
import static io.braid.engine.eval.Parameter.ARRAY;
import static io.braid.engine.eval.Parameter.INTEGER;
import static io.braid.engine.eval.Parameter.TEXT;

import io.braid.spi.DataType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Functions of arrays. */
final class ArrayFunctions {
    private ArrayFunctions() {}

    static void define(Library library) {
        library.define("cardinality", ANY).builtBy(ArrayFunctions::cardinality);
        library.define("element", ARRAY)
                .mayBeNull()
                .builtBy(call -> Node.of1(element(call), true, call.argument(0), value -> {
                    if (list(value).size() > 1) {
                        throw Problems.value(
                                "ELEMENT takes an array of one element, not of %d",
                                list(value).size());
                    }
                    return list(value).isEmpty() ? null : list(value).get(0);
                }));
        library.define("array_contains", ARRAY, ANY)
                .builtBy(call -> withElement(call, DataType.BOOLEAN, (values, wanted) -> index(values, wanted) >= 0));
        library.define("array_position", ARRAY, ANY)
                .builtBy(call -> withElement(
                        call, DataType.INTEGER, (values, wanted) -> wanted == null ? null : index(values, wanted) + 1));
        library.define("array_append", ARRAY, ANY)
                .builtBy(call -> withElement(
                        call,
                        call.argument(0).type(),
                        (values, added) -> joined(values, Collections.singletonList(added))));
        library.define("array_prepend", ARRAY, ANY)
                .builtBy(call -> withElement(
                        call,
                        call.argument(0).type(),
                        (values, added) -> joined(Collections.singletonList(added), values)));
        library.define("array_remove", ARRAY, ANY)
                .builtBy(call -> withElement(
                        call,
                        call.argument(0).type(),
                        (values, removed) -> kept(values, value -> !Comparisons.same(value, removed))));
        library.define("array_concat", ARRAY).repeated(ARRAY).builtBy(ArrayFunctions::concat);
        library.define("array_distinct", ARRAY).keepsType(a -> distinct(list(a[0])));
        library.define("array_reverse", ARRAY).keepsType(a -> {
            List<@Nullable Object> reversed = new ArrayList<>(list(a[0]));
            Collections.reverse(reversed);
            return reversed;
        });
        library.define("array_sort", ARRAY).builtBy(call -> {
            Comparator<@Nullable Object> order = Comparator.nullsFirst(Comparisons.order(element(call)));
            return Node.of1(call.argument(0).type(), false, call.argument(0), value -> {
                List<@Nullable Object> sorted = new ArrayList<>(list(value));
                sorted.sort(order);
                return sorted;
            });
        });
        library.define("array_max", ARRAY).builtBy(call -> extreme(call, 1));
        library.define("array_min", ARRAY).builtBy(call -> extreme(call, -1));
        library.define("array_union", ARRAY, ARRAY).builtBy(call -> ofTwo(call, (a, b) -> distinct(joined(a, b))));
        library.define("array_except", ARRAY, ARRAY)
                .builtBy(call -> ofTwo(call, (a, b) -> distinct(kept(a, value -> index(b, value) < 0))));
        library.define("array_intersect", ARRAY, ARRAY)
                .builtBy(call -> ofTwo(call, (a, b) -> distinct(kept(a, value -> index(b, value) >= 0))));
        library.define("array_join", ARRAY, TEXT)
                .optional(TEXT)
                .gives(DataType.VARCHAR, a -> text(list(a[0]), (String) a[1], a.length > 2 ? (String) a[2] : null));
        library.define("array_slice", ARRAY, INTEGER)
                .optional(INTEGER)
                .keepsType(a -> slice(list(a[0]), (Integer) a[1], a.length > 2 ? (Integer) a[2] : Integer.MAX_VALUE));
    }

    /** Work on an array and a value that may be null. */
    private interface WithElement {
        @Nullable
        Object apply(List<@Nullable Object> values, @Nullable Object element);
    }

    private interface OfLists {
        List<@Nullable Object> apply(List<@Nullable Object> left, List<@Nullable Object> right);
    }

    private interface Test {
        boolean passes(@Nullable Object value);
    }

    @SuppressWarnings("unchecked")
    private static List<@Nullable Object> list(Object value) {
        return (List<@Nullable Object>) value;
    }

    private static DataType element(Library.Invocation call) {
        return ((DataType.ArrayOf) call.argument(0).type()).element();
    }

    private static Node cardinality(Library.Invocation call) {
        Node value = call.argument(0);
        return switch (value.type().kind()) {
            case ARRAY ->
                Node.of1(DataType.INTEGER, false, value, array -> list(array).size());
            case MAP -> Node.of1(DataType.INTEGER, false, value, map -> ((Map<?, ?>) map).size());
            default -> throw Problems.at(call.at(), "function \"cardinality\" does not take %s", value.kindOfValue());
        };
    }

    private static Node withElement(Library.Invocation call, DataType type, WithElement work) {
        Node array = call.argument(0);
        DataType element = element(call);
        Node value = call.argument(1);
        if (Types.common(element, value.type()).isEmpty()) {
            throw Problems.at(call.at(), "an element of %s is not %s", array.type(), value.kindOfValue());
        }
        Node same = Casts.widen(value, element);
        return Node.of(type, array.nullable(), row -> {
            Object values = array.evaluate(row);
            return values == null ? null : work.apply(list(values), same.evaluate(row));
        });
    }

    private static Node ofTwo(Library.Invocation call, OfLists work) {
        List<Node> arrays = Conditionals.unified(call.arguments(), call.name(), call.at());
        return Node.of2(
                arrays.get(0).type(), false, arrays.get(0), arrays.get(1), (a, b) -> work.apply(list(a), list(b)));
    }

    private static Node concat(Library.Invocation call) {
        List<Node> arrays = Conditionals.unified(call.arguments(), call.name(), call.at());
        return Node.ofMany(arrays.get(0).type(), false, arrays, values -> {
            List<@Nullable Object> all = new ArrayList<>();
            for (Object value : values) {
                all.addAll(list(value));
            }
            return all;
        });
    }

    private static Node extreme(Library.Invocation call, int direction) {
        DataType type = element(call);
        Comparator<Object> order = Comparisons.order(type);
        return Node.of1(type, true, call.argument(0), value -> list(value).stream()
                .filter(Objects::nonNull)
                .reduce((a, b) -> order.compare(a, b) * direction >= 0 ? a : b)
                .orElse(null));
    }

    private static int index(List<@Nullable Object> values, @Nullable Object wanted) {
        for (int i = 0; i < values.size(); i++) {
            if (Comparisons.same(values.get(i), wanted)) {
                return i;
            }
        }
        return -1;
    }

    private static List<@Nullable Object> joined(List<@Nullable Object> left, List<@Nullable Object> right) {
        List<@Nullable Object> all = new ArrayList<>(left);
        all.addAll(right);
        return all;
    }

    private static List<@Nullable Object> kept(List<@Nullable Object> values, Test test) {
        List<@Nullable Object> kept = new ArrayList<>();
        for (Object value : values) {
            if (test.passes(value)) {
                kept.add(value);
            }
        }
        return kept;
    }

    private static List<@Nullable Object> distinct(List<@Nullable Object> values) {
        List<@Nullable Object> seen = new ArrayList<>();
        for (Object value : values) {
            if (index(seen, value) < 0) {
                seen.add(value);
            }
        }
        return seen;
    }

    private static String text(List<@Nullable Object> values, String separator, @Nullable String forNull) {
        StringJoiner text = new StringJoiner(separator);
        for (Object value : values) {
            if (value != null || forNull != null) {
                text.add(value == null ? forNull : value.toString());
            }
        }
        return text.toString();
    }

    /** Both ends count; negative ones from the end. */
    private static List<@Nullable Object> slice(List<@Nullable Object> values, int from, int to) {
        int size = values.size();
        int start = Math.max(1, from < 0 ? size + from + 1 : from);
        int end = Math.min(size, to < 0 ? size + to + 1 : to);
        return start > end ? new ArrayList<>() : new ArrayList<>(values.subList(start - 1, end));
    }
}
