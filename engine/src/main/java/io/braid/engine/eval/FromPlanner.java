package io.braid.engine.eval;

import io.braid.spi.Column;
import io.braid.spi.RowType;
import io.braid.sql.tree.Expression;
import io.braid.sql.tree.FromItem;
import io.braid.sql.tree.Identifier;
import io.braid.sql.tree.MatchRecognize;
import io.braid.sql.tree.Position;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the FROM of a SELECT. */
final class FromPlanner {
    private final QueryPlanner planner;

    FromPlanner(QueryPlanner planner) {
        this.planner = planner;
    }

    Relation plan(@Nullable FromItem item) {
        if (item == null) {
            return new Relation.Derived(Scope.empty(), () -> {
                List<@Nullable Object[]> oneRow = new ArrayList<>();
                oneRow.add(new @Nullable Object[0]);
                return Rows.of(oneRow.iterator());
            });
        }
        if (item instanceof FromItem.TableReference table) {
            return table(table);
        }
        if (item instanceof FromItem.SubSelect select) {
            SnapshotQuery query = planner.nested(select.query());
            return derived(query, select.alias(), select.columns(), select.at());
        }
        if (item instanceof FromItem.Join join) {
            return join(join);
        }
        String what = item instanceof FromItem.WindowedRelation
                ? "a window"
                : item instanceof FromItem.Unnest
                        ? "UNNEST"
                        : item instanceof MatchRecognize ? "MATCH_RECOGNIZE" : "a table function";
        throw Problems.unsupported(item.at(), what + " is not supported when views and system tables are read");
    }

    private Relation table(FromItem.TableReference table) {
        SnapshotQuery common = planner.findCommonTable(table.name());
        if (common != null) {
            Identifier alias = table.alias() == null ? table.name().last() : table.alias();
            return derived(common, alias, List.of(), table.at());
        }
        SnapshotSource source = planner.resolve(table.name());
        List<String> qualifier = table.alias() == null
                ? table.name().values()
                : List.of(table.alias().value());
        return new Relation.Scan(Scope.of(qualifier, source.columns()), source);
    }

    private static Relation derived(
            SnapshotQuery query, @Nullable Identifier alias, List<Identifier> names, Position at) {
        RowType columns = renamed(query.columns(), names, at);
        List<String> qualifier = alias == null ? List.of() : List.of(alias.value());
        return new Relation.Derived(Scope.of(qualifier, columns), query::run);
    }

    static RowType renamed(RowType columns, List<Identifier> names, Position at) {
        if (names.isEmpty()) {
            return columns;
        }
        if (names.size() != columns.size()) {
            throw Problems.at(at, "%d names are given to %d columns", names.size(), columns.size());
        }
        List<Column> renamed = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Column column = columns.column(i);
            renamed.add(new Column(names.get(i).value(), column.type(), column.nullable()));
        }
        return new RowType(renamed);
    }

    private Relation join(FromItem.Join join) {
        if (join.within() != null) {
            throw Problems.at(join.at(), "WITHIN joins streams; what is read here is at rest");
        }
        if (join.type() == FromItem.Join.Type.RIGHT || join.type() == FromItem.Join.Type.FULL) {
            throw Problems.unsupported(join.at(), join.type() + " JOIN is not supported")
                    .hint("write a LEFT JOIN");
        }
        Relation left = whole(plan(join.left()));
        Relation right = whole(plan(join.right()));
        boolean outer = join.type() == FromItem.Join.Type.LEFT;
        int leftWidth = left.scope().entries().size();
        Scope both = left.scope().beside(right.scope(), leftWidth, false, outer);
        HashJoin.Condition condition = condition(join.on(), left.scope(), right.scope(), both);
        int rightWidth = right.scope().entries().size();
        HashJoin plan =
                new HashJoin(left.source(), right.source(), leftWidth, rightWidth, outer, condition, planner.budget());
        return new Relation.Derived(both, plan::open);
    }

    private static Relation whole(Relation relation) {
        if (relation instanceof Relation.Scan scan) {
            scan.readAll();
        }
        return relation;
    }

    private HashJoin.Condition condition(@Nullable Expression on, Scope left, Scope right, Scope both) {
        ExpressionCompiler compiler = planner.compiler(Bindings.of(both));
        List<Node> leftKeys = new ArrayList<>();
        List<Node> rightKeys = new ArrayList<>();
        List<Node> rest = new ArrayList<>();
        for (Expression term : Pushdown.terms(on)) {
            Node test = compiler.condition(term, "ON");
            if (!HashJoin.addKeys(term, left, right, leftKeys, rightKeys)) {
                rest.add(test);
            }
        }
        return new HashJoin.Condition(leftKeys, rightKeys, rest);
    }
}
