package io.braid.engine.eval;

import static io.braid.engine.eval.Parameter.ANY;
import static io.braid.engine.eval.Parameter.BOOLEAN;
import static io.braid.engine.eval.Parameter.TEXT;

import io.braid.spi.DataType;
import io.braid.sql.tree.Predicate.Comparison.Operator;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Functions that choose between their arguments. */
final class ConditionalFunctions {
    private ConditionalFunctions() {}

    static void define(Library library) {
        library.define("coalesce", ANY).repeated(ANY).exact().builtBy(ConditionalFunctions::coalesce);
        library.define("ifnull", ANY, ANY).exact().builtBy(ConditionalFunctions::coalesce);
        library.define("nullif", ANY, ANY).exact().builtBy(ConditionalFunctions::nullIf);
        library.define("if", BOOLEAN, ANY, ANY).exact().builtBy(call -> {
            List<Node> results = call.arguments().subList(1, 3);
            Conditionals.requireSettled(results, call.compiler());
            return Conditionals.choice(List.of(call.argument(0)), results, "IF", call.at());
        });
        library.define("greatest", ANY).repeated(ANY).exact().builtBy(call -> extreme(call, 1));
        library.define("least", ANY).repeated(ANY).exact().builtBy(call -> extreme(call, -1));
        library.define("typeof", ANY)
                .builtBy(call ->
                        Node.constant(DataType.VARCHAR, call.argument(0).type().toString()));
        characters(library, "is_alpha", "\\p{L}+");
        characters(library, "is_digit", "\\p{Nd}+");
        characters(library, "is_decimal", "\\s*[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?\\s*");
    }

    private static void characters(Library library, String name, String regex) {
        library.define(name, TEXT).builtBy(call -> {
            Node text = call.argument(0);
            return Node.of(DataType.BOOLEAN, false, row -> {
                Object value = text.evaluate(row);
                return value != null && ((String) value).matches(regex);
            });
        });
    }

    private static Node coalesce(Library.Invocation call) {
        List<Node> nodes = Conditionals.unified(call.arguments(), call.name().toUpperCase(Locale.ROOT), call.at());
        boolean nullable = nodes.stream().allMatch(Node::nullable);
        return Node.of(nodes.get(0).type(), nullable, row -> {
            for (Node node : nodes) {
                Object value = node.evaluate(row);
                if (value != null) {
                    return value;
                }
            }
            return null;
        });
    }

    private static Node nullIf(Library.Invocation call) {
        Node value = call.argument(0);
        Node same = Comparisons.compare(
                Operator.EQUAL,
                value,
                call.argument(1),
                call.at(),
                call.compiler().fidelity());
        return Node.of(value.type(), true, row -> Boolean.TRUE.equals(same.evaluate(row)) ? null : value.evaluate(row));
    }

    private static Node extreme(Library.Invocation call, int direction) {
        List<Node> nodes = Conditionals.unified(call.arguments(), call.name().toUpperCase(Locale.ROOT), call.at());
        DataType type = nodes.get(0).type();
        if (type.kind().isNested()) {
            throw Problems.at(call.at(), "function \"%s\" does not order values of type %s", call.name(), type);
        }
        Comparator<Object> order = Comparisons.order(type);
        return Node.ofMany(type, false, nodes, values -> {
            @Nullable Object best = null;
            for (Object value : values) {
                best = best == null || order.compare(value, best) * direction > 0 ? value : best;
            }
            return best;
        });
    }
}
