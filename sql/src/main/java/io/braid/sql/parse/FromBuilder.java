package io.braid.sql.parse;

import io.braid.sql.parse.BraidSqlParser.CrossJoinContext;
import io.braid.sql.parse.BraidSqlParser.FromItemContext;
import io.braid.sql.parse.BraidSqlParser.FromPrimaryContext;
import io.braid.sql.parse.BraidSqlParser.JoinContext;
import io.braid.sql.parse.BraidSqlParser.JoinTypeContext;
import io.braid.sql.parse.BraidSqlParser.NamedRelationContext;
import io.braid.sql.parse.BraidSqlParser.PropertiesContext;
import io.braid.sql.parse.BraidSqlParser.RelationItemContext;
import io.braid.sql.parse.BraidSqlParser.SingleItemContext;
import io.braid.sql.parse.BraidSqlParser.SubSelectContext;
import io.braid.sql.parse.BraidSqlParser.TableFunctionContext;
import io.braid.sql.parse.BraidSqlParser.UnnestContext;
import io.braid.sql.parse.BraidSqlParser.WindowArgumentContext;
import io.braid.sql.parse.BraidSqlParser.WindowedRelationContext;
import io.braid.sql.tree.Call;
import io.braid.sql.tree.FromItem;
import io.braid.sql.tree.FromItem.Unnest.Ordinality;
import io.braid.sql.tree.FromItem.WindowedRelation;
import io.braid.sql.tree.FromItem.WindowedRelation.Kind;
import io.braid.sql.tree.Identifier;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.Property;
import io.braid.sql.tree.TimeSpan;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Builds what stands after FROM. */
final class FromBuilder {
    private final SourceText source;
    private final Parts parts;
    private final QueryBuilder queries;
    private final MatchBuilder matches;

    FromBuilder(SourceText source, Parts parts, QueryBuilder queries) {
        this.source = source;
        this.parts = parts;
        this.queries = queries;
        this.matches = new MatchBuilder(parts, queries);
    }

    FromItem item(FromItemContext context) {
        Deque<FromItemContext> joins = new ArrayDeque<>();
        FromItemContext left = context;
        while (!(left instanceof SingleItemContext)) {
            joins.push(left);
            left = left instanceof CrossJoinContext cross ? cross.left : ((JoinContext) left).left;
        }
        Nesting.check(source, context, joins.size());
        Position at = source.at(context);
        FromItem item = primary(((SingleItemContext) left).fromPrimary(), null);
        for (FromItemContext join : joins) {
            item = join(item, join, at);
        }
        return item;
    }

    private FromItem join(FromItem left, FromItemContext context, Position at) {
        if (context instanceof CrossJoinContext cross) {
            return new FromItem.Join(left, primary(cross.right, null), FromItem.Join.Type.CROSS, null, null, at);
        }
        JoinContext join = (JoinContext) context;
        return new FromItem.Join(
                left,
                primary(join.right, join.trailing),
                type(join.joinType()),
                join.timeSpan() == null ? null : parts.timeSpan(join.timeSpan()),
                queries.expressions().build(join.expression()),
                at);
    }

    private static FromItem.Join.Type type(@Nullable JoinTypeContext context) {
        return context == null
                ? FromItem.Join.Type.INNER
                : FromItem.Join.Type.valueOf(context.getStart().getText().toUpperCase(Locale.ROOT));
    }

    /** @param trailing a WITH after ON, which speaks of the relation that was joined last */
    private FromItem primary(FromPrimaryContext context, @Nullable PropertiesContext trailing) {
        if (context instanceof RelationItemContext relation) {
            return relation(relation, parts.properties(relation.properties(), trailing));
        }
        if (trailing != null) {
            throw source.error(trailing.getStart(), "only a relation takes properties");
        }
        Position at = source.at(context);
        if (context instanceof UnnestContext unnest) {
            return new FromItem.Unnest(
                    queries.expressions().build(unnest.expression()),
                    unnest.ORDINALITY() == null ? Ordinality.WITHOUT : Ordinality.WITH,
                    parts.alias(unnest.alias()),
                    parts.columnNames(unnest.columnNames()),
                    at);
        }
        TableFunctionContext function = (TableFunctionContext) context;
        if (queries.expressions().build(function.expression()) instanceof Call call) {
            return new FromItem.TableFunction(
                    call, parts.alias(function.alias()), parts.columnNames(function.columnNames()), at);
        }
        throw source.error(function.expression().getStart(), "LATERAL TABLE takes a function call");
    }

    private FromItem relation(RelationItemContext context, List<Property> properties) {
        Identifier alias = parts.alias(context.alias());
        List<Identifier> columns = parts.columnNames(context.columnNames());
        if (context.matchRecognize() != null) {
            FromItem input = relation(context, null, List.of(), List.of());
            noColumns(context, columns);
            return matches.build(context.matchRecognize(), input, alias, properties);
        }
        return relation(context, alias, columns, properties);
    }

    private FromItem relation(
            RelationItemContext context,
            @Nullable Identifier alias,
            List<Identifier> columns,
            List<Property> properties) {
        Position at = source.at(context);
        if (context.relation() instanceof SubSelectContext nested) {
            return new FromItem.SubSelect(queries.query(nested.query()), alias, columns, properties, at);
        }
        noColumns(context, columns);
        if (context.relation() instanceof NamedRelationContext named) {
            return new FromItem.TableReference(parts.name(named.qualifiedName()), alias, properties, at);
        }
        return windowed((WindowedRelationContext) context.relation(), alias, properties);
    }

    private void noColumns(RelationItemContext context, List<Identifier> columns) {
        if (!columns.isEmpty()) {
            throw source.error(
                    context.columnNames().getStart(), "only a query in parentheses takes a list of column names");
        }
    }

    private FromItem windowed(WindowedRelationContext context, @Nullable Identifier alias, List<Property> properties) {
        Kind kind = Kind.valueOf(context.kind.getText().toUpperCase(Locale.ROOT));
        WindowArgumentContext size = null;
        WindowArgumentContext step = null;
        for (WindowArgumentContext argument : context.windowArgument()) {
            boolean isSize = argument.SIZE() != null || argument.GAP() != null;
            if (isSize ? size != null : step != null) {
                throw source.error(argument.getStart(), "this is given twice", shape(kind));
            }
            size = isSize ? argument : size;
            step = isSize ? step : argument;
        }
        boolean stepWanted = kind == Kind.HOP || kind == Kind.CUMULATE;
        if (size == null || stepWanted != (step != null)) {
            throw source.error(context.getStart(), "the arguments of " + kind + " are not right", shape(kind));
        }
        if (kind != Kind.SESSION && !context.expression().isEmpty()) {
            throw source.error(context.PARTITION().getSymbol(), "only SESSION takes PARTITION BY", shape(kind));
        }
        return new WindowedRelation(
                kind,
                parts.name(context.qualifiedName()),
                queries.expressions().all(context.expression()),
                parts.timeSpan(size.timeSpan()),
                span(step),
                alias,
                properties,
                source.at(context));
    }

    private @Nullable TimeSpan span(@Nullable WindowArgumentContext context) {
        return context == null ? null : parts.timeSpan(context.timeSpan());
    }

    private static String shape(Kind kind) {
        return switch (kind) {
            case TUMBLE -> "write TUMBLE(relation, SIZE 1 HOUR)";
            case HOP -> "write HOP(relation, SIZE 1 HOUR, ADVANCE BY 5 MINUTES)";
            case CUMULATE -> "write CUMULATE(relation, SIZE 1 HOUR, STEP 5 MINUTES)";
            case SESSION -> "write SESSION(relation PARTITION BY column, GAP 5 MINUTES)";
        };
    }
}
