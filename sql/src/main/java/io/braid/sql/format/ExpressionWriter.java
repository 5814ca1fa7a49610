package io.braid.sql.format;

import static io.braid.sql.format.Words.after;
import static io.braid.sql.format.Words.list;
import static io.braid.sql.format.Words.string;

import io.braid.sql.tree.Call;
import io.braid.sql.tree.Expression;
import io.braid.sql.tree.ExpressionVisitor;
import io.braid.sql.tree.JsonExpression;
import io.braid.sql.tree.Literal;
import io.braid.sql.tree.Predicate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes expressions. The context says whether a predicate is to be written with NOT inside. */
final class ExpressionWriter implements ExpressionVisitor<String, ExpressionWriter.Sense> {
    enum Sense {
        PLAIN,
        NEGATED;

        String not() {
            return this == NEGATED ? " NOT " : " ";
        }
    }

    private static final ExpressionWriter INSTANCE = new ExpressionWriter();

    private ExpressionWriter() {}

    static String expression(Expression expression) {
        return expression.accept(INSTANCE, Sense.PLAIN);
    }

    static String expressions(List<Expression> expressions) {
        return list(expressions, ExpressionWriter::expression);
    }

    /** The expression, in parentheses if it is weaker than its place demands. */
    static String in(Expression expression, Strength least) {
        String text = expression(expression);
        return Strength.of(expression).compareTo(least) < 0 ? "(" + text + ")" : text;
    }

    private static String value(Expression expression) {
        return in(expression, Strength.SUM);
    }

    @Override
    public String visitText(Literal.Text literal, Sense sense) {
        return string(literal.value());
    }

    @Override
    public String visitNumber(Literal.Number literal, Sense sense) {
        return literal.text();
    }

    @Override
    public String visitBool(Literal.Bool literal, Sense sense) {
        return literal.value() ? "TRUE" : "FALSE";
    }

    @Override
    public String visitNull(Literal.Null literal, Sense sense) {
        return "NULL";
    }

    @Override
    public String visitTemporal(Literal.Temporal literal, Sense sense) {
        return literal.kind() + " " + string(literal.text());
    }

    @Override
    public String visitInterval(Literal.Interval literal, Sense sense) {
        String to = literal.to() == null ? "" : " TO " + literal.to();
        return "INTERVAL " + string(literal.text()) + " " + literal.from() + to;
    }

    @Override
    public String visitHex(Literal.Binary literal, Sense sense) {
        return "X'" + literal.hex() + "'";
    }

    @Override
    public String visitColumnReference(Expression.ColumnReference expression, Sense sense) {
        return Words.name(expression.name());
    }

    @Override
    public String visitFieldAccess(Expression.FieldAccess expression, Sense sense) {
        return in(expression.base(), Strength.PRIMARY) + "->" + Words.identifier(expression.field());
    }

    @Override
    public String visitElementAccess(Expression.ElementAccess expression, Sense sense) {
        return in(expression.base(), Strength.PRIMARY) + "[" + value(expression.index()) + "]";
    }

    @Override
    public String visitBinary(Expression.Binary expression, Sense sense) {
        Strength strength = Strength.of(expression.operator());
        return in(expression.left(), strength) + " " + expression.operator().symbol() + " "
                + in(expression.right(), Strength.above(expression.operator()));
    }

    @Override
    public String visitUnary(Expression.Unary expression, Sense sense) {
        // Two signs in a row would be a comment.
        return expression.sign().symbol() + in(expression.operand(), Strength.PRIMARY);
    }

    @Override
    public String visitCase(Expression.Case expression, Sense sense) {
        StringBuilder text = new StringBuilder("CASE");
        text.append(after("", optional(expression.operand())));
        for (Expression.Case.When when : expression.whens()) {
            text.append(" WHEN ").append(expression(when.condition()));
            text.append(" THEN ").append(expression(when.result()));
        }
        return text.append(after("ELSE", optional(expression.otherwise())))
                .append(" END")
                .toString();
    }

    @Override
    public String visitCast(Expression.Cast expression, Sense sense) {
        String function = expression.onFailure() == Expression.Cast.OnFailure.FAIL ? "CAST(" : "TRY_CAST(";
        return function + expression(expression.value()) + " AS " + Words.type(expression.type()) + ")";
    }

    @Override
    public String visitExtract(Expression.Extract expression, Sense sense) {
        return "EXTRACT(" + expression.unit() + " FROM " + expression(expression.value()) + ")";
    }

    @Override
    public String visitRoundTime(Expression.RoundTime expression, Sense sense) {
        return expression.direction() + "(" + expression(expression.value()) + " TO " + expression.unit() + ")";
    }

    @Override
    public String visitUnitSymbol(Expression.UnitSymbol expression, Sense sense) {
        return expression.unit().name();
    }

    @Override
    public String visitTrim(Expression.Trim expression, Sense sense) {
        return "TRIM(" + expression.side() + after("", optional(expression.characters())) + " FROM "
                + expression(expression.value()) + ")";
    }

    @Override
    public String visitOverlay(Expression.Overlay expression, Sense sense) {
        return "OVERLAY(" + expression(expression.value()) + " PLACING " + expression(expression.replacement())
                + " FROM " + expression(expression.start()) + after("FOR", optional(expression.length())) + ")";
    }

    @Override
    public String visitPositionOf(Expression.PositionOf expression, Sense sense) {
        return "POSITION(" + value(expression.wanted()) + " IN " + value(expression.text()) + ")";
    }

    @Override
    public String visitArrayConstructor(Expression.ArrayConstructor expression, Sense sense) {
        return "ARRAY[" + expressions(expression.elements()) + "]";
    }

    @Override
    public String visitMapConstructor(Expression.MapConstructor expression, Sense sense) {
        return "MAP["
                + list(expression.entries(), entry -> expression(entry.key()) + ", " + expression(entry.value()))
                + "]";
    }

    @Override
    public String visitRowConstructor(Expression.RowConstructor expression, Sense sense) {
        return "ROW(" + expressions(expression.fields()) + ")";
    }

    @Override
    public String visitScalarSubquery(Expression.ScalarSubquery expression, Sense sense) {
        return "(" + QueryWriter.query(expression.query()) + ")";
    }

    @Override
    public String visitStar(Expression.Star expression, Sense sense) {
        return "*";
    }

    @Override
    public String visitParameter(Expression.Parameter expression, Sense sense) {
        return "?";
    }

    @Override
    public String visitCall(Call call, Sense sense) {
        return CallWriter.call(call);
    }

    @Override
    public String visitLogical(Predicate.Logical predicate, Sense sense) {
        boolean or = predicate.operator() == Predicate.Logical.Operator.OR;
        Strength least = or ? Strength.AND : Strength.NOT;
        return String.join(
                " " + predicate.operator() + " ",
                predicate.terms().stream().map(term -> in(term, least)).toList());
    }

    @Override
    public String visitNot(Predicate.Not predicate, Sense sense) {
        return Strength.isWrittenInside(predicate.operand())
                ? predicate.operand().accept(this, Sense.NEGATED)
                : "NOT " + in(predicate.operand(), Strength.NOT);
    }

    @Override
    public String visitComparison(Predicate.Comparison predicate, Sense sense) {
        return value(predicate.left()) + " " + predicate.operator().symbol() + " " + value(predicate.right());
    }

    @Override
    public String visitIsNull(Predicate.IsNull predicate, Sense sense) {
        return value(predicate.value()) + " IS" + sense.not() + "NULL";
    }

    @Override
    public String visitIsDistinctFrom(Predicate.IsDistinctFrom predicate, Sense sense) {
        return value(predicate.left()) + " IS" + sense.not() + "DISTINCT FROM " + value(predicate.right());
    }

    @Override
    public String visitIsTruth(Predicate.IsTruth predicate, Sense sense) {
        return value(predicate.value()) + " IS" + sense.not() + predicate.truth();
    }

    @Override
    public String visitBetween(Predicate.Between predicate, Sense sense) {
        String symmetric = predicate.order() == Predicate.Between.Order.SYMMETRIC ? "SYMMETRIC " : "";
        return value(predicate.value()) + sense.not() + "BETWEEN " + symmetric + value(predicate.low()) + " AND "
                + value(predicate.high());
    }

    @Override
    public String visitInList(Predicate.InList predicate, Sense sense) {
        return value(predicate.value()) + sense.not() + "IN (" + expressions(predicate.items()) + ")";
    }

    @Override
    public String visitInQuery(Predicate.InQuery predicate, Sense sense) {
        return value(predicate.value()) + sense.not() + "IN (" + QueryWriter.query(predicate.query()) + ")";
    }

    @Override
    public String visitExists(Predicate.Exists predicate, Sense sense) {
        return "EXISTS (" + QueryWriter.query(predicate.query()) + ")";
    }

    @Override
    public String visitLike(Predicate.Like predicate, Sense sense) {
        return value(predicate.value()) + sense.not() + "LIKE " + pattern(predicate.pattern(), predicate.escape());
    }

    @Override
    public String visitSimilarTo(Predicate.SimilarTo predicate, Sense sense) {
        return value(predicate.value()) + sense.not() + "SIMILAR TO "
                + pattern(predicate.pattern(), predicate.escape());
    }

    private static String pattern(Expression pattern, @Nullable Expression escape) {
        return value(pattern) + (escape == null ? "" : " ESCAPE " + value(escape));
    }

    @Override
    public String visitOverlaps(Predicate.Overlaps predicate, Sense sense) {
        return value(predicate.left()) + " OVERLAPS " + value(predicate.right());
    }

    @Override
    public String visitIsJson(Predicate.IsJson predicate, Sense sense) {
        return value(predicate.value()) + " IS" + sense.not() + "JSON " + predicate.shape();
    }

    @Override
    public String visitJsonValue(JsonExpression.JsonValue expression, Sense sense) {
        return JsonWriter.value(expression);
    }

    @Override
    public String visitJsonQuery(JsonExpression.JsonQuery expression, Sense sense) {
        return JsonWriter.query(expression);
    }

    @Override
    public String visitJsonExists(JsonExpression.JsonExists expression, Sense sense) {
        return JsonWriter.exists(expression);
    }

    @Override
    public String visitJsonObject(JsonExpression.JsonObject expression, Sense sense) {
        return JsonWriter.object(expression);
    }

    @Override
    public String visitJsonArray(JsonExpression.JsonArray expression, Sense sense) {
        return JsonWriter.array(expression);
    }

    @Override
    public String visitJsonObjectAgg(JsonExpression.JsonObjectAgg expression, Sense sense) {
        return JsonWriter.objectAgg(expression);
    }

    @Override
    public String visitJsonArrayAgg(JsonExpression.JsonArrayAgg expression, Sense sense) {
        return JsonWriter.arrayAgg(expression);
    }

    private static @Nullable String optional(@Nullable Expression expression) {
        return expression == null ? null : expression(expression);
    }
}
