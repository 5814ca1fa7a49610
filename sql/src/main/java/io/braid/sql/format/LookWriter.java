package io.braid.sql.format;

import static io.braid.sql.format.Words.identifier;
import static io.braid.sql.format.Words.name;

import io.braid.sql.tree.DescribeStatement.DescribeColumns;
import io.braid.sql.tree.DescribeStatement.DescribeFunction;
import io.braid.sql.tree.DescribeStatement.DescribeObject;
import io.braid.sql.tree.DescribeStatement.DescribePlan;
import io.braid.sql.tree.DescribeStatement.DescribeQuery;
import io.braid.sql.tree.DescribeStatement.DescribeUser;
import io.braid.sql.tree.ListStatement.ListObjects;
import io.braid.sql.tree.ObjectType;
import io.braid.sql.tree.Statement;

/** Writes LIST and DESCRIBE. */
final class LookWriter {
    private LookWriter() {}

    static String look(Statement statement) {
        if (statement instanceof ListObjects list) {
            return list(list);
        }
        if (statement instanceof DescribePlan plan) {
            return "DESCRIBE " + StatementWriter.statement(plan.statement().statement());
        }
        if (statement instanceof DescribeObject object) {
            return "DESCRIBE " + object.type().keyword() + " " + name(object.name())
                    + StatementWriter.inStore(object.store());
        }
        if (statement instanceof DescribeColumns columns) {
            String kind = columns.kind() == null ? "RELATION" : columns.kind().keyword();
            return "DESCRIBE " + kind + " COLUMNS " + name(columns.name());
        }
        if (statement instanceof DescribeFunction function) {
            return "DESCRIBE FUNCTION " + identifier(function.name()) + StatementWriter.signature(function.signature());
        }
        if (statement instanceof DescribeUser user) {
            return "DESCRIBE USER " + Words.string(user.email());
        }
        DescribeQuery query = (DescribeQuery) statement;
        String aspect = query.aspect() == DescribeQuery.Aspect.SUMMARY ? "" : " " + query.aspect();
        return "DESCRIBE QUERY" + aspect + (query.query() == null ? "" : " " + Words.query(query.query()));
    }

    private static String list(ListObjects list) {
        StringBuilder text = new StringBuilder("LIST ").append(list.type().pluralKeyword());
        if (list.in() != null) {
            String word =
                    switch (list.type()) {
                        case SCHEMA -> "DATABASE ";
                        case ENTITY -> "";
                        default -> "SCHEMA ";
                    };
            text.append(" IN ")
                    .append(list.type() == ObjectType.SCHEMA && !list.in().isSimple() ? "" : word);
            text.append(name(list.in()));
        }
        text.append(StatementWriter.inStore(list.store()));
        if (list.where() != null) {
            text.append(" WHERE ").append(ExpressionWriter.expression(list.where()));
        }
        return text.toString();
    }
}
