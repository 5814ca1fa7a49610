package io.braid.engine.statement;

import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The one list of which class understands which statement. A statement that nobody understands stops the start. */
public final class StatementHandlers {
    private final Map<Class<?>, StatementHandler<? extends Statement>> handlers;

    private StatementHandlers(Map<Class<?>, StatementHandler<? extends Statement>> handlers) {
        this.handlers = Map.copyOf(handlers);
    }

    public static Builder builder() {
        return new Builder();
    }

    @SuppressWarnings("unchecked") // on() pairs each class with a handler of just that class
    public Prepared prepare(Statement statement, StatementContext context) {
        StatementHandler<Statement> handler = (StatementHandler<Statement>) handlers.get(statement.getClass());
        if (handler == null) {
            throw new IllegalStateException("no handler for " + statement.getClass());
        }
        return handler.prepare(statement, context);
    }

    /** Collects handlers, family by family. */
    public static final class Builder {
        private final Map<Class<?>, StatementHandler<? extends Statement>> handlers = new HashMap<>();

        private Builder() {}

        public <S extends Statement> Builder on(Class<S> statement, StatementHandler<S> handler) {
            if (handlers.put(statement, handler) != null) {
                throw new IllegalStateException("two handlers for " + statement);
            }
            return this;
        }

        /** Statements that are part of the language and are answered with 0A000 and the name of the feature. */
        public <S extends Statement> Builder notYet(Class<S> statement, String feature) {
            return on(statement, (s, context) -> {
                throw StatementContext.at(
                        s.at(),
                        StatementException.of(ErrorCode.FEATURE_NOT_SUPPORTED, "%s is not supported yet", feature));
            });
        }

        public Builder all(Family family) {
            family.register(this);
            return this;
        }

        public StatementHandlers build() {
            List<String> missing = new ArrayList<>();
            for (Class<?> leaf : leaves(Statement.class)) {
                if (!handlers.containsKey(leaf)) {
                    missing.add(leaf.getSimpleName());
                }
            }
            if (!missing.isEmpty()) {
                throw new IllegalStateException("no handler for " + missing);
            }
            return new StatementHandlers(handlers);
        }
    }

    /** The handlers of one family of statements. */
    public interface Family {
        void register(Builder handlers);
    }

    /** The record classes at the bottom of a sealed hierarchy. */
    public static List<Class<?>> leaves(Class<?> root) {
        Class<?>[] children = root.getPermittedSubclasses();
        if (children == null) {
            return List.of(root);
        }
        List<Class<?>> leaves = new ArrayList<>();
        for (Class<?> child : children) {
            leaves.addAll(leaves(child));
        }
        return leaves;
    }
}
