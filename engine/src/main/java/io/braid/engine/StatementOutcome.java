package io.braid.engine;

import io.braid.spi.RowType;
import java.util.List;
import java.util.UUID;

/** How a statement ended. */
public sealed interface StatementOutcome {
    /** Context to echo. */
    SessionContext context();

    /**
     * Rows are there, in partitions; fetch them with {@link StatementService#partition}.
     *
     * @param partitions number of rows of each partition; empty when there are no rows
     */
    record Rows(SessionContext context, RowType columns, List<Long> partitions) implements StatementOutcome {
        public Rows {
            partitions = List.copyOf(partitions);
        }
    }

    /** Rows come without end, over the data plane. */
    record Streaming(SessionContext context, RowType columns, UUID query) implements StatementOutcome {}

    /**
     * @param message complete, with place and hint
     */
    record Failed(SessionContext context, String sqlState, String message) implements StatementOutcome {}
}
