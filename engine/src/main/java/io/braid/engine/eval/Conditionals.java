package io.braid.engine.eval;

import io.braid.spi.DataType;
import io.braid.spi.DataType.Kind;
import io.braid.sql.tree.Expression;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.Predicate;
import io.braid.sql.tree.Predicate.Comparison.Operator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Forms whose operands are not all evaluated, and those that know three values of truth. */
final class Conditionals {
    private static final int HASH_FROM = 4;

    private final ExpressionCompiler compiler;
    private final Fidelity fidelity;

    Conditionals(ExpressionCompiler compiler, Fidelity fidelity) {
        this.compiler = compiler;
        this.fidelity = fidelity;
    }

    Node logical(Predicate.Logical predicate) {
        boolean decides = predicate.operator() == Predicate.Logical.Operator.OR;
        List<Node> terms = new ArrayList<>();
        for (Expression term : predicate.terms()) {
            terms.add(compiler.condition(term, predicate.operator().name()));
        }
        return junction(decides, terms);
    }

    /** AND if FALSE decides, OR if TRUE does. */
    static Node junction(boolean decides, List<Node> terms) {
        Node.Body[] bodies = terms.stream().map(Node::body).toArray(Node.Body[]::new);
        boolean nullable = terms.stream().anyMatch(Node::nullable);
        return Node.of(DataType.BOOLEAN, nullable, row -> {
            boolean unknown = false;
            for (Node.Body body : bodies) {
                Object value = body.evaluate(row);
                if (value == null) {
                    unknown = true;
                } else if ((Boolean) value == decides) {
                    return decides;
                }
            }
            return unknown ? null : !decides;
        });
    }

    Node caseOf(Expression.Case expression) {
        List<Node> conditions = new ArrayList<>();
        List<Node> results = new ArrayList<>();
        Node operand = expression.operand() == null ? null : compiler.compile(expression.operand());
        for (Expression.Case.When when : expression.whens()) {
            conditions.add(
                    operand == null
                            ? compiler.condition(when.condition(), "WHEN")
                            : Comparisons.compare(
                                    Operator.EQUAL,
                                    operand,
                                    compiler.compile(when.condition()),
                                    when.condition().at(),
                                    fidelity));
            results.add(compiler.compile(when.result()));
        }
        results.add(expression.otherwise() == null ? Node.untypedNull() : compiler.compile(expression.otherwise()));
        requireSettled(results, compiler);
        return choice(conditions, results, "CASE", expression.at());
    }

    /** Flink takes the first of several such types, or the widest, depending on the form. */
    static void requireSettled(List<Node> results, ExpressionCompiler compiler) {
        DataType first = null;
        for (Node result : results) {
            boolean doubtful = !result.isUntypedNull()
                    && (Types.isFloating(result.type().kind()) || result.type() instanceof DataType.Temporal);
            if (first == null && !result.isUntypedNull()) {
                first = result.type();
            } else if (first != null
                    && !first.equals(result.type())
                    && (doubtful || Types.isFloating(first.kind()) || first instanceof DataType.Temporal)) {
                compiler.inexact("a choice between " + first + " and " + result.type());
            }
        }
    }

    /** The first result whose condition is TRUE, else the last result. */
    static Node choice(List<Node> conditions, List<Node> results, String form, Position at) {
        List<Node> unified = unified(results, form, at);
        Node.Body[] tests = conditions.stream().map(Node::body).toArray(Node.Body[]::new);
        Node.Body[] bodies = unified.stream().map(Node::body).toArray(Node.Body[]::new);
        boolean nullable = unified.stream().anyMatch(Node::nullable);
        return Node.of(unified.get(0).type(), nullable, row -> {
            for (int i = 0; i < tests.length; i++) {
                if (Boolean.TRUE.equals(tests[i].evaluate(row))) {
                    return bodies[i].evaluate(row);
                }
            }
            return bodies[tests.length].evaluate(row);
        });
    }

    /** All nodes turned into their common type. */
    static List<Node> unified(List<Node> nodes, String form, Position at) {
        DataType type = null;
        for (Node node : nodes) {
            if (node.isInterval()) {
                throw Problems.at(at, "%s does not take an INTERVAL", form);
            }
            if (!node.isUntypedNull()) {
                type = type == null ? node.type() : common(type, node.type(), form, at);
            }
        }
        DataType common = type == null ? DataType.VARCHAR : type;
        return nodes.stream().map(node -> Casts.widen(node, common)).toList();
    }

    private static DataType common(DataType one, DataType other, String form, Position at) {
        return Types.common(one, other).orElseThrow(() -> mixed(form, one, other, at));
    }

    private static RuntimeException mixed(String form, DataType one, DataType other, Position at) {
        return Problems.at(at, "%s mixes %s and %s", form, one, other).hint("CAST the results to one type");
    }

    Node distinct(Predicate.IsDistinctFrom predicate) {
        Node left = compiler.compile(predicate.left());
        Node right = compiler.compile(predicate.right());
        Node.Body differ = Comparisons.compare(Operator.NOT_EQUAL, left, right, predicate.at(), fidelity)
                .body();
        return Node.of(DataType.BOOLEAN, false, row -> {
            Object unequal = differ.evaluate(row);
            return unequal != null ? unequal : (Object) ((left.evaluate(row) == null) != (right.evaluate(row) == null));
        });
    }

    Node between(Predicate.Between predicate) {
        Node value = compiler.compile(predicate.value());
        Node low = compiler.compile(predicate.low());
        Node high = compiler.compile(predicate.high());
        Position at = predicate.at();
        Node upwards = junction(
                false,
                List.of(
                        Comparisons.compare(Operator.GREATER_OR_EQUAL, value, low, at, fidelity),
                        Comparisons.compare(Operator.LESS_OR_EQUAL, value, high, at, fidelity)));
        if (predicate.order() == Predicate.Between.Order.ASYMMETRIC) {
            return upwards;
        }
        Node downwards = junction(
                false,
                List.of(
                        Comparisons.compare(Operator.GREATER_OR_EQUAL, value, high, at, fidelity),
                        Comparisons.compare(Operator.LESS_OR_EQUAL, value, low, at, fidelity)));
        return junction(true, List.of(upwards, downwards));
    }

    Node in(Predicate.InList predicate) {
        Node value = compiler.compile(predicate.value());
        List<Node> items = compiler.compileAll(predicate.items());
        if (items.size() >= HASH_FROM && items.stream().allMatch(item -> hashable(value, item))) {
            Set<@Nullable Object> known = new HashSet<>();
            items.forEach(item -> known.add(item.value()));
            boolean holdsNull = known.remove(null);
            return Node.of1(
                    DataType.BOOLEAN,
                    holdsNull,
                    value,
                    wanted -> known.contains(wanted) ? Boolean.TRUE : holdsNull ? null : Boolean.FALSE);
        }
        List<Node> tests = new ArrayList<>();
        for (Node item : items) {
            tests.add(Comparisons.compare(Operator.EQUAL, value, item, predicate.at(), fidelity));
        }
        return junction(true, tests);
    }

    private static boolean hashable(Node value, Node item) {
        Kind kind = value.type().kind();
        boolean plain = kind == Kind.VARCHAR || kind == Kind.INTEGER || kind == Kind.BIGINT || kind == Kind.DATE;
        return plain
                && item.constant()
                && !item.isInterval()
                && !value.isUntypedNull()
                && (item.isUntypedNull() || item.type().kind() == kind);
    }
}
