package io.braid.engine.eval;

import io.braid.spi.Column;
import io.braid.spi.RowType;
import io.braid.sql.tree.Call;
import io.braid.sql.tree.Expression;
import io.braid.sql.tree.Literal;
import io.braid.sql.tree.QueryBody.Select;
import io.braid.sql.tree.SetQuantifier;
import io.braid.sql.tree.SortItem;
import io.braid.view.ViewScan;
import java.io.Serial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Plans one SELECT with the ORDER BY and LIMIT that belong to it. */
final class SelectPlanner {
    private final QueryPlanner planner;
    private final Select select;
    private final Relation relation;
    private final ExpressionCompiler compiler;
    private final List<SelectList.Item> items;
    private boolean filteredHere;

    private SelectPlanner(QueryPlanner planner, Select select, boolean aggregatesAllowed) {
        this.planner = planner;
        this.select = select;
        this.relation = new FromPlanner(planner).plan(select.from());
        Bindings columns = relation.bindings();
        this.compiler = planner.compiler(aggregatesAllowed ? columns : stoppingAtAggregates(columns));
        this.items = SelectList.of(select.items(), relation.scope());
    }

    /** Says that a select list without GROUP BY turned out to have an aggregate. */
    private static final class AggregateSeen extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        AggregateSeen() {
            super(null, null, false, false);
        }
    }

    private static Bindings stoppingAtAggregates(Bindings columns) {
        return expression -> {
            if (expression instanceof Call call && call.over() == null && Aggregates.isAggregate(call.function())) {
                throw new AggregateSeen();
            }
            return columns.bind(expression);
        };
    }

    static SnapshotQuery plan(QueryPlanner planner, Select select, List<SortItem> order, long limit, long offset) {
        if (select.groupBy().isEmpty() && select.having() == null) {
            try {
                return new SelectPlanner(planner, select, false).plain(order, limit, offset);
            } catch (AggregateSeen seen) {
                return new SelectPlanner(planner, select, true).grouped(order, limit, offset);
            }
        }
        return new SelectPlanner(planner, select, true).grouped(order, limit, offset);
    }

    private SnapshotQuery plain(List<SortItem> order, long limit, long offset) {
        List<Node> tests = tests();
        filteredHere = !tests.isEmpty();
        Projection projection = projection(compiler, order);
        boolean distinct = select.quantifier() == SetQuantifier.DISTINCT;
        boolean sortedThere = !distinct && orderInScan(order);
        limitInScan(order, sortedThere, distinct, limit, offset);
        return finished(relation.source(), tests, projection, sortedThere ? List.of() : order, limit, offset);
    }

    private SnapshotQuery grouped(List<SortItem> order, long limit, long offset) {
        List<Node> tests = tests();
        GroupKeys keys = GroupKeys.of(select.groupBy(), items, relation.scope());
        Grouping grouping = new Grouping(keys.expressions(), keys.sets(), relation.scope(), compiler);
        ExpressionCompiler outer = planner.compiler(grouping);
        List<Node> having = select.having() == null ? List.of() : List.of(outer.condition(select.having(), "HAVING"));
        Projection projection = projection(outer, order);
        Rows.Source input = filtered(relation.source(), tests);
        return finished(grouping.over(input, planner.budget()), having, projection, order, limit, offset);
    }

    /** The conditions of WHERE that the relation does not check by itself. */
    private List<Node> tests() {
        List<Node> tests = new ArrayList<>();
        ExpressionCompiler checker = planner.compiler(Bindings.of(relation.scope()));
        for (Expression term : Pushdown.terms(select.where())) {
            if (relation instanceof Relation.Scan scan) {
                Optional<ViewScan.Condition> condition = Pushdown.condition(term, relation.scope());
                if (condition.isPresent()) {
                    checker.condition(term, "WHERE");
                    scan.require(condition.get());
                    continue;
                }
            }
            Node test = planner.compiler(relation.bindings()).condition(term, "WHERE");
            if (!(test.constant() && Boolean.TRUE.equals(test.value()))) {
                tests.add(test);
            }
        }
        return tests;
    }

    /**
     * The nodes of the output, and after them those that are only sorted by.
     *
     * @param sortColumns where each item of ORDER BY is among the nodes
     */
    private record Projection(RowType columns, List<Node> nodes, List<Integer> sortColumns) {}

    private Projection projection(ExpressionCompiler over, List<SortItem> order) {
        List<Node> nodes = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        for (SelectList.Item item : items) {
            Node node = over.value(item.expression());
            nodes.add(node);
            columns.add(new Column(item.name(), node.type(), node.nullable()));
        }
        List<Integer> sortColumns = new ArrayList<>();
        for (SortItem item : order) {
            int output = findOutput(item.expression());
            if (output < 0 && select.quantifier() == SetQuantifier.DISTINCT) {
                throw Problems.at(item.expression().at(), "SELECT DISTINCT sorts only by what it selects");
            }
            if (output < 0) {
                output = nodes.size();
                nodes.add(over.value(item.expression()));
            }
            sortColumns.add(output);
        }
        return new Projection(new RowType(columns), nodes, sortColumns);
    }

    private int findOutput(Expression expression) {
        int ordinal = ordinal(expression, items.size());
        if (ordinal >= 0) {
            return ordinal;
        }
        if (expression instanceof Expression.ColumnReference reference
                && reference.name().isSimple()) {
            String name = reference.name().last().value();
            for (int i = 0; i < items.size(); i++) {
                if (items.get(i).name().equals(name)) {
                    return i;
                }
            }
        }
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).expression().equals(expression)) {
                return i;
            }
        }
        return -1;
    }

    /** The position that a bare number means, from 0; -1 for other expressions. */
    static int ordinal(Expression expression, int columns) {
        if (!(expression instanceof Literal.Number number) || number.kind() != Literal.Number.Kind.INTEGER) {
            return -1;
        }
        int position = number.text().length() > 9 ? 0 : Integer.parseInt(number.text());
        if (position < 1 || position > columns) {
            throw Problems.at(expression.at(), "there is no column %s in the select list", number.text());
        }
        return position - 1;
    }

    /** The column of a result that an ORDER BY after a set operation means. */
    static int outputOf(Expression expression, RowType columns) {
        int ordinal = ordinal(expression, columns.size());
        if (ordinal >= 0) {
            return ordinal;
        }
        if (expression instanceof Expression.ColumnReference reference) {
            return Scope.of(columns).require(reference.name()).slot();
        }
        throw Problems.at(expression.at(), "a set operation is sorted by names or positions of its columns");
    }

    /** Leaves the sorting to the relation if all is sorted by its columns. */
    private boolean orderInScan(List<SortItem> order) {
        if (order.isEmpty() || !(relation instanceof Relation.Scan scan)) {
            return false;
        }
        List<ViewScan.Order> wanted = new ArrayList<>();
        for (SortItem item : order) {
            int output = findOutput(item.expression());
            Expression sorted =
                    output < 0 ? item.expression() : items.get(output).expression();
            if (!(sorted instanceof Expression.ColumnReference reference)) {
                return false;
            }
            Scope.Entry entry = relation.scope().require(reference.name());
            if (entry.type().kind().isNested()) {
                return false;
            }
            wanted.add(new ViewScan.Order(
                    entry.slot(), item.direction() == SortItem.Direction.DESC, Sorting.nullsFirst(item)));
        }
        scan.orderBy(wanted);
        return true;
    }

    private void limitInScan(List<SortItem> order, boolean sortedThere, boolean distinct, long limit, long offset) {
        boolean possible = !filteredHere && !distinct && (order.isEmpty() || sortedThere);
        if (possible && limit >= 0 && relation instanceof Relation.Scan scan) {
            scan.limit(limit + offset);
        }
    }

    private static Rows.Source filtered(Rows.Source input, List<Node> tests) {
        return tests.isEmpty() ? input : () -> Rows.mapped(input.open(), row -> passes(tests, row) ? row : null);
    }

    private static boolean passes(List<Node> tests, @Nullable Object[] row) {
        for (Node test : tests) {
            if (!Boolean.TRUE.equals(test.evaluate(row))) {
                return false;
            }
        }
        return true;
    }

    private SnapshotQuery finished(
            Rows.Source input, List<Node> tests, Projection projection, List<SortItem> order, long limit, long offset) {
        RowBudget budget = planner.budget();
        int width = projection.columns().size();
        List<Node> nodes = order.isEmpty() ? projection.nodes().subList(0, width) : projection.nodes();
        Rows.Source result =
                () -> Rows.mapped(input.open(), row -> passes(tests, row) ? SetOperations.projected(nodes, row) : null);
        if (select.quantifier() == SetQuantifier.DISTINCT) {
            Rows.Source all = result;
            result = () -> SetOperations.distinct(all.open(), budget);
        }
        if (!order.isEmpty()) {
            Rows.Source unsorted = result;
            Comparator<@Nullable Object[]> comparator = comparator(projection, order);
            long most = limit < 0 ? -1 : offset + limit;
            result = () -> Sorting.sorted(unsorted, comparator, width, most, budget);
        }
        return new SnapshotQuery(projection.columns(), QueryPlanner.limited(result, offset, limit), budget);
    }

    private static Comparator<@Nullable Object[]> comparator(Projection projection, List<SortItem> order) {
        Comparator<@Nullable Object[]> comparator = Sorting.unsorted();
        for (int i = 0; i < order.size(); i++) {
            int column = projection.sortColumns().get(i);
            comparator = comparator.thenComparing(
                    Sorting.by(column, projection.nodes().get(column).type(), order.get(i)));
        }
        return comparator;
    }
}
