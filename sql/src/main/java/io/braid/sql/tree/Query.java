package io.braid.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A SELECT with all that may stand around it.
 *
 * @param with the common table expressions, in order
 * @param partitionBy output columns that become the message key
 * @param limit a number literal
 * @param offset a number literal
 * @param properties of QUERY WITH
 */
public record Query(
        List<CommonTable> with,
        QueryBody body,
        List<Identifier> partitionBy,
        List<SortItem> orderBy,
        @Nullable Expression limit,
        @Nullable Expression offset,
        List<Property> properties,
        Position at) {
    public Query {
        with = List.copyOf(with);
        partitionBy = List.copyOf(partitionBy);
        orderBy = List.copyOf(orderBy);
        properties = List.copyOf(properties);
    }

    /** {@code name [(columns)] AS (query)}. */
    public record CommonTable(Identifier name, List<Identifier> columns, Query query) {
        public CommonTable {
            columns = List.copyOf(columns);
        }
    }
}
