package io.braid.sql.tree;

/**
 * One method for every form of expression, and no defaults: a new form does not compile until everyone has decided about
 * it.
 *
 * @param <R> what a visit gives
 * @param <C> what a visit takes along
 */
public interface ExpressionVisitor<R, C> {
    R visitText(Literal.Text literal, C context);

    R visitNumber(Literal.Number literal, C context);

    R visitBool(Literal.Bool literal, C context);

    R visitNull(Literal.Null literal, C context);

    R visitTemporal(Literal.Temporal literal, C context);

    R visitInterval(Literal.Interval literal, C context);

    R visitHex(Literal.Binary literal, C context);

    R visitColumnReference(Expression.ColumnReference expression, C context);

    R visitFieldAccess(Expression.FieldAccess expression, C context);

    R visitElementAccess(Expression.ElementAccess expression, C context);

    R visitBinary(Expression.Binary expression, C context);

    R visitUnary(Expression.Unary expression, C context);

    R visitCase(Expression.Case expression, C context);

    R visitCast(Expression.Cast expression, C context);

    R visitExtract(Expression.Extract expression, C context);

    R visitRoundTime(Expression.RoundTime expression, C context);

    R visitUnitSymbol(Expression.UnitSymbol expression, C context);

    R visitTrim(Expression.Trim expression, C context);

    R visitOverlay(Expression.Overlay expression, C context);

    R visitPositionOf(Expression.PositionOf expression, C context);

    R visitArrayConstructor(Expression.ArrayConstructor expression, C context);

    R visitMapConstructor(Expression.MapConstructor expression, C context);

    R visitRowConstructor(Expression.RowConstructor expression, C context);

    R visitScalarSubquery(Expression.ScalarSubquery expression, C context);

    R visitStar(Expression.Star expression, C context);

    R visitParameter(Expression.Parameter expression, C context);

    R visitCall(Call call, C context);

    R visitLogical(Predicate.Logical predicate, C context);

    R visitNot(Predicate.Not predicate, C context);

    R visitComparison(Predicate.Comparison predicate, C context);

    R visitIsNull(Predicate.IsNull predicate, C context);

    R visitIsDistinctFrom(Predicate.IsDistinctFrom predicate, C context);

    R visitIsTruth(Predicate.IsTruth predicate, C context);

    R visitBetween(Predicate.Between predicate, C context);

    R visitInList(Predicate.InList predicate, C context);

    R visitInQuery(Predicate.InQuery predicate, C context);

    R visitExists(Predicate.Exists predicate, C context);

    R visitLike(Predicate.Like predicate, C context);

    R visitSimilarTo(Predicate.SimilarTo predicate, C context);

    R visitOverlaps(Predicate.Overlaps predicate, C context);

    R visitIsJson(Predicate.IsJson predicate, C context);

    R visitJsonValue(JsonExpression.JsonValue expression, C context);

    R visitJsonQuery(JsonExpression.JsonQuery expression, C context);

    R visitJsonExists(JsonExpression.JsonExists expression, C context);

    R visitJsonObject(JsonExpression.JsonObject expression, C context);

    R visitJsonArray(JsonExpression.JsonArray expression, C context);

    R visitJsonObjectAgg(JsonExpression.JsonObjectAgg expression, C context);

    R visitJsonArrayAgg(JsonExpression.JsonArrayAgg expression, C context);
}
