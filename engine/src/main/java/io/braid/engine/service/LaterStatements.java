package io.braid.engine.service;

import io.braid.engine.statement.StatementHandlers;
import io.braid.sql.tree.IntegrationStatement;
import io.braid.sql.tree.Statement;
import java.util.Locale;

/** Families of the language that are understood by the parser and by nobody else yet. */
final class LaterStatements implements StatementHandlers.Family {
    @Override
    public void register(StatementHandlers.Builder handlers) {
        later(handlers, IntegrationStatement.class);
    }

    private static <S extends Statement> void later(StatementHandlers.Builder handlers, Class<S> family) {
        for (Class<?> leaf : StatementHandlers.leaves(family)) {
            handlers.notYet(leaf.asSubclass(Statement.class), words(leaf.getSimpleName()));
        }
    }

    /** {@code CreateApiToken} is CREATE API_TOKEN to those who type it. */
    private static String words(String name) {
        String[] parts = name.split("(?=[A-Z])");
        StringBuilder text = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            text.append(i == 1 ? ' ' : '_').append(parts[i]);
        }
        return text.toString().toUpperCase(Locale.ROOT);
    }
}
