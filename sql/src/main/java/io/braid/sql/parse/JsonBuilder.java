package io.braid.sql.parse;

import io.braid.sql.parse.BraidSqlParser.FallbackContext;
import io.braid.sql.parse.BraidSqlParser.JsonArrayAggContext;
import io.braid.sql.parse.BraidSqlParser.JsonArrayContext;
import io.braid.sql.parse.BraidSqlParser.JsonExistsContext;
import io.braid.sql.parse.BraidSqlParser.JsonMemberContext;
import io.braid.sql.parse.BraidSqlParser.JsonObjectAggContext;
import io.braid.sql.parse.BraidSqlParser.JsonObjectContext;
import io.braid.sql.parse.BraidSqlParser.JsonQueryContext;
import io.braid.sql.parse.BraidSqlParser.JsonValueContext;
import io.braid.sql.parse.BraidSqlParser.JsonWrapperContext;
import io.braid.sql.parse.BraidSqlParser.OnNullContext;
import io.braid.sql.tree.Expression;
import io.braid.sql.tree.JsonExpression;
import io.braid.sql.tree.JsonExpression.Fallback;
import io.braid.sql.tree.JsonExpression.JsonExists.OnError;
import io.braid.sql.tree.JsonExpression.JsonQuery.Wrapper;
import io.braid.sql.tree.JsonExpression.Member;
import io.braid.sql.tree.JsonExpression.OnNull;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.tree.RuleNode;
import org.jspecify.annotations.Nullable;

/** Builds the JSON functions. */
final class JsonBuilder {
    private final SourceText source;
    private final Parts parts;
    private final ExpressionBuilder expressions;

    JsonBuilder(SourceText source, Parts parts, ExpressionBuilder expressions) {
        this.source = source;
        this.parts = parts;
        this.expressions = expressions;
    }

    Expression build(RuleNode node) {
        if (node instanceof JsonValueContext value) {
            return new JsonExpression.JsonValue(
                    expressions.build(value.expression(0)),
                    expressions.build(value.expression(1)),
                    parts.types().optional(value.dataType()),
                    fallback(value.fallback(), BraidSqlParser.EMPTY_),
                    fallback(value.fallback(), BraidSqlParser.ERROR),
                    source.at(value));
        }
        if (node instanceof JsonQueryContext query) {
            return new JsonExpression.JsonQuery(
                    expressions.build(query.expression(0)),
                    expressions.build(query.expression(1)),
                    parts.types().optional(query.dataType()),
                    wrapper(query.jsonWrapper()),
                    fallback(query.fallback(), BraidSqlParser.EMPTY_),
                    fallback(query.fallback(), BraidSqlParser.ERROR),
                    source.at(query));
        }
        if (node instanceof JsonExistsContext exists) {
            return new JsonExpression.JsonExists(
                    expressions.build(exists.expression(0)),
                    expressions.build(exists.expression(1)),
                    onError(exists),
                    source.at(exists));
        }
        if (node instanceof JsonObjectContext object) {
            return new JsonExpression.JsonObject(
                    object.jsonMember().stream().map(this::member).toList(),
                    onNull(object.onNull()),
                    source.at(object));
        }
        if (node instanceof JsonArrayContext array) {
            return new JsonExpression.JsonArray(
                    expressions.all(array.expression()), onNull(array.onNull()), source.at(array));
        }
        if (node instanceof JsonObjectAggContext aggregate) {
            return new JsonExpression.JsonObjectAgg(
                    member(aggregate.jsonMember()), onNull(aggregate.onNull()), source.at(aggregate));
        }
        if (node instanceof JsonArrayAggContext aggregate) {
            return new JsonExpression.JsonArrayAgg(
                    expressions.build(aggregate.expression()), onNull(aggregate.onNull()), source.at(aggregate));
        }
        throw new IllegalStateException(
                "no expression is built from " + node.getClass().getSimpleName());
    }

    private Member member(JsonMemberContext context) {
        return new Member(expressions.build(context.expression(0)), expressions.build(context.expression(1)));
    }

    private static @Nullable OnNull onNull(@Nullable OnNullContext context) {
        if (context == null) {
            return null;
        }
        return context.ABSENT() == null ? OnNull.NULL : OnNull.ABSENT;
    }

    private static @Nullable OnError onError(JsonExistsContext context) {
        if (context.ON() == null) {
            return null;
        }
        if (context.TRUE() != null) {
            return OnError.TRUE;
        }
        if (context.FALSE() != null) {
            return OnError.FALSE;
        }
        return context.UNKNOWN() == null ? OnError.ERROR : OnError.UNKNOWN;
    }

    private static @Nullable Wrapper wrapper(@Nullable JsonWrapperContext context) {
        if (context == null) {
            return null;
        }
        if (context.WITHOUT() != null) {
            return Wrapper.WITHOUT_ARRAY;
        }
        return context.CONDITIONAL() == null ? Wrapper.WITH_UNCONDITIONAL_ARRAY : Wrapper.WITH_CONDITIONAL_ARRAY;
    }

    private @Nullable Fallback fallback(List<FallbackContext> contexts, int event) {
        Fallback found = null;
        for (FallbackContext context : contexts) {
            if (context.on.getType() == event) {
                if (found != null) {
                    throw source.error(
                            context.getStart(),
                            "ON " + context.on.getText().toUpperCase(Locale.ROOT) + " is given twice");
                }
                found = fallback(context);
            }
        }
        return found;
    }

    private Fallback fallback(FallbackContext context) {
        if (context.DEFAULT_() != null) {
            return new Fallback(Fallback.Kind.DEFAULT, expressions.build(context.expression()));
        }
        return new Fallback(
                switch (context.getStart().getType()) {
                    case BraidSqlParser.NULL -> Fallback.Kind.NULL;
                    case BraidSqlParser.ERROR -> Fallback.Kind.ERROR;
                    default -> context.OBJECT() == null ? Fallback.Kind.EMPTY_ARRAY : Fallback.Kind.EMPTY_OBJECT;
                },
                null);
    }
}
