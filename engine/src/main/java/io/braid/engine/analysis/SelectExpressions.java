package io.braid.engine.analysis;

import io.braid.catalog.UserFunction;
import io.braid.spi.DataType;
import io.braid.sql.tree.Call;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.QualifiedName;
import io.braid.sql.tree.Query;
import io.braid.sql.tree.Window;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the expressions of one SELECT can name, and what they were seen to use. */
final class SelectExpressions implements ExpressionPrinter.Surroundings {
    private final QueryTranslator queries;
    private final PlanParts parts;
    private final Scope scope;
    private final Map<String, CommonTables.Entry> tables;
    private final OverWindows windows;
    private final Set<Scope.Item> used = new HashSet<>();
    private @Nullable Wavering wavering;
    private @Nullable Position subquery;

    SelectExpressions(QueryTranslator queries, PlanParts parts, Scope scope, Map<String, CommonTables.Entry> tables) {
        this.queries = queries;
        this.parts = parts;
        this.scope = scope;
        this.tables = tables;
        this.windows = new OverWindows(scope);
    }

    /** A condition that may hold for a row now and not later. */
    record Wavering(Position at, String what) {}

    OverWindows windows() {
        return windows;
    }

    /** The relations whose columns were named. */
    Set<Scope.Item> used() {
        return used;
    }

    /** The first condition that may stop to hold for a row. */
    @Nullable
    Wavering wavering() {
        return wavering;
    }

    /** Where the first subquery is. */
    @Nullable
    Position subquery() {
        return subquery;
    }

    @Override
    public String column(QualifiedName name) {
        scope.owner(name).ifPresent(used::add);
        return scope.resolve(name);
    }

    @Override
    public @Nullable String special(Call call, ExpressionPrinter printer) {
        return RecordFunctions.print(call, scope);
    }

    @Override
    public @Nullable String field(Call call, String field) {
        return RecordFunctions.field(call, field, scope);
    }

    @Override
    public @Nullable UserFunction function(Call call) {
        return parts.function(call);
    }

    @Override
    public String subquery(Query query) {
        if (subquery == null) {
            subquery = query.at();
        }
        CompiledQuery compiled = queries.translate(query, scope, tables, false);
        if (!compiled.changes().isStream()) {
            wavers(query.at(), "a subquery whose rows replace each other");
        }
        return compiled.sql();
    }

    @Override
    public String over(Call call, String function, ExpressionPrinter printer) {
        Window over = Objects.requireNonNull(call.over());
        return windows.print(call, function, over, printer);
    }

    @Override
    public String marked(Position at, String sql) {
        return parts.marked(at, sql);
    }

    @Override
    public @Nullable DataType type(QualifiedName column) {
        return scope.type(column);
    }

    @Override
    public void wavers(Position at, String what) {
        if (wavering == null) {
            wavering = new Wavering(at, what);
        }
    }
}
