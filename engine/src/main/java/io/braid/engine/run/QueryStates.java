package io.braid.engine.run;

import io.braid.catalog.Catalog;
import io.braid.catalog.Query;
import io.braid.catalog.Query.Actual;
import io.braid.catalog.Query.Intended;
import io.braid.catalog.SavedPosition;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes into the catalog what has become of queries. What the catalog says at that moment decides, not what was seen
 * before. Shared between threads.
 */
final class QueryStates {
    private final Catalog catalog;

    QueryStates(Catalog catalog) {
        this.catalog = catalog;
    }

    /** The query is in this state now; one that shall end stays on its way to that. */
    void seen(Query query, Actual actual, String message) {
        change(query, now -> in(now, actual, message));
    }

    private static Query in(Query now, Actual actual, String message) {
        boolean stopping = now.intended() == Intended.TERMINATED && actual != Actual.TERMINATED;
        return now.in(now.intended(), stopping ? Actual.TERMINATE_REQUESTED : actual, now.attempt(), message);
    }

    /** What was seen of the job of this attempt; a later attempt knows nothing of it. */
    void seenOf(Query query, Actual actual, String message) {
        change(query, now -> now.attempt() == query.attempt() ? in(now, actual, message) : now);
    }

    /** The query's pool is stopped: it waits, with what it will go on from. */
    void suspended(Query query, @Nullable String restorePath) {
        change(query, now -> {
            boolean waits = now.intended() == Intended.RUNNING && now.actual() != Actual.ERRORED;
            // the cluster remembers the job that has stopped, so the next one needs another number
            return waits
                    ? now.in(now.intended(), Actual.STOPPED, now.attempt() + 1, "")
                            .restoredFrom(restorePath)
                    : now.restoredFrom(restorePath);
        });
    }

    /** Counts one more attempt, if the query shall still run; returns the query as it is now. */
    Query attempted(Query query) {
        return change(
                query,
                now -> now.intended() == Intended.RUNNING
                        ? now.in(now.intended(), Actual.STARTING, now.attempt() + 1, "")
                        : now);
    }

    /** The query has come to its own end. */
    void ended(Query query) {
        change(query, now -> now.attempt() == query.attempt() ? terminated(now) : now);
    }

    /** The query was stopped, with what another one could go on from. */
    void stopped(Query query, @Nullable String restorePath, List<SavedPosition> positions) {
        catalog.write(transaction -> {
            Query next = terminated(transaction.newest(query)).restoredFrom(restorePath);
            transaction.updateQuery(next);
            transaction.queryLog().savePositions(query.id(), positions);
            return next;
        });
    }

    /** Something went wrong that did not change the query's state. */
    void warn(Query query, String message) {
        catalog.write(transaction -> {
            Query now = transaction.newest(query);
            transaction.queryLog().warn(query.id(), now.actual(), message);
            return now;
        });
    }

    private static Query terminated(Query query) {
        return query.in(Intended.TERMINATED, Actual.TERMINATED, query.attempt(), query.message());
    }

    private Query change(Query query, UnaryOperator<Query> change) {
        return catalog.write(transaction -> {
            Query now = transaction.newest(query);
            Query next = change.apply(now);
            if (!next.equals(now)) {
                transaction.updateQuery(next);
            }
            return next;
        });
    }
}
