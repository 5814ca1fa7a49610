package io.braid.engine.query;

import io.braid.engine.analysis.AnalyzedQuery;
import io.braid.engine.security.Access;
import io.braid.engine.statement.Explanation.Described;
import io.braid.engine.statement.StatementContext;
import io.braid.spi.Column;
import io.braid.spi.ErrorCode;
import io.braid.spi.RowType;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.Query;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A SELECT that is understood and whose types are known.
 *
 * @param columns of the result, under the names the user gave them
 * @param needs privileges for reading its sources
 */
record ContinuousQuery(AnalyzedQuery analyzed, RowType columns, List<Access> needs) {
    /** The names of the key columns. */
    List<String> keyNames() {
        return analyzed.findKey()
                .map(key -> key.stream().map(columns::column).map(Column::name).toList())
                .orElse(List.of());
    }

    /** The relations it reads, as DESCRIBE shows them. */
    List<Described> described() {
        return analyzed.relations().stream().map(Described::of).toList();
    }

    /** @param at for the error */
    void refuseLimit(Position at) {
        if (analyzed.limit() >= 0) {
            throw StatementContext.at(
                    at,
                    StatementException.of(
                            ErrorCode.FEATURE_NOT_SUPPORTED, "LIMIT in a continuous query is not supported"));
        }
    }

    /** A relation made of these columns needs a name for each, and no name twice. */
    void requireNames(Query query) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < columns.size(); i++) {
            String name = columns.column(i).name();
            if (name.startsWith("expr$")) {
                throw StatementContext.at(
                        ColumnPlaces.of(query, i),
                        StatementException.of(ErrorCode.INVALID_QUERY, "column %d of the query has no name", i + 1)
                                .hint("name it with AS"));
            }
            if (!seen.add(name)) {
                throw StatementContext.at(
                        ColumnPlaces.of(query, i),
                        StatementException.of(
                                        ErrorCode.INVALID_QUERY,
                                        "column \"%s\" appears more than once in the query",
                                        name)
                                .hint("name one of them with AS"));
            }
        }
    }
}
