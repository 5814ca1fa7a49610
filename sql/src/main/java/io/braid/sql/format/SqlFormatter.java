package io.braid.sql.format;

import io.braid.sql.tree.Expression;
import io.braid.sql.tree.Identifier;
import io.braid.sql.tree.QualifiedName;
import io.braid.sql.tree.Query;
import io.braid.sql.tree.Statement;
import io.braid.sql.tree.TypeName;

/**
 * Writes trees as the language, each on one line without a semicolon. Keywords are upper case, names are quoted only where
 * they must be. Values of properties are written out, secrets among them: redact before showing.
 */
public final class SqlFormatter {
    private SqlFormatter() {}

    public static String format(Statement statement) {
        return StatementWriter.statement(statement);
    }

    public static String format(Query query) {
        return QueryWriter.query(query);
    }

    public static String format(Expression expression) {
        return ExpressionWriter.expression(expression);
    }

    public static String format(TypeName type) {
        return Words.type(type);
    }

    public static String format(QualifiedName name) {
        return Words.name(name);
    }

    public static String format(Identifier identifier) {
        return Words.identifier(identifier);
    }
}
