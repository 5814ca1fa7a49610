package io.braid.engine.eval;

import io.braid.spi.DataType;
import io.braid.spi.DataType.Kind;
import io.braid.spi.Field;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Call;
import io.braid.sql.tree.Expression;
import io.braid.sql.tree.ExpressionVisitor;
import io.braid.sql.tree.JsonExpression;
import io.braid.sql.tree.Literal;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.Predicate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns expressions into closures. Made for one scope; used by one thread. */
public final class ExpressionCompiler implements ExpressionVisitor<Node, ExpressionCompiler.Unit> {
    /** What a visit takes along: nothing. */
    enum Unit {
        UNIT
    }

    private final Bindings bindings;
    private final Fidelity fidelity;
    private final Subqueries subqueries;
    private final Conditionals conditionals;

    ExpressionCompiler(Bindings bindings, Fidelity fidelity, Subqueries subqueries) {
        this.bindings = bindings;
        this.fidelity = fidelity;
        this.subqueries = subqueries;
        this.conditionals = new Conditionals(this, fidelity);
    }

    /** An expression over the columns of a scope. */
    public static Evaluator compile(Expression expression, Scope scope) {
        return compile(expression, scope, Fidelity.FRIENDLY);
    }

    /** The same; with {@link Fidelity#EXACT} it throws {@link Unsupported} for what may differ from Flink. */
    public static Evaluator compile(Expression expression, Scope scope, Fidelity fidelity) {
        return new ExpressionCompiler(Bindings.of(scope), fidelity, Subqueries.none()).value(expression);
    }

    /** A condition over the columns of a scope: a row passes if the value is TRUE. */
    public static Evaluator compileCondition(Expression expression, Scope scope) {
        return new ExpressionCompiler(Bindings.of(scope), Fidelity.FRIENDLY, Subqueries.none())
                .condition(expression, "WHERE");
    }

    Node compile(Expression expression) {
        Node bound = bindings.bind(expression);
        return bound != null ? bound : expression.accept(this, Unit.UNIT);
    }

    List<Node> compileAll(List<Expression> expressions) {
        List<Node> nodes = new ArrayList<>(expressions.size());
        for (Expression expression : expressions) {
            nodes.add(compile(expression));
        }
        return nodes;
    }

    /** An expression whose value leaves the expression: an interval cannot, and a bare NULL is a text. */
    Node value(Expression expression) {
        Node node = compile(expression);
        if (node.isInterval()) {
            throw Problems.at(expression.at(), "an INTERVAL is only an operand of + and -");
        }
        if (node.isUntypedNull()) {
            if (fidelity == Fidelity.EXACT) {
                throw new Unsupported("NULL without a type");
            }
            return Node.constant(DataType.VARCHAR, null);
        }
        return node;
    }

    Node condition(Expression expression, String clause) {
        Node node = truth(expression);
        if (node.type().kind() != Kind.BOOLEAN) {
            throw Problems.at(expression.at(), "%s takes a BOOLEAN, not %s", clause, node.kindOfValue());
        }
        return node;
    }

    Node truth(Expression expression) {
        Node node = compile(expression);
        return node.isUntypedNull() ? Node.constant(DataType.BOOLEAN, null) : node;
    }

    Fidelity fidelity() {
        return fidelity;
    }

    /** Says that what follows is not known to equal Flink's. */
    void inexact(String what) {
        if (fidelity == Fidelity.EXACT) {
            throw new Unsupported(what);
        }
    }

    @Override
    public Node visitText(Literal.Text literal, Unit context) {
        return Literals.text(literal);
    }

    @Override
    public Node visitNumber(Literal.Number literal, Unit context) {
        if (literal.text().length() > 19) {
            inexact("a number of many digits");
        }
        return Literals.number(literal);
    }

    @Override
    public Node visitBool(Literal.Bool literal, Unit context) {
        return Node.constant(DataType.BOOLEAN, literal.value());
    }

    @Override
    public Node visitNull(Literal.Null literal, Unit context) {
        return Node.untypedNull();
    }

    @Override
    public Node visitTemporal(Literal.Temporal literal, Unit context) {
        return Literals.temporal(literal);
    }

    @Override
    public Node visitInterval(Literal.Interval literal, Unit context) {
        return Literals.interval(literal);
    }

    @Override
    public Node visitHex(Literal.Binary literal, Unit context) {
        return Literals.binary(literal);
    }

    @Override
    public Node visitColumnReference(Expression.ColumnReference expression, Unit context) {
        throw Problems.at(expression.at(), "column \"%s\" does not exist", expression.name());
    }

    @Override
    public Node visitFieldAccess(Expression.FieldAccess expression, Unit context) {
        return Elements.field(compile(expression.base()), expression.field().value(), expression.at());
    }

    @Override
    public Node visitElementAccess(Expression.ElementAccess expression, Unit context) {
        return Elements.element(compile(expression.base()), compile(expression.index()), expression.at());
    }

    @Override
    public Node visitBinary(Expression.Binary expression, Unit context) {
        Node left = compile(expression.left());
        Node right = compile(expression.right());
        if (expression.operator() == Expression.Binary.Operator.CONCAT) {
            if (left.type().kind() == Kind.VARBINARY) {
                inexact("|| of VARBINARY");
            }
            return Elements.concat(left, right, expression.at());
        }
        boolean withTime = left.isInterval()
                || right.isInterval()
                || TimeArithmetic.isTime(left.type())
                || TimeArithmetic.isTime(right.type());
        return withTime
                ? TimeArithmetic.of(expression.operator(), left, right, expression.at())
                : Arithmetic.of(expression.operator(), left, right, expression.at(), this);
    }

    @Override
    public Node visitUnary(Expression.Unary expression, Unit context) {
        boolean minus = expression.sign() == Expression.Unary.Sign.MINUS;
        if (minus
                && expression.operand() instanceof Literal.Number number
                && number.text().equals("9223372036854775808")) {
            return Node.constant(DataType.BIGINT, Long.MIN_VALUE);
        }
        if (minus
                && expression.operand() instanceof Literal.Number number
                && number.text().equals("2147483648")) {
            return Node.constant(DataType.INTEGER, Integer.MIN_VALUE);
        }
        Node operand = compile(expression.operand());
        if (minus) {
            return Arithmetic.negated(operand, expression.at());
        }
        if (!operand.type().kind().isNumeric() && !operand.isUntypedNull()) {
            throw Problems.at(expression.at(), "\"+\" does not take %s", operand.kindOfValue());
        }
        return operand;
    }

    @Override
    public Node visitCase(Expression.Case expression, Unit context) {
        return conditionals.caseOf(expression);
    }

    @Override
    public Node visitCast(Expression.Cast expression, Unit context) {
        DataType target = Types.of(expression.type());
        return Casts.cast(compile(expression.value()), target, expression.onFailure(), expression.at(), fidelity);
    }

    @Override
    public Node visitExtract(Expression.Extract expression, Unit context) {
        return Times.extract(expression.unit(), compile(expression.value()), expression.at());
    }

    @Override
    public Node visitRoundTime(Expression.RoundTime expression, Unit context) {
        inexact("FLOOR and CEIL of times");
        boolean up = expression.direction() == Expression.RoundTime.Direction.CEIL;
        return Times.round(up, compile(expression.value()), expression.unit(), expression.at());
    }

    @Override
    public Node visitUnitSymbol(Expression.UnitSymbol expression, Unit context) {
        throw Problems.at(expression.at(), "%s is a unit of time, not a value", expression.unit());
    }

    @Override
    public Node visitTrim(Expression.Trim expression, Unit context) {
        List<Node> arguments = new ArrayList<>();
        arguments.add(compile(expression.value()));
        if (expression.characters() != null) {
            arguments.add(compile(expression.characters()));
        }
        String name =
                switch (expression.side()) {
                    case BOTH -> "btrim";
                    case LEADING -> "ltrim";
                    case TRAILING -> "rtrim";
                };
        return Functions.call(name, arguments, expression.at(), this);
    }

    @Override
    public Node visitOverlay(Expression.Overlay expression, Unit context) {
        List<Node> arguments =
                new ArrayList<>(compileAll(List.of(expression.value(), expression.replacement(), expression.start())));
        if (expression.length() != null) {
            arguments.add(compile(expression.length()));
        }
        return Functions.call("overlay", arguments, expression.at(), this);
    }

    @Override
    public Node visitPositionOf(Expression.PositionOf expression, Unit context) {
        List<Node> arguments = compileAll(List.of(expression.wanted(), expression.text()));
        return Functions.call("position", arguments, expression.at(), this);
    }

    @Override
    public Node visitArrayConstructor(Expression.ArrayConstructor expression, Unit context) {
        return Elements.array(compileAll(expression.elements()), expression.at(), this);
    }

    @Override
    public Node visitMapConstructor(Expression.MapConstructor expression, Unit context) {
        List<Expression> keys = expression.entries().stream()
                .map(Expression.MapConstructor.Entry::key)
                .toList();
        List<Expression> values = expression.entries().stream()
                .map(Expression.MapConstructor.Entry::value)
                .toList();
        inexact("a MAP constructor");
        return Elements.map(compileAll(keys), compileAll(values), expression.at());
    }

    @Override
    public Node visitRowConstructor(Expression.RowConstructor expression, Unit context) {
        inexact("a ROW constructor");
        List<Node> nodes = new ArrayList<>();
        List<Field> fields = new ArrayList<>();
        for (Expression field : expression.fields()) {
            Node node = value(field);
            fields.add(new Field("EXPR$" + nodes.size(), node.type()));
            nodes.add(node);
        }
        return Node.of(DataType.struct(fields), false, row -> {
            List<@Nullable Object> values = new ArrayList<>(nodes.size());
            for (Node node : nodes) {
                values.add(node.evaluate(row));
            }
            return values;
        });
    }

    @Override
    public Node visitScalarSubquery(Expression.ScalarSubquery expression, Unit context) {
        inexact("a sub-query");
        return QueryValues.scalar(subqueries.compile(expression.query()), expression.at());
    }

    @Override
    public Node visitStar(Expression.Star expression, Unit context) {
        throw Problems.at(expression.at(), "\"*\" stands only in COUNT(*)");
    }

    @Override
    public Node visitParameter(Expression.Parameter expression, Unit context) {
        throw Problems.unsupported(expression.at(), "placeholders are not supported");
    }

    @Override
    public Node visitCall(Call call, Unit context) {
        return Functions.call(call, this);
    }

    @Override
    public Node visitLogical(Predicate.Logical predicate, Unit context) {
        return conditionals.logical(predicate);
    }

    @Override
    public Node visitNot(Predicate.Not predicate, Unit context) {
        Node operand = condition(predicate.operand(), "NOT");
        return Node.of1(DataType.BOOLEAN, false, operand, value -> !(Boolean) value);
    }

    @Override
    public Node visitComparison(Predicate.Comparison predicate, Unit context) {
        return Comparisons.compare(
                predicate.operator(), compile(predicate.left()), compile(predicate.right()), predicate.at(), fidelity);
    }

    @Override
    public Node visitIsNull(Predicate.IsNull predicate, Unit context) {
        Node.Body value = compile(predicate.value()).body();
        return Node.of(DataType.BOOLEAN, false, row -> value.evaluate(row) == null);
    }

    @Override
    public Node visitIsDistinctFrom(Predicate.IsDistinctFrom predicate, Unit context) {
        return conditionals.distinct(predicate);
    }

    @Override
    public Node visitIsTruth(Predicate.IsTruth predicate, Unit context) {
        Node.Body value =
                condition(predicate.value(), "IS " + predicate.truth()).body();
        return switch (predicate.truth()) {
            case TRUE -> Node.of(DataType.BOOLEAN, false, row -> Boolean.TRUE.equals(value.evaluate(row)));
            case FALSE -> Node.of(DataType.BOOLEAN, false, row -> Boolean.FALSE.equals(value.evaluate(row)));
            case UNKNOWN -> Node.of(DataType.BOOLEAN, false, row -> value.evaluate(row) == null);
        };
    }

    @Override
    public Node visitBetween(Predicate.Between predicate, Unit context) {
        return conditionals.between(predicate);
    }

    @Override
    public Node visitInList(Predicate.InList predicate, Unit context) {
        return conditionals.in(predicate);
    }

    @Override
    public Node visitInQuery(Predicate.InQuery predicate, Unit context) {
        inexact("a sub-query");
        return QueryValues.in(compile(predicate.value()), subqueries.compile(predicate.query()), predicate.at());
    }

    @Override
    public Node visitExists(Predicate.Exists predicate, Unit context) {
        inexact("a sub-query");
        return QueryValues.exists(subqueries.compile(predicate.query()));
    }

    @Override
    public Node visitLike(Predicate.Like predicate, Unit context) {
        return Patterns.like(
                compile(predicate.value()),
                compile(predicate.pattern()),
                predicate.escape() == null ? null : compile(predicate.escape()),
                predicate.at(),
                fidelity);
    }

    @Override
    public Node visitSimilarTo(Predicate.SimilarTo predicate, Unit context) {
        inexact("SIMILAR TO");
        return Patterns.similar(
                compile(predicate.value()),
                compile(predicate.pattern()),
                predicate.escape() == null ? null : compile(predicate.escape()),
                predicate.at());
    }

    @Override
    public Node visitOverlaps(Predicate.Overlaps predicate, Unit context) {
        throw unsupported("OVERLAPS", predicate.at());
    }

    @Override
    public Node visitIsJson(Predicate.IsJson predicate, Unit context) {
        throw unsupported("IS JSON", predicate.at());
    }

    @Override
    public Node visitJsonValue(JsonExpression.JsonValue expression, Unit context) {
        throw unsupported("JSON_VALUE", expression.at());
    }

    @Override
    public Node visitJsonQuery(JsonExpression.JsonQuery expression, Unit context) {
        throw unsupported("JSON_QUERY", expression.at());
    }

    @Override
    public Node visitJsonExists(JsonExpression.JsonExists expression, Unit context) {
        throw unsupported("JSON_EXISTS", expression.at());
    }

    @Override
    public Node visitJsonObject(JsonExpression.JsonObject expression, Unit context) {
        throw unsupported("JSON_OBJECT", expression.at());
    }

    @Override
    public Node visitJsonArray(JsonExpression.JsonArray expression, Unit context) {
        throw unsupported("JSON_ARRAY", expression.at());
    }

    @Override
    public Node visitJsonObjectAgg(JsonExpression.JsonObjectAgg expression, Unit context) {
        throw unsupported("JSON_OBJECTAGG", expression.at());
    }

    @Override
    public Node visitJsonArrayAgg(JsonExpression.JsonArrayAgg expression, Unit context) {
        throw unsupported("JSON_ARRAYAGG", expression.at());
    }

    private StatementException unsupported(String what, Position at) {
        inexact(what);
        return Problems.unsupported(at, what + " is not supported when views and system tables are read")
                .hint("compute it in the query that fills the view");
    }
}
