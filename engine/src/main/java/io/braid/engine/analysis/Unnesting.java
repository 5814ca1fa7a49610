package io.braid.engine.analysis;

import io.braid.engine.plan.Changes;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Expression;
import io.braid.sql.tree.FromItem;
import io.braid.sql.tree.Identifier;
import io.braid.sql.tree.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Joins of a row with the rows that are made of it: UNNEST and LATERAL TABLE. */
final class Unnesting {
    private final FromTranslator items;

    Unnesting(FromTranslator items) {
        this.items = items;
    }

    From join(FromItem.Join join, From left, Scope scope, Map<String, CommonTables.Entry> tables) {
        ExpressionPrinter printer = new ExpressionPrinter(items.expressions(scope, tables));
        if (join.right() instanceof FromItem.Unnest unnest) {
            boolean numbered = unnest.ordinality() == FromItem.Unnest.Ordinality.WITH;
            String rows = "UNNEST(" + printer.print(unnest.value()) + ")" + (numbered ? " WITH ORDINALITY" : "");
            return expand(join, left, rows, "UNNEST", unnest.alias(), unnest.columns(), numbered, scope);
        }
        FromItem.TableFunction function = (FromItem.TableFunction) join.right();
        String rows = "LATERAL TABLE(" + printer.print(function.call()) + ")";
        return expand(join, left, rows, "LATERAL TABLE", function.alias(), function.columns(), false, scope);
    }

    /** @param numbered whether the last column is the position of the element, which makes it part of the key */
    private static From expand(
            FromItem.Join join,
            From left,
            String rows,
            String what,
            @Nullable Identifier name,
            List<Identifier> names,
            boolean numbered,
            Scope scope) {
        boolean outer = join.type() == FromItem.Join.Type.LEFT;
        if (join.type() == FromItem.Join.Type.RIGHT || join.type() == FromItem.Join.Type.FULL) {
            throw refused(join, ErrorCode.FEATURE_NOT_SUPPORTED, join.type() + " JOIN " + what + " is not supported");
        }
        if (join.within() != null) {
            throw refused(join, ErrorCode.INVALID_QUERY, "a join with " + what + " takes no WITHIN");
        }
        if (join.on() != null && !isTrue(join.on())) {
            throw refused(join, ErrorCode.FEATURE_NOT_SUPPORTED, "a condition for " + what + " is not supported")
                    .hint("write ON TRUE, and the condition after WHERE");
        }
        String alias = Scope.aliasOf(name, "$rows" + scope.items().size());
        List<String> columns = names.stream().map(Identifier::value).toList();
        if (columns.isEmpty()) {
            throw refused(join, ErrorCode.SYNTAX_ERROR, what + " needs names for its columns")
                    .hint("write " + what + "(…) AS t(element)");
        }
        Scope.Item item = Scope.Item.of(alias, columns, false);
        scope.add(item, join.right().at());
        String sql = "%s %s JOIN %s AS %s (%s)%s"
                .formatted(
                        left.sql(),
                        outer ? "LEFT" : "CROSS",
                        rows,
                        FlinkSql.name(alias),
                        SourceTables.joined(columns),
                        outer ? " ON TRUE" : "");
        From expanded = left.as(sql);
        if (left.isStream()) {
            return expanded;
        }
        List<String> keys = null;
        if (numbered && left.keys() != null) {
            keys = new ArrayList<>(left.keys());
            keys.add(scope.sql(item, columns.get(columns.size() - 1)));
        }
        // a new version of the row has other elements, and says nothing of those that are gone
        return expanded.keyed(keys).with(Changes.MOVING);
    }

    private static boolean isTrue(Expression on) {
        return on instanceof Literal.Bool literal && literal.value();
    }

    private static StatementException refused(FromItem.Join join, ErrorCode code, String problem) {
        return FlinkSql.at(join.at(), StatementException.of(code, "%s", problem));
    }
}
