package io.braid.sql.parse;

import io.braid.sql.tree.DescribeStatement.DescribeColumns;
import io.braid.sql.tree.DescribeStatement.DescribeFunction;
import io.braid.sql.tree.DescribeStatement.DescribeObject;
import io.braid.sql.tree.DescribeStatement.DescribePlan;
import io.braid.sql.tree.DescribeStatement.DescribeQuery;
import io.braid.sql.tree.DescribeStatement.DescribeUser;
import io.braid.sql.tree.Identifier;
import io.braid.sql.tree.ListStatement.ListObjects;
import io.braid.sql.tree.ObjectType;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.QualifiedName;
import io.braid.sql.tree.SandboxStatement.DescribeSandbox;
import io.braid.sql.tree.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Builds what begins with LIST, SHOW or DESCRIBE. */
final class LookBuilder extends BraidSqlBaseVisitor<Statement> {
    private static final Map<String, ObjectType> LISTED = listed();

    private final SourceText source;
    private final Parts parts;
    private final QueryBuilder queries;
    private final StatementBuilder statements;
    private final Position at;

    /** @param at where the statement begins, which is before the part visited here */
    LookBuilder(SourceText source, Parts parts, QueryBuilder queries, StatementBuilder statements, Position at) {
        this.source = source;
        this.parts = parts;
        this.queries = queries;
        this.statements = statements;
        this.at = at;
    }

    private static Map<String, ObjectType> listed() {
        Map<String, ObjectType> listed = new HashMap<>();
        for (ObjectType type : ObjectType.values()) {
            listed.put(type.pluralKeyword(), type);
        }
        listed.put("TOPICS", ObjectType.ENTITY);
        return listed;
    }

    @Override
    public Statement visitList(BraidSqlParser.ListContext context) {
        String words = context.listed.getText();
        if (context.second != null) {
            words += " " + context.second.getText();
        }
        ObjectType type = LISTED.get(words.toUpperCase(Locale.ROOT));
        if (type == null) {
            throw source.error(
                    context.listed.getStart(),
                    "\"" + words + "\" cannot be listed",
                    "LIST takes " + LISTED.keySet().stream().sorted().collect(Collectors.joining(", ")));
        }
        QualifiedName in = null;
        Identifier store = null;
        for (BraidSqlParser.ListScopeContext scope : context.listScope()) {
            boolean second = scope instanceof BraidSqlParser.InStoreScopeContext ? store != null : in != null;
            if (second) {
                throw source.error(scope.getStart(), "IN is given twice");
            }
            if (scope instanceof BraidSqlParser.InStoreScopeContext inStore) {
                store = parts.identifier(inStore.identifier());
            } else {
                in = namespace(type, (BraidSqlParser.InNamespaceScopeContext) scope);
            }
        }
        return new ListObjects(type, in, store, queries.expressions().optional(context.expression()), at);
    }

    private QualifiedName namespace(ObjectType type, BraidSqlParser.InNamespaceScopeContext context) {
        boolean inDatabase = context.DATABASE() != null;
        if (inDatabase ? type != ObjectType.SCHEMA : context.SCHEMA() != null && type == ObjectType.SCHEMA) {
            throw source.error(
                    context.getStart(),
                    "LIST " + type.pluralKeyword() + " takes IN " + (inDatabase ? "SCHEMA" : "DATABASE"));
        }
        return context.qualifiedName() == null
                ? QualifiedName.of(parts.identifier(context.identifier()))
                : parts.name(context.qualifiedName());
    }

    @Override
    public Statement visitDescribeSandbox(BraidSqlParser.DescribeSandboxContext context) {
        return new DescribeSandbox(at);
    }

    @Override
    public Statement visitDescribeColumns(BraidSqlParser.DescribeColumnsContext context) {
        return new DescribeColumns(
                context.relationKind() == null ? null : parts.relationKind(context.relationKind()),
                parts.name(context.qualifiedName()),
                at);
    }

    @Override
    public Statement visitDescribeQueryAspect(BraidSqlParser.DescribeQueryAspectContext context) {
        DescribeQuery.Aspect aspect =
                DescribeQuery.Aspect.valueOf(context.aspect.getText().toUpperCase(Locale.ROOT));
        return new DescribeQuery(aspect, parts.queryReference(context.queryReference()), at);
    }

    @Override
    public Statement visitDescribeAllQueryState(BraidSqlParser.DescribeAllQueryStateContext context) {
        return new DescribeQuery(DescribeQuery.Aspect.STATE, null, at);
    }

    @Override
    public Statement visitDescribeQuery(BraidSqlParser.DescribeQueryContext context) {
        return new DescribeQuery(DescribeQuery.Aspect.SUMMARY, parts.queryReference(context.queryReference()), at);
    }

    @Override
    public Statement visitDescribeEntity(BraidSqlParser.DescribeEntityContext context) {
        return new DescribeObject(
                ObjectType.ENTITY, parts.name(context.qualifiedName()), parts.store(context.inStore()), at);
    }

    @Override
    public Statement visitDescribeUser(BraidSqlParser.DescribeUserContext context) {
        return new DescribeUser(parts.email(context.email()), at);
    }

    @Override
    public Statement visitDescribeFunction(BraidSqlParser.DescribeFunctionContext context) {
        return new DescribeFunction(parts.identifier(context.identifier()), parts.signature(context.signature()), at);
    }

    @Override
    public Statement visitDescribeObject(BraidSqlParser.DescribeObjectContext context) {
        return new DescribeObject(parts.objectType(context.namedType()), parts.name(context.objectName()), null, at);
    }

    @Override
    public Statement visitDescribeStatement(BraidSqlParser.DescribeStatementContext context) {
        return new DescribePlan(statements.parsed(context.statement()), at);
    }
}
