package io.braid.engine.analysis;

import io.braid.catalog.UserFunction;
import io.braid.engine.function.BuiltIn;
import io.braid.engine.function.BuiltIns;
import io.braid.spi.DataType;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Call;
import io.braid.sql.tree.Expression;
import io.braid.sql.tree.ExpressionVisitor;
import io.braid.sql.tree.JsonExpression;
import io.braid.sql.tree.Literal;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.Predicate;
import io.braid.sql.tree.QualifiedName;
import io.braid.sql.tree.Query;
import io.braid.sql.tree.SetQuantifier;
import io.braid.sql.tree.SortItem;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An expression in Flink SQL. What depends on the query around it is asked of {@link Surroundings}. */
final class ExpressionPrinter implements ExpressionVisitor<String, ExpressionPrinter.Surroundings> {
    /** What an expression needs to know of its query. */
    interface Surroundings {
        String column(QualifiedName name);

        /** The Flink SQL of a function of ours such as {@code rowtime()}, or null for any other call. */
        @Nullable
        String special(Call call, ExpressionPrinter printer);

        /** The function of a user that the call means, or null. */
        @Nullable
        UserFunction function(Call call);

        String subquery(Query query);

        /** The Flink SQL of an expression, perhaps with a mark of where the user wrote it. */
        String marked(Position at, String sql);

        /** The declared type of a column; null where it is not known before the planner is asked. */
        @Nullable
        DataType type(QualifiedName column);

        /** What a field is taken from. */
        default String beforeField(String base) {
            return base;
        }

        /** A field of what the call gives, or null when it is to be taken from the value. */
        @Nullable
        String field(Call call, String field);

        /** A call with OVER, once the function and its arguments are printed. */
        String over(Call call, String function, ExpressionPrinter printer);

        /** Notes that a condition may hold for a row now and not later. */
        void wavers(Position at, String what);
    }

    /** Functions that Flink knows by another name. */
    private static final Map<String, String> IN_FLINK = Map.of("LENGTH", "CHAR_LENGTH");

    private final Surroundings surroundings;
    private final @Nullable String running;
    private final DeclaredTypes types;
    private boolean sawAggregate;

    ExpressionPrinter(Surroundings surroundings) {
        this(surroundings, null);
    }

    /** @param running the window over which aggregates run along with the rows; null where they make groups of them */
    ExpressionPrinter(Surroundings surroundings, @Nullable String running) {
        this.surroundings = surroundings;
        this.running = running;
        this.types = new DeclaredTypes(surroundings::type);
    }

    /** Whether anything printed so far aggregates rows (aggregates with OVER do not). */
    boolean sawAggregate() {
        return sawAggregate;
    }

    String print(Expression expression) {
        return surroundings.marked(expression.at(), expression.accept(this, surroundings));
    }

    String all(List<Expression> expressions) {
        return expressions.stream().map(this::print).collect(Collectors.joining(", "));
    }

    @Override
    public String visitText(Literal.Text literal, Surroundings context) {
        return FlinkSql.text(literal.value());
    }

    @Override
    public String visitNumber(Literal.Number literal, Surroundings context) {
        return literal.text();
    }

    @Override
    public String visitBool(Literal.Bool literal, Surroundings context) {
        return literal.value() ? "TRUE" : "FALSE";
    }

    @Override
    public String visitNull(Literal.Null literal, Surroundings context) {
        return "NULL";
    }

    @Override
    public String visitTemporal(Literal.Temporal literal, Surroundings context) {
        return literal.kind() + " " + FlinkSql.text(literal.text());
    }

    @Override
    public String visitInterval(Literal.Interval literal, Surroundings context) {
        String text = literal.text();
        int digits = 0;
        while (digits < text.length() && (Character.isDigit(text.charAt(digits)) || text.charAt(digits) == '-')) {
            digits++;
        }
        String precision = "(" + Math.max(2, digits) + ")";
        if (literal.from() == io.braid.sql.tree.TimeUnit.MILLISECOND && literal.to() == null) {
            return FlinkSql.milliseconds(Long.parseLong(text.trim()));
        }
        if (literal.from() == io.braid.sql.tree.TimeUnit.WEEK && literal.to() == null) {
            return "INTERVAL '" + Long.parseLong(text.trim()) * 7 + "' DAY(4)";
        }
        return "INTERVAL " + FlinkSql.text(text) + " " + literal.from() + precision
                + (literal.to() == null ? "" : " TO " + literal.to());
    }

    @Override
    public String visitHex(Literal.Binary literal, Surroundings context) {
        return "X'" + literal.hex() + "'";
    }

    @Override
    public String visitColumnReference(Expression.ColumnReference expression, Surroundings context) {
        return surroundings.column(expression.name());
    }

    @Override
    public String visitFieldAccess(Expression.FieldAccess expression, Surroundings context) {
        types.requireField(expression);
        String field = expression.base() instanceof Call call
                ? surroundings.field(call, expression.field().value())
                : null;
        return field != null
                ? field
                : surroundings.beforeField(base(expression.base())) + "."
                        + FlinkSql.name(expression.field().value());
    }

    @Override
    public String visitElementAccess(Expression.ElementAccess expression, Surroundings context) {
        types.requireElement(expression);
        return base(expression.base()) + "[" + print(expression.index()) + "]";
    }

    /** Flink's grammar wants parentheses around anything that is not a plain reference before a dot or bracket. */
    private String base(Expression expression) {
        String text = print(expression);
        boolean plain = expression instanceof Expression.ColumnReference
                || expression instanceof Expression.FieldAccess
                || expression instanceof Expression.ElementAccess;
        return plain ? text : "(" + text + ")";
    }

    @Override
    public String visitBinary(Expression.Binary expression, Surroundings context) {
        return "(" + print(expression.left()) + " " + expression.operator().symbol() + " " + print(expression.right())
                + ")";
    }

    @Override
    public String visitUnary(Expression.Unary expression, Surroundings context) {
        return "(" + expression.sign().symbol() + " " + print(expression.operand()) + ")";
    }

    @Override
    public String visitCase(Expression.Case expression, Surroundings context) {
        StringBuilder text = new StringBuilder("CASE");
        Expression operand = expression.operand();
        if (operand != null) {
            text.append(' ').append(print(operand));
        }
        for (Expression.Case.When when : expression.whens()) {
            text.append(" WHEN ")
                    .append(print(when.condition()))
                    .append(" THEN ")
                    .append(print(when.result()));
        }
        Expression otherwise = expression.otherwise();
        if (otherwise != null) {
            text.append(" ELSE ").append(print(otherwise));
        }
        return text.append(" END").toString();
    }

    @Override
    public String visitCast(Expression.Cast expression, Surroundings context) {
        String function = expression.onFailure() == Expression.Cast.OnFailure.FAIL ? "CAST" : "TRY_CAST";
        return function + "(" + print(expression.value()) + " AS " + Types.flink(Types.of(expression.type())) + ")";
    }

    @Override
    public String visitExtract(Expression.Extract expression, Surroundings context) {
        return "PART_OF_" + expression.unit() + "(" + print(expression.value()) + ")";
    }

    @Override
    public String visitRoundTime(Expression.RoundTime expression, Surroundings context) {
        return expression.direction() + "(" + print(expression.value()) + " TO " + expression.unit() + ")";
    }

    @Override
    public String visitUnitSymbol(Expression.UnitSymbol expression, Surroundings context) {
        return expression.unit().name();
    }

    @Override
    public String visitTrim(Expression.Trim expression, Surroundings context) {
        Expression characters = expression.characters();
        return "TRIM(" + expression.side() + " " + (characters == null ? "' '" : print(characters)) + " FROM "
                + print(expression.value()) + ")";
    }

    @Override
    public String visitOverlay(Expression.Overlay expression, Surroundings context) {
        Expression length = expression.length();
        return "OVERLAY(" + print(expression.value()) + " PLACING " + print(expression.replacement()) + " FROM "
                + print(expression.start()) + (length == null ? "" : " FOR " + print(length)) + ")";
    }

    @Override
    public String visitPositionOf(Expression.PositionOf expression, Surroundings context) {
        return "POSITION(" + print(expression.wanted()) + " IN " + print(expression.text()) + ")";
    }

    @Override
    public String visitArrayConstructor(Expression.ArrayConstructor expression, Surroundings context) {
        return "ARRAY[" + all(expression.elements()) + "]";
    }

    @Override
    public String visitMapConstructor(Expression.MapConstructor expression, Surroundings context) {
        return expression.entries().stream()
                .map(entry -> print(entry.key()) + ", " + print(entry.value()))
                .collect(Collectors.joining(", ", "MAP[", "]"));
    }

    @Override
    public String visitRowConstructor(Expression.RowConstructor expression, Surroundings context) {
        if (expression.fields().isEmpty()) {
            throw refused(expression.at(), "ROW needs at least one value");
        }
        return "ROW(" + all(expression.fields()) + ")";
    }

    @Override
    public String visitScalarSubquery(Expression.ScalarSubquery expression, Surroundings context) {
        surroundings.wavers(expression.at(), "(SELECT …) as a value");
        return "(" + surroundings.subquery(expression.query()) + ")";
    }

    @Override
    public String visitStar(Expression.Star expression, Surroundings context) {
        return "*";
    }

    @Override
    public String visitParameter(Expression.Parameter expression, Surroundings context) {
        throw refused(expression.at(), "a placeholder ? has no value here");
    }

    @Override
    public String visitCall(Call call, Surroundings context) {
        String special = surroundings.special(call, this);
        if (special != null) {
            return special;
        }
        UserFunction own = surroundings.function(call);
        if (own != null) {
            boolean aggregate = call.over() == null && own.kind() == UserFunction.Kind.AGGREGATE;
            return running(aggregate, called(FlinkSql.name(PlanParts.nameInPlans(own)), call));
        }
        BuiltIn builtIn = BuiltIns.require(call);
        boolean aggregate = call.over() == null && builtIn.kind() == BuiltIn.Kind.AGGREGATE;
        String name = IN_FLINK.getOrDefault(builtIn.name(), builtIn.name());
        if (noArguments(name, call)) {
            return name;
        }
        return switch (name) {
            case "TO_DATE" -> date(call);
            case "YEAR", "QUARTER", "MONTH", "WEEK", "HOUR", "MINUTE", "SECOND" -> called("PART_OF_" + name, call);
            case "DAYOFYEAR" -> called("PART_OF_DOY", call);
            case "DAYOFMONTH" -> called("PART_OF_DAY", call);
            case "DAYOFWEEK" -> called("PART_OF_DOW", call);
            case "TYPEOF" -> "TYPE_NAME(" + called(name, call) + ")";
            default -> running(aggregate, called(name, call));
        };
    }

    private String running(boolean aggregate, String called) {
        sawAggregate |= aggregate;
        return aggregate && running != null ? called + " OVER (" + running + ")" : called;
    }

    /** Flink's TO_DATE makes a day of a text that is none. */
    private String date(Call call) {
        String format = call.arguments().size() == 2 ? print(call.arguments().get(1)) : "'yyyy-MM-dd'";
        return "CAST(TO_TIMESTAMP(" + print(call.arguments().get(0)) + ", " + format + ") AS DATE)";
    }

    private String called(String name, Call call) {
        StringBuilder text = new StringBuilder(name).append('(');
        if (call.quantifier() == SetQuantifier.DISTINCT) {
            text.append("DISTINCT ");
        }
        text.append(all(call.arguments()));
        if (!call.orderBy().isEmpty()) {
            text.append(" ORDER BY ").append(sorted(call.orderBy()));
        }
        text.append(')');
        if (call.nulls() != null) {
            text.append(' ').append(call.nulls()).append(" NULLS");
        }
        Expression filter = call.filter();
        if (filter != null) {
            text.append(" FILTER (WHERE ").append(print(filter)).append(')');
        }
        return call.over() == null ? text.toString() : surroundings.over(call, text.toString(), this);
    }

    /** Words that the standard calls without parentheses and Flink accepts no other way. */
    private static boolean noArguments(String name, Call call) {
        return call.arguments().isEmpty()
                && List.of("CURRENT_TIMESTAMP", "CURRENT_DATE", "CURRENT_TIME", "LOCALTIME", "LOCALTIMESTAMP")
                        .contains(name);
    }

    String sorted(List<SortItem> items) {
        return items.stream()
                .map(item -> print(item.expression())
                        + (item.direction() == SortItem.Direction.DESC ? " DESC" : "")
                        + (item.nulls() == null ? "" : " NULLS " + item.nulls()))
                .collect(Collectors.joining(", "));
    }

    @Override
    public String visitLogical(Predicate.Logical predicate, Surroundings context) {
        return predicate.terms().stream()
                .map(this::print)
                .collect(Collectors.joining(" " + predicate.operator() + " ", "(", ")"));
    }

    @Override
    public String visitNot(Predicate.Not predicate, Surroundings context) {
        if (predicate.operand() instanceof Predicate.InQuery) {
            surroundings.wavers(predicate.at(), "NOT IN (SELECT …)");
        } else if (predicate.operand() instanceof Predicate.Exists) {
            surroundings.wavers(predicate.at(), "NOT EXISTS (SELECT …)");
        }
        return "(NOT " + print(predicate.operand()) + ")";
    }

    @Override
    public String visitComparison(Predicate.Comparison predicate, Surroundings context) {
        types.requireComparable(predicate.at(), predicate.left(), List.of(predicate.right()));
        return "(" + print(predicate.left()) + " " + predicate.operator().symbol() + " " + print(predicate.right())
                + ")";
    }

    @Override
    public String visitIsNull(Predicate.IsNull predicate, Surroundings context) {
        return "(" + print(predicate.value()) + " IS NULL)";
    }

    @Override
    public String visitIsDistinctFrom(Predicate.IsDistinctFrom predicate, Surroundings context) {
        types.requireComparable(predicate.at(), predicate.left(), List.of(predicate.right()));
        return "(" + print(predicate.left()) + " IS DISTINCT FROM " + print(predicate.right()) + ")";
    }

    @Override
    public String visitIsTruth(Predicate.IsTruth predicate, Surroundings context) {
        return "(" + print(predicate.value()) + " IS " + predicate.truth() + ")";
    }

    @Override
    public String visitBetween(Predicate.Between predicate, Surroundings context) {
        types.requireComparable(predicate.at(), predicate.value(), List.of(predicate.low(), predicate.high()));
        String order = predicate.order() == Predicate.Between.Order.SYMMETRIC ? "SYMMETRIC " : "";
        return "(" + print(predicate.value()) + " BETWEEN " + order + print(predicate.low()) + " AND "
                + print(predicate.high()) + ")";
    }

    @Override
    public String visitInList(Predicate.InList predicate, Surroundings context) {
        types.requireComparable(predicate.at(), predicate.value(), predicate.items());
        return "(" + print(predicate.value()) + " IN (" + all(predicate.items()) + "))";
    }

    @Override
    public String visitInQuery(Predicate.InQuery predicate, Surroundings context) {
        return "(" + print(predicate.value()) + " IN (" + surroundings.subquery(predicate.query()) + "))";
    }

    @Override
    public String visitExists(Predicate.Exists predicate, Surroundings context) {
        return "EXISTS (" + surroundings.subquery(predicate.query()) + ")";
    }

    @Override
    public String visitLike(Predicate.Like predicate, Surroundings context) {
        return "(" + print(predicate.value()) + " LIKE " + print(predicate.pattern()) + escape(predicate.escape())
                + ")";
    }

    @Override
    public String visitSimilarTo(Predicate.SimilarTo predicate, Surroundings context) {
        return "(" + print(predicate.value()) + " SIMILAR TO " + print(predicate.pattern()) + escape(predicate.escape())
                + ")";
    }

    private String escape(@Nullable Expression escape) {
        return escape == null ? "" : " ESCAPE " + print(escape);
    }

    @Override
    public String visitOverlaps(Predicate.Overlaps predicate, Surroundings context) {
        return "(" + print(predicate.left()) + " OVERLAPS " + print(predicate.right()) + ")";
    }

    @Override
    public String visitIsJson(Predicate.IsJson predicate, Surroundings context) {
        types.requireJsonText("IS JSON", predicate.value());
        return "(" + print(predicate.value()) + " IS JSON " + predicate.shape() + ")";
    }

    @Override
    public String visitJsonValue(JsonExpression.JsonValue expression, Surroundings context) {
        types.requireJsonText("JSON_VALUE", expression.input());
        return JsonFunctions.value(expression, this);
    }

    @Override
    public String visitJsonQuery(JsonExpression.JsonQuery expression, Surroundings context) {
        types.requireJsonText("JSON_QUERY", expression.input());
        return JsonFunctions.query(expression, this);
    }

    @Override
    public String visitJsonExists(JsonExpression.JsonExists expression, Surroundings context) {
        types.requireJsonText("JSON_EXISTS", expression.input());
        return JsonFunctions.exists(expression, this);
    }

    @Override
    public String visitJsonObject(JsonExpression.JsonObject expression, Surroundings context) {
        return JsonFunctions.object(expression, this);
    }

    @Override
    public String visitJsonArray(JsonExpression.JsonArray expression, Surroundings context) {
        return JsonFunctions.array(expression, this);
    }

    @Override
    public String visitJsonObjectAgg(JsonExpression.JsonObjectAgg expression, Surroundings context) {
        sawAggregate = true;
        return JsonFunctions.objectAgg(expression, this);
    }

    @Override
    public String visitJsonArrayAgg(JsonExpression.JsonArrayAgg expression, Surroundings context) {
        sawAggregate = true;
        return JsonFunctions.arrayAgg(expression, this);
    }

    static StatementException refused(Position at, String problem) {
        return FlinkSql.at(at, StatementException.of(ErrorCode.INVALID_QUERY, "%s", problem));
    }
}
