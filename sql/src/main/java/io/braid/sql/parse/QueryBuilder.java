package io.braid.sql.parse;

import io.braid.sql.parse.BraidSqlParser.AllColumnsContext;
import io.braid.sql.parse.BraidSqlParser.AllColumnsOfContext;
import io.braid.sql.parse.BraidSqlParser.CommonTableContext;
import io.braid.sql.parse.BraidSqlParser.CubeContext;
import io.braid.sql.parse.BraidSqlParser.EmptyGroupContext;
import io.braid.sql.parse.BraidSqlParser.GroupByContext;
import io.braid.sql.parse.BraidSqlParser.GroupItemContext;
import io.braid.sql.parse.BraidSqlParser.GroupingSetsContext;
import io.braid.sql.parse.BraidSqlParser.LimitTailContext;
import io.braid.sql.parse.BraidSqlParser.NestedBodyContext;
import io.braid.sql.parse.BraidSqlParser.OffsetTailContext;
import io.braid.sql.parse.BraidSqlParser.OrderTailContext;
import io.braid.sql.parse.BraidSqlParser.PartitionTailContext;
import io.braid.sql.parse.BraidSqlParser.PropertiesTailContext;
import io.braid.sql.parse.BraidSqlParser.QueryBodyContext;
import io.braid.sql.parse.BraidSqlParser.QueryContext;
import io.braid.sql.parse.BraidSqlParser.QueryTailContext;
import io.braid.sql.parse.BraidSqlParser.RollupContext;
import io.braid.sql.parse.BraidSqlParser.SelectBodyContext;
import io.braid.sql.parse.BraidSqlParser.SelectColumnContext;
import io.braid.sql.parse.BraidSqlParser.SelectContext;
import io.braid.sql.parse.BraidSqlParser.SelectItemContext;
import io.braid.sql.parse.BraidSqlParser.SetOperationContext;
import io.braid.sql.parse.BraidSqlParser.SetQuantifierContext;
import io.braid.sql.parse.BraidSqlParser.SortItemContext;
import io.braid.sql.parse.BraidSqlParser.ValuesBodyContext;
import io.braid.sql.tree.Expression;
import io.braid.sql.tree.Identifier;
import io.braid.sql.tree.Literal;
import io.braid.sql.tree.Property;
import io.braid.sql.tree.Query;
import io.braid.sql.tree.QueryBody;
import io.braid.sql.tree.QueryBody.GroupItem;
import io.braid.sql.tree.QueryBody.SelectItem;
import io.braid.sql.tree.QueryBody.SetOperation.Kind;
import io.braid.sql.tree.SetQuantifier;
import io.braid.sql.tree.SortItem;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Builds queries. */
final class QueryBuilder {
    private final SourceText source;
    private final Parts parts;
    private final ExpressionBuilder expressions;
    private final FromBuilder from;

    QueryBuilder(SourceText source, Parts parts) {
        this.source = source;
        this.parts = parts;
        this.expressions = new ExpressionBuilder(source, parts, this);
        this.from = new FromBuilder(source, parts, this);
    }

    ExpressionBuilder expressions() {
        return expressions;
    }

    List<SortItem> sortItems(List<SortItemContext> contexts) {
        return expressions.sortItems(contexts);
    }

    Query query(QueryContext context) {
        List<Query.CommonTable> with = context.commonTable().stream()
                .map(table -> new Query.CommonTable(
                        parts.identifier(table.identifier()),
                        parts.columnNames(table.columnNames()),
                        query(table.query())))
                .toList();
        Set<String> names = new HashSet<>();
        for (CommonTableContext table : context.commonTable()) {
            if (!names.add(parts.identifier(table.identifier()).value())) {
                throw source.error(table.getStart(), "two queries of WITH have the same name");
            }
        }
        QueryBody body = body(context.queryBody());
        List<Identifier> partitionBy = List.of();
        List<SortItem> orderBy = List.of();
        Expression limit = null;
        Expression offset = null;
        List<Property> properties = List.of();
        Set<Class<?>> seen = new HashSet<>();
        for (QueryTailContext tail : context.queryTail()) {
            if (!seen.add(tail.getClass())) {
                throw source.error(tail.getStart(), name(tail) + " is given twice");
            }
            if (tail instanceof PartitionTailContext partition) {
                partitionBy = parts.identifiers(partition.identifiers());
            } else if (tail instanceof OrderTailContext order) {
                orderBy = sortItems(order.sortItem());
            } else if (tail instanceof LimitTailContext limits) {
                limit = limits.ALL() == null ? count(limits.getStop()) : null;
            } else if (tail instanceof OffsetTailContext offsets) {
                offset = count(offsets.getStop());
            } else if (tail instanceof PropertiesTailContext last) {
                properties = parts.properties(last.properties());
            }
        }
        return new Query(with, body, partitionBy, orderBy, limit, offset, properties, source.at(context));
    }

    private static String name(QueryTailContext tail) {
        String word = tail.getStart().getText().toUpperCase(Locale.ROOT);
        if (tail instanceof PropertiesTailContext) {
            return word + " WITH";
        }
        return tail instanceof PartitionTailContext || tail instanceof OrderTailContext ? word + " BY" : word;
    }

    private Expression count(Token token) {
        return token.getType() == BraidSqlParser.QUESTION
                ? expressions.parameter(token)
                : new Literal.Number(token.getText(), source.at(token));
    }

    private QueryBody body(QueryBodyContext context) {
        if (context instanceof SetOperationContext) {
            return setOperations(context);
        }
        if (context instanceof SelectBodyContext select) {
            return select(select.select());
        }
        if (context instanceof ValuesBodyContext values) {
            return new QueryBody.Values(
                    values.valuesRow().stream()
                            .map(row -> expressions.all(row.expression()))
                            .toList(),
                    source.at(values));
        }
        NestedBodyContext nested = (NestedBodyContext) context;
        return new QueryBody.Nested(query(nested.query()), source.at(nested));
    }

    private QueryBody setOperations(QueryBodyContext context) {
        Deque<SetOperationContext> chain = new ArrayDeque<>();
        QueryBodyContext left = context;
        while (left instanceof SetOperationContext operation) {
            chain.push(operation);
            left = operation.left;
        }
        Nesting.check(source, context, chain.size());
        QueryBody body = body(left);
        for (SetOperationContext operation : chain) {
            body = new QueryBody.SetOperation(
                    kind(operation),
                    quantifier(operation.setQuantifier(), SetQuantifier.DISTINCT),
                    body,
                    body(operation.right),
                    source.at(context));
        }
        return body;
    }

    private static Kind kind(SetOperationContext context) {
        if (context.INTERSECT() != null) {
            return Kind.INTERSECT;
        }
        return context.UNION() == null ? Kind.EXCEPT : Kind.UNION;
    }

    private static SetQuantifier quantifier(@Nullable SetQuantifierContext context, SetQuantifier unwritten) {
        if (context == null) {
            return unwritten;
        }
        return context.DISTINCT() == null ? SetQuantifier.ALL : SetQuantifier.DISTINCT;
    }

    private QueryBody select(SelectContext context) {
        return new QueryBody.Select(
                quantifier(context.setQuantifier(), SetQuantifier.ALL),
                context.selectItem().stream().map(this::selectItem).toList(),
                context.fromItem() == null ? null : from.item(context.fromItem()),
                expressions.optional(context.where),
                context.groupItem().stream().map(this::groupItem).toList(),
                expressions.optional(context.having),
                source.at(context));
    }

    private SelectItem selectItem(SelectItemContext context) {
        if (context instanceof AllColumnsContext) {
            return new SelectItem.All(null, source.at(context));
        }
        if (context instanceof AllColumnsOfContext all) {
            return new SelectItem.All(parts.name(all.qualifiedName()), source.at(context));
        }
        SelectColumnContext column = (SelectColumnContext) context;
        return new SelectItem.Column(
                expressions.build(column.expression()), parts.alias(column.alias()), source.at(context));
    }

    private GroupItem groupItem(GroupItemContext context) {
        if (context instanceof GroupingSetsContext sets) {
            return new GroupItem.Sets(sets.groupingSet().stream()
                    .map(set -> expressions.all(set.expression()))
                    .toList());
        }
        if (context instanceof RollupContext rollup) {
            return new GroupItem.Rollup(expressions.all(rollup.expression()));
        }
        if (context instanceof CubeContext cube) {
            return new GroupItem.Cube(expressions.all(cube.expression()));
        }
        if (context instanceof EmptyGroupContext) {
            return new GroupItem.Sets(List.of(List.of()));
        }
        return new GroupItem.By(expressions.build(((GroupByContext) context).expression()));
    }
}
