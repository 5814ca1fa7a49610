package io.braid.engine.eval;

import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.ErrorCode;
import io.braid.spi.RowType;
import io.braid.spi.StatementException;
import io.braid.sql.parse.SqlParser;
import io.braid.sql.tree.Query;
import io.braid.sql.tree.QueryStatement;
import io.braid.view.ViewRows;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Two small relations, and queries over them as text. */
final class Queries {
    private static final SqlParser PARSER = new SqlParser();

    private final Map<String, ListSource> sources = new LinkedHashMap<>();

    Queries() {
        RowType orders = RowType.of(
                new Column("id", DataType.INTEGER, false),
                Column.of("customer", DataType.VARCHAR),
                Column.of("amount", DataType.decimal(10, 2)),
                Column.of("items", DataType.INTEGER),
                Column.of("paid", DataType.BOOLEAN),
                Column.of("seen", DataType.BIGINT));
        sources.put(
                "orders",
                new ListSource(
                        orders,
                        List.<@Nullable Object[]>of(
                                row(1, "ann", new BigDecimal("10.00"), 3, true, 100L),
                                row(2, "bob", new BigDecimal("5.50"), 1, false, 200L),
                                row(3, "ann", new BigDecimal("7.25"), null, true, 300L),
                                row(4, null, new BigDecimal("1.00"), 2, null, 400L),
                                row(5, "cy", null, 4, false, 500L))));
        RowType customers = RowType.of(
                Column.of("name", DataType.VARCHAR),
                Column.of("country", DataType.VARCHAR),
                Column.of("id", DataType.INTEGER));
        sources.put(
                "customers",
                new ListSource(
                        customers,
                        List.<@Nullable Object[]>of(row("ann", "it", 1), row("bob", "de", 2), row("dee", "fr", 9))));
    }

    private static @Nullable Object[] row(@Nullable Object... values) {
        return Arrays.copyOf(values, values.length, Object[].class);
    }

    ListSource source(String name) {
        ListSource source = sources.get(name);
        if (source == null) {
            throw StatementException.of(ErrorCode.INVALID_RELATION, "relation \"%s\" does not exist", name);
        }
        return source;
    }

    static Query parse(String text) {
        return ((QueryStatement.SelectRows) PARSER.parseOne(text).statement()).query();
    }

    SnapshotQuery compile(String text, long rowLimit) {
        return SnapshotQuery.compile(parse(text), name -> source(name.last().value()), rowLimit);
    }

    /** The rows as {@code a,b|a,b}. */
    String run(String text) {
        return run(compile(text, SnapshotQuery.DEFAULT_ROW_LIMIT));
    }

    static String run(SnapshotQuery query) {
        StringJoiner rows = new StringJoiner("|");
        try (ViewRows found = query.run()) {
            while (found.hasNext()) {
                @Nullable Object[] row = found.next();
                StringJoiner values = new StringJoiner(",");
                for (int i = 0; i < query.columns().size(); i++) {
                    values.add(FixedRow.shown(query.columns().column(i).type(), row[i]));
                }
                rows.add(values.toString());
            }
        }
        return rows.toString();
    }
}
