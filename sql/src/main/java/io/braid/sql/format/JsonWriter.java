package io.braid.sql.format;

import static io.braid.sql.format.ExpressionWriter.expression;
import static io.braid.sql.format.ExpressionWriter.expressions;
import static io.braid.sql.format.Words.list;

import io.braid.sql.tree.JsonExpression.Fallback;
import io.braid.sql.tree.JsonExpression.JsonArray;
import io.braid.sql.tree.JsonExpression.JsonArrayAgg;
import io.braid.sql.tree.JsonExpression.JsonExists;
import io.braid.sql.tree.JsonExpression.JsonObject;
import io.braid.sql.tree.JsonExpression.JsonObjectAgg;
import io.braid.sql.tree.JsonExpression.JsonQuery;
import io.braid.sql.tree.JsonExpression.JsonValue;
import io.braid.sql.tree.JsonExpression.Member;
import io.braid.sql.tree.JsonExpression.OnNull;
import io.braid.sql.tree.TypeName;
import org.jspecify.annotations.Nullable;

/** Writes the JSON functions. */
final class JsonWriter {
    private JsonWriter() {}

    static String value(JsonValue value) {
        return "JSON_VALUE(" + expression(value.input()) + ", " + expression(value.path())
                + returning(value.returning()) + fallback(value.onEmpty(), "EMPTY")
                + fallback(value.onError(), "ERROR") + ")";
    }

    static String query(JsonQuery query) {
        return "JSON_QUERY(" + expression(query.input()) + ", " + expression(query.path())
                + returning(query.returning()) + wrapper(query.wrapper()) + fallback(query.onEmpty(), "EMPTY")
                + fallback(query.onError(), "ERROR") + ")";
    }

    static String exists(JsonExists exists) {
        String onError = exists.onError() == null ? "" : " " + exists.onError() + " ON ERROR";
        return "JSON_EXISTS(" + expression(exists.input()) + ", " + expression(exists.path()) + onError + ")";
    }

    static String object(JsonObject object) {
        String members = list(object.members(), JsonWriter::member);
        return "JSON_OBJECT(" + spaced(members, onNull(object.onNull())) + ")";
    }

    static String array(JsonArray array) {
        return "JSON_ARRAY(" + spaced(expressions(array.elements()), onNull(array.onNull())) + ")";
    }

    static String objectAgg(JsonObjectAgg aggregate) {
        return "JSON_OBJECTAGG(" + spaced(member(aggregate.member()), onNull(aggregate.onNull())) + ")";
    }

    static String arrayAgg(JsonArrayAgg aggregate) {
        return "JSON_ARRAYAGG(" + spaced(expression(aggregate.element()), onNull(aggregate.onNull())) + ")";
    }

    private static String member(Member member) {
        return "KEY " + expression(member.key()) + " VALUE " + expression(member.value());
    }

    private static String spaced(String first, String second) {
        return first.isEmpty() || second.isEmpty() ? first + second : first + " " + second;
    }

    private static String onNull(@Nullable OnNull onNull) {
        return onNull == null ? "" : onNull + " ON NULL";
    }

    private static String returning(@Nullable TypeName type) {
        return type == null ? "" : " RETURNING " + Words.type(type);
    }

    private static String wrapper(JsonQuery.@Nullable Wrapper wrapper) {
        return wrapper == null ? "" : " " + wrapper.name().replace('_', ' ') + " WRAPPER";
    }

    private static String fallback(@Nullable Fallback fallback, String event) {
        if (fallback == null) {
            return "";
        }
        String value = fallback.value() == null ? "" : " " + expression(fallback.value());
        return " " + fallback.kind().name().replace('_', ' ') + value + " ON " + event;
    }
}
