package io.braid.engine.service;

import io.braid.engine.statement.Explanation;
import io.braid.engine.statement.Prepared;
import io.braid.engine.statement.StatementContext;
import io.braid.engine.statement.StatementHandlers;
import io.braid.engine.statement.StatementResult;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.RowType;
import io.braid.sql.tree.DescribeStatement;
import java.util.List;
import java.util.function.Supplier;

/** DESCRIBE of a statement: the statement is prepared, authorized and
 * planned like any other, and its action left out. */
final class DescribePlan implements StatementHandlers.Family {
    private static final RowType COLUMNS =
            RowType.of(new Column("Type", DataType.VARCHAR, false), new Column("Info", DataType.VARCHAR, false));

    private final Supplier<StatementHandlers> handlers;

    /** @param handlers all of them, this one included, once they are known */
    DescribePlan(Supplier<StatementHandlers> handlers) {
        this.handlers = handlers;
    }

    @Override
    public void register(StatementHandlers.Builder builder) {
        builder.on(DescribeStatement.DescribePlan.class, this::describe);
    }

    private Prepared describe(DescribeStatement.DescribePlan statement, StatementContext context) {
        StatementContext inner = context.of(statement.statement().text());
        Prepared prepared = handlers.get().prepare(statement.statement().statement(), inner);
        Explanation explanation = prepared.explanation();
        Object[] row = {explanation.kind(), explanation.json()};
        return Prepared.needing(prepared.needs()).outside(() -> {
            prepared.rehearsal().run();
            return StatementResult.Table.of(COLUMNS, List.<Object[]>of(row));
        });
    }
}
