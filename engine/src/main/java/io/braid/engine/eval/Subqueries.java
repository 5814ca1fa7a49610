package io.braid.engine.eval;

import io.braid.sql.tree.Position;
import io.braid.sql.tree.Query;

/** Makes the queries inside an expression ready to run. They cannot name columns of the query around them. */
interface Subqueries {
    SnapshotQuery compile(Query query);

    /** For places where a query makes no sense, such as the filter of a listing. */
    static Subqueries none() {
        return query -> {
            Position at = query.at();
            throw Problems.unsupported(at, "a query inside this expression is not supported");
        };
    }
}
