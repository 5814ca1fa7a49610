package io.braid.engine.query;

import io.braid.catalog.Relation;
import io.braid.engine.plan.JobPlan.InsertSpec;
import io.braid.engine.security.Access;
import io.braid.engine.statement.Explanation;
import io.braid.engine.statement.StatementResult;
import io.braid.sql.tree.Position;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A SELECT and where its rows go: understood, and nothing done yet.
 *
 * @param needs everything that the statement needs
 * @param sink takes the rows
 * @param creates whether the statement makes the sink, or it is there already
 * @param at where the sink was named
 * @param place has what the rows are written into, while work is done that may fail
 * @param table the job's part of it
 */
record Write(
        ContinuousQuery query,
        List<Access> needs,
        Explanation explanation,
        Relation sink,
        boolean creates,
        Position at,
        Place place,
        Table table) {
    /** Puts an entity or the rows of a view in place, and takes away what it has made when the work fails. */
    interface Place {
        StatementResult with(Supplier<StatementResult> work);
    }

    interface Table {
        /** @param name of the table in the job */
        InsertSpec insert(String name, UUID query, long version);
    }
}
