package io.braid.engine.eval;

import io.braid.spi.Column;
import io.braid.spi.RowType;
import io.braid.sql.tree.Expression;
import io.braid.sql.tree.Literal;
import io.braid.sql.tree.QualifiedName;
import io.braid.sql.tree.Query;
import io.braid.sql.tree.QueryBody;
import io.braid.sql.tree.SetQuantifier;
import io.braid.sql.tree.SortItem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Plans queries: one planner for each level of nesting, which knows the common tables seen from there. */
final class QueryPlanner {
    private final SourceResolver sources;
    private final RowBudget budget;
    private final Map<String, Supplier<SnapshotQuery>> commonTables;

    QueryPlanner(SourceResolver sources, RowBudget budget, Map<String, Supplier<SnapshotQuery>> commonTables) {
        this.sources = sources;
        this.budget = budget;
        this.commonTables = commonTables;
    }

    RowBudget budget() {
        return budget;
    }

    SnapshotSource resolve(QualifiedName name) {
        return sources.resolve(name);
    }

    @Nullable
    SnapshotQuery findCommonTable(QualifiedName name) {
        Supplier<SnapshotQuery> table =
                name.isSimple() ? commonTables.get(name.last().value()) : null;
        return table == null ? null : table.get();
    }

    ExpressionCompiler compiler(Bindings bindings) {
        return new ExpressionCompiler(bindings, Fidelity.FRIENDLY, this::nested);
    }

    SnapshotQuery nested(Query query) {
        return plan(query);
    }

    SnapshotQuery plan(Query query) {
        if (!query.partitionBy().isEmpty()) {
            throw Problems.at(query.at(), "PARTITION BY names the key of messages; this query writes none");
        }
        QueryPlanner inner = query.with().isEmpty() ? this : withCommonTables(query.with());
        return inner.planBody(query);
    }

    private QueryPlanner withCommonTables(List<Query.CommonTable> tables) {
        Map<String, Supplier<SnapshotQuery>> all = new HashMap<>(commonTables);
        for (Query.CommonTable table : tables) {
            QueryPlanner before = new QueryPlanner(sources, budget, Map.copyOf(all));
            all.put(table.name().value(), () -> {
                SnapshotQuery plan = before.plan(table.query());
                RowType columns = FromPlanner.renamed(
                        plan.columns(), table.columns(), table.query().at());
                return new SnapshotQuery(columns, plan.source(), budget);
            });
        }
        return new QueryPlanner(sources, budget, all);
    }

    private SnapshotQuery planBody(Query query) {
        long limit = count(query.limit(), "LIMIT", -1);
        long offset = count(query.offset(), "OFFSET", 0);
        if (query.body() instanceof QueryBody.Select select) {
            return SelectPlanner.plan(this, select, query.orderBy(), limit, offset);
        }
        SnapshotQuery body = body(query.body());
        Rows.Source source = body.source();
        if (!query.orderBy().isEmpty()) {
            Comparator<@Nullable Object[]> order = Sorting.unsorted();
            for (SortItem item : query.orderBy()) {
                int column = SelectPlanner.outputOf(item.expression(), body.columns());
                Comparator<@Nullable Object[]> next =
                        Sorting.by(column, body.columns().column(column).type(), item);
                order = order.thenComparing(next);
            }
            Comparator<@Nullable Object[]> whole = order;
            int width = body.columns().size();
            Rows.Source unsorted = source;
            long most = limit < 0 ? -1 : offset + limit;
            source = () -> Sorting.sorted(unsorted, whole, width, most, budget);
        }
        return new SnapshotQuery(body.columns(), limited(source, offset, limit), budget);
    }

    static Rows.Source limited(Rows.Source source, long offset, long limit) {
        return offset == 0 && limit < 0 ? source : () -> Rows.limited(source.open(), offset, limit);
    }

    private static long count(@Nullable Expression expression, String clause, long absent) {
        if (expression == null) {
            return absent;
        }
        if (expression instanceof Literal.Number number
                && number.kind() == Literal.Number.Kind.INTEGER
                && number.text().length() <= 18) {
            return Long.parseLong(number.text());
        }
        throw Problems.at(expression.at(), "%s takes a whole number", clause);
    }

    private SnapshotQuery body(QueryBody body) {
        if (body instanceof QueryBody.Select select) {
            return SelectPlanner.plan(this, select, List.of(), -1, 0);
        }
        if (body instanceof QueryBody.Nested nested) {
            return plan(nested.query());
        }
        if (body instanceof QueryBody.Values values) {
            return values(values);
        }
        return setOperation((QueryBody.SetOperation) body);
    }

    private SnapshotQuery values(QueryBody.Values values) {
        ExpressionCompiler compiler = compiler(Bindings.of(Scope.empty()));
        int width = values.rows().get(0).size();
        List<List<Node>> columns = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            List<Node> column = new ArrayList<>();
            for (List<Expression> row : values.rows()) {
                if (row.size() != width) {
                    throw Problems.at(values.at(), "the rows of VALUES have %d and %d columns", width, row.size());
                }
                column.add(compiler.compile(row.get(i)));
            }
            columns.add(Conditionals.unified(column, "VALUES", values.at()));
        }
        List<Column> types = new ArrayList<>();
        for (List<Node> column : columns) {
            boolean nullable = column.stream().anyMatch(Node::nullable);
            types.add(new Column("expr$" + types.size(), column.get(0).type(), nullable));
        }
        Rows.Source source = () -> {
            List<@Nullable Object[]> rows = new ArrayList<>();
            for (int i = 0; i < values.rows().size(); i++) {
                @Nullable Object[] row = new @Nullable Object[width];
                for (int j = 0; j < width; j++) {
                    row[j] = columns.get(j).get(i).evaluate(row);
                }
                rows.add(row);
            }
            return Rows.of(rows.iterator());
        };
        return new SnapshotQuery(new RowType(types), source, budget);
    }

    private SnapshotQuery setOperation(QueryBody.SetOperation operation) {
        SnapshotQuery left = body(operation.left());
        SnapshotQuery right = body(operation.right());
        RowType columns = SetOperations.columns(left.columns(), right.columns(), operation);
        Rows.Source first = SetOperations.widened(left, columns);
        Rows.Source second = SetOperations.widened(right, columns);
        boolean all = operation.quantifier() == SetQuantifier.ALL;
        return new SnapshotQuery(
                columns,
                switch (operation.kind()) {
                    case UNION -> {
                        Rows.Source both = () -> Rows.concatenated(first, second);
                        yield all ? both : () -> SetOperations.distinct(both.open(), budget);
                    }
                    case INTERSECT, EXCEPT -> {
                        if (all) {
                            throw Problems.unsupported(operation.at(), operation.kind() + " ALL is not supported");
                        }
                        boolean wanted = operation.kind() == QueryBody.SetOperation.Kind.INTERSECT;
                        yield () -> SetOperations.filtered(first, second, wanted, budget);
                    }
                },
                budget);
    }
}
