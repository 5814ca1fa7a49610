package io.braid.engine.analysis;

import io.braid.spi.DataType;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Expression;
import io.braid.sql.tree.JsonExpression;
import io.braid.sql.tree.Literal;
import io.braid.sql.tree.TypeName;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The JSON functions of the standard, whose arguments are words of their own. */
final class JsonFunctions {
    private static final Pattern PATH = Pattern.compile("\\s*(?:(?:lax|strict)\\s+)?\\$.*", Pattern.DOTALL);

    /** What the planner's functions can make of a value; of anything else they make code that does not compile. */
    private static final Set<DataType> SCALARS =
            Set.of(DataType.VARCHAR, DataType.BOOLEAN, DataType.INTEGER, DataType.DOUBLE);

    private static final Set<DataType> PARTS = Set.of(DataType.VARCHAR, DataType.array(DataType.VARCHAR));

    private JsonFunctions() {}

    static String value(JsonExpression.JsonValue json, ExpressionPrinter printer) {
        return "JSON_VALUE(" + printer.print(json.input()) + ", " + path(json.path(), printer)
                + returning("JSON_VALUE", json.returning(), SCALARS) + fallback(json.onEmpty(), "EMPTY", printer)
                + fallback(json.onError(), "ERROR", printer) + ")";
    }

    static String query(JsonExpression.JsonQuery json, ExpressionPrinter printer) {
        String wrapper =
                json.wrapper() == null ? "" : " " + json.wrapper().name().replace('_', ' ') + " WRAPPER";
        return "JSON_QUERY(" + printer.print(json.input()) + ", " + path(json.path(), printer)
                + returning("JSON_QUERY", json.returning(), PARTS) + wrapper
                + fallback(json.onEmpty(), "EMPTY", printer)
                + fallback(json.onError(), "ERROR", printer) + ")";
    }

    static String exists(JsonExpression.JsonExists json, ExpressionPrinter printer) {
        String onError = json.onError() == null ? "" : " " + json.onError() + " ON ERROR";
        return "JSON_EXISTS(" + printer.print(json.input()) + ", " + path(json.path(), printer) + onError + ")";
    }

    static String object(JsonExpression.JsonObject json, ExpressionPrinter printer) {
        return json.members().stream()
                .map(member -> member(member, printer))
                .collect(Collectors.joining(", ", "JSON_OBJECT(", onNull(json.onNull()) + ")"));
    }

    static String array(JsonExpression.JsonArray json, ExpressionPrinter printer) {
        return "JSON_ARRAY(" + printer.all(json.elements()) + onNull(json.onNull()) + ")";
    }

    static String objectAgg(JsonExpression.JsonObjectAgg json, ExpressionPrinter printer) {
        return "JSON_OBJECTAGG(" + member(json.member(), printer) + onNull(json.onNull()) + ")";
    }

    static String arrayAgg(JsonExpression.JsonArrayAgg json, ExpressionPrinter printer) {
        return "JSON_ARRAYAGG(" + printer.print(json.element()) + onNull(json.onNull()) + ")";
    }

    /** A path that is written down can be looked at before rows come and the query fails. */
    private static String path(Expression path, ExpressionPrinter printer) {
        if (path instanceof Literal literal
                && !(literal instanceof Literal.Text text
                        && PATH.matcher(text.value()).matches())) {
            throw FlinkSql.at(
                    path.at(),
                    StatementException.of(ErrorCode.INVALID_QUERY, "a path into JSON is a text that begins with $")
                            .hint("'$.field', '$.list[0]'"));
        }
        return printer.print(path);
    }

    private static String member(JsonExpression.Member member, ExpressionPrinter printer) {
        return "KEY " + printer.print(member.key()) + " VALUE " + printer.print(member.value());
    }

    private static String returning(String function, @Nullable TypeName type, Set<DataType> types) {
        if (type == null) {
            return "";
        }
        DataType wanted = Types.of(type);
        if (!types.contains(wanted)) {
            throw FlinkSql.at(
                    type.at(),
                    StatementException.of(ErrorCode.INVALID_QUERY, "%s does not return %s", function, wanted)
                            .hint("it returns "
                                    + types.stream()
                                            .map(DataType::toString)
                                            .sorted()
                                            .collect(Collectors.joining(", "))
                                    + "; CAST what it returns"));
        }
        return " RETURNING " + Types.flink(wanted);
    }

    private static String onNull(JsonExpression.@Nullable OnNull onNull) {
        return onNull == null ? "" : " " + onNull + " ON NULL";
    }

    private static String fallback(
            JsonExpression.@Nullable Fallback fallback, String event, ExpressionPrinter printer) {
        if (fallback == null) {
            return "";
        }
        Expression value = fallback.value();
        String words = fallback.kind().name().replace('_', ' ');
        return " " + (value == null ? words : words + " " + printer.print(value)) + " ON " + event;
    }
}
