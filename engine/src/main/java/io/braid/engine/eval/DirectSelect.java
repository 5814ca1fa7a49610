package io.braid.engine.eval;

import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.RowType;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Call;
import io.braid.sql.tree.Expression;
import io.braid.sql.tree.FromItem;
import io.braid.sql.tree.Literal;
import io.braid.sql.tree.Query;
import io.braid.sql.tree.QueryBody;
import io.braid.sql.tree.SetQuantifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides whether a live SELECT is so plain that its messages need not pass through Flink, and prepares it. */
public final class DirectSelect {
    private DirectSelect() {}

    /**
     * The types of what {@code rowmeta()} and {@code rowkey()} give.
     *
     * @param metadata a STRUCT
     * @param key absent if the relation has no key
     */
    public record RecordTypes(DataType metadata, @Nullable DataType key) {}

    /** Filters and projects messages. Used by one thread at a time. */
    public interface Projection {
        RowType columns();

        /** The most rows wanted; negative for all. */
        long limit();

        /**
         * The output for a message, null if it does not pass.
         *
         * @param row the columns of the relation, then a {@link RecordContext}
         */
        @Nullable
        Object @Nullable [] apply(@Nullable Object[] row);
    }

    private record Plan(
            RowType columns, long limit, @Nullable Node test, List<Node> nodes) implements Projection {
        @Override
        public @Nullable Object @Nullable [] apply(@Nullable Object[] row) {
            boolean passes = test == null || Boolean.TRUE.equals(test.evaluate(row));
            return passes ? SetOperations.projected(nodes, row) : null;
        }
    }

    /** Absent for whatever could differ from Flink's rows in a single bit, and for whatever Flink should refuse. */
    public static Optional<Projection> plan(Query query, RowType relation, RecordTypes record) {
        if (!(query.body() instanceof QueryBody.Select select)
                || !(select.from() instanceof FromItem.TableReference table)
                || !isPlain(query, select)
                || !hasPlainLimit(query)) {
            return Optional.empty();
        }
        List<String> qualifier = table.alias() == null
                ? table.name().values()
                : List.of(table.alias().value());
        Scope scope = Scope.of(qualifier, relation);
        try {
            return Optional.of(plan(query, select, scope, pseudoFunctions(relation.size(), record, scope)));
        } catch (Unsupported | StatementException forFlink) {
            return Optional.empty();
        }
    }

    private static boolean isPlain(Query query, QueryBody.Select select) {
        return query.with().isEmpty()
                && query.partitionBy().isEmpty()
                && query.orderBy().isEmpty()
                && query.offset() == null
                && select.quantifier() == SetQuantifier.ALL
                && select.groupBy().isEmpty()
                && select.having() == null;
    }

    private static boolean hasPlainLimit(Query query) {
        return query.limit() == null
                || (query.limit() instanceof Literal.Number number
                        && number.kind() == Literal.Number.Kind.INTEGER
                        && number.text().length() <= 18);
    }

    private static Projection plan(Query query, QueryBody.Select select, Scope scope, Bindings bindings) {
        ExpressionCompiler compiler = new ExpressionCompiler(bindings, Fidelity.EXACT, Subqueries.none());
        List<Node> nodes = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        for (SelectList.Item item : SelectList.of(select.items(), scope)) {
            Node node = compiler.value(item.expression());
            nodes.add(node);
            columns.add(new Column(item.name(), node.type(), node.nullable()));
        }
        Node test = select.where() == null ? null : compiler.condition(select.where(), "WHERE");
        long limit = query.limit() instanceof Literal.Number number ? Long.parseLong(number.text()) : -1;
        return new Plan(new RowType(columns), limit, test, nodes);
    }

    /** The functions of a message, which may name their relation: there is only one. */
    private static Bindings pseudoFunctions(int slot, RecordTypes record, Scope scope) {
        Bindings columns = Bindings.of(scope);
        return expression -> {
            if (!(expression instanceof Call call) || call.over() != null || !takesRelation(call.arguments(), scope)) {
                return columns.bind(expression);
            }
            return switch (call.function()) {
                case "rowtime" ->
                    Node.of(DataType.BIGINT, false, row -> context(row, slot).timestamp());
                case "rowmeta" ->
                    Node.of(record.metadata(), false, row -> context(row, slot).metadata());
                case "rowkey" -> {
                    if (record.key() == null) {
                        throw new Unsupported("rowkey() of a relation without a key");
                    }
                    yield Node.of(record.key(), true, row -> context(row, slot).key());
                }
                default -> null;
            };
        };
    }

    private static boolean takesRelation(List<Expression> arguments, Scope scope) {
        return arguments.isEmpty()
                || (arguments.size() == 1
                        && arguments.get(0) instanceof Expression.ColumnReference named
                        && !scope.under(named.name()).isEmpty());
    }

    private static RecordContext context(@Nullable Object[] row, int slot) {
        Object context = row[slot];
        if (context == null) {
            throw new IllegalStateException("a row without its record");
        }
        return (RecordContext) context;
    }
}
