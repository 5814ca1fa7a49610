package io.braid.engine.listing;

import io.braid.engine.eval.Evaluator;
import io.braid.engine.eval.ExpressionCompiler;
import io.braid.engine.eval.Scope;
import io.braid.spi.Column;
import io.braid.spi.RowType;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Expression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The condition of a LIST. It may name all that is known of a thing, in the spelling of LIST or of the system tables. */
final class Where<T> {
    private final List<Fact<T>> slots;
    private final Evaluator evaluator;

    private Where(List<Fact<T>> slots, Evaluator evaluator) {
        this.slots = slots;
        this.evaluator = evaluator;
    }

    static <T> Where<T> of(Listing<T> listing, Expression condition) {
        return of(listing, condition, Set.of());
    }

    private static <T> Where<T> of(Listing<T> listing, Expression condition, Set<String> without) {
        Map<String, Fact<T>> named = new LinkedHashMap<>();
        for (Fact<T> fact : listing.facts()) {
            if (!without.contains(fact.stored())) {
                // LIST's own spelling, what becomes of it without quotes, and that of the system tables
                named.putIfAbsent(fact.listed(), fact);
                named.putIfAbsent(fact.listed().toLowerCase(Locale.ROOT), fact);
                named.putIfAbsent(fact.stored(), fact);
            }
        }
        List<Column> columns = new ArrayList<>();
        named.forEach((name, fact) -> columns.add(new Column(name, fact.type(), fact.nullable())));
        Scope scope = Scope.of(new RowType(columns));
        return new Where<>(List.copyOf(named.values()), ExpressionCompiler.compileCondition(condition, scope));
    }

    /** Whether the condition names one of these facts. */
    static <T> boolean names(Listing<T> listing, Expression condition, Set<String> stored) {
        of(listing, condition);
        try {
            of(listing, condition, stored);
            return false;
        } catch (StatementException withoutThem) {
            return true;
        }
    }

    boolean test(T thing, Viewer viewer) {
        @Nullable Object[] row = Listing.row(slots, thing, viewer);
        return Boolean.TRUE.equals(evaluator.evaluate(row));
    }
}
