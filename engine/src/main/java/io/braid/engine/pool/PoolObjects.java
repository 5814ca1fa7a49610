package io.braid.engine.pool;

import io.braid.catalog.CatalogView;
import io.braid.catalog.ComputePool;
import io.braid.catalog.Query;
import io.braid.engine.security.Access;
import io.braid.engine.security.Privilege;
import io.braid.engine.statement.StatementContext;
import io.braid.spi.ErrorCode;
import io.braid.spi.Names;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Identifier;
import java.util.List;
import java.util.UUID;

/** Compute pools as statements name them; what a role cannot see does not exist for it. */
public final class PoolObjects {
    private PoolObjects() {}

    public static Access on(ComputePool pool, Privilege privilege) {
        return new Access(
                privilege,
                "compute_pool",
                Names.always(pool.name()),
                pool.audit().owner());
    }

    /** Everybody may use the default pool. */
    public static boolean isSeen(ComputePool pool, StatementContext context) {
        return pool.isDefault() || context.sees(on(pool, Privilege.USAGE));
    }

    /** What it takes to run something on the pool. */
    public static List<Access> toUse(ComputePool pool) {
        return pool.isDefault() ? List.of() : List.of(on(pool, Privilege.USAGE));
    }

    public static ComputePool require(Identifier name, StatementContext context) {
        return context.catalog()
                .computePools()
                .find(context.organization(), name.value())
                .filter(pool -> isSeen(pool, context))
                .orElseThrow(() -> StatementContext.at(name.at(), missing(name.value())));
    }

    /** The pool of the session. */
    public static ComputePool current(StatementContext context) {
        String name = context.session().computePool();
        return context.catalog()
                .computePools()
                .find(context.organization(), name)
                .filter(pool -> isSeen(pool, context))
                .orElseThrow(() -> missing(name));
    }

    private static StatementException missing(String name) {
        return StatementException.of(ErrorCode.INVALID_COMPUTE_POOL, "compute pool \"%s\" does not exist", name)
                .hint("LIST COMPUTE_POOLS shows the ones your role can see");
    }

    /**
     * Lets one more query into the pool.
     *
     * @param live how many live results run on it
     * @throws StatementException 3D023 when the pool is gone, 3E004 when it is stopped, 53000 when it is full
     */
    public static void admit(CatalogView catalog, UUID organization, String name, int live) {
        ComputePool pool = catalog.computePools().find(organization, name).orElseThrow(() -> missing(name));
        requireStarted(pool);
        int running = queries(catalog, pool).size() + live;
        if (running >= pool.size().slots()) {
            throw StatementException.of(
                            ErrorCode.LIMIT_EXCEEDED,
                            "compute pool \"%s\" is full: a %s one has %d slots",
                            name,
                            pool.size().word(),
                            pool.size().slots())
                    .hint("terminate a query, or UPDATE COMPUTE_POOL it to a larger compute_pool.size");
        }
    }

    private static void requireStarted(ComputePool pool) {
        if (pool.isStopped()) {
            throw StatementException.of(ErrorCode.COMPUTE_POOL_NOT_READY, "compute pool \"%s\" is stopped", pool.name())
                    .hint("START COMPUTE_POOL starts it");
        }
    }

    /** @throws StatementException 3E004 when the pool of the query is stopped, 3D023 when it is gone */
    public static void requireStarted(CatalogView catalog, Query query) {
        requireStarted(catalog.computePools()
                .find(query.organization(), query.computePool())
                .orElseThrow(() -> missing(query.computePool())));
    }

    /** Queries that run on the pool, or will when it is started. */
    static List<Query> queries(CatalogView catalog, ComputePool pool) {
        return catalog.unfinishedQueries().stream()
                .filter(query -> query.runsOn(pool))
                .filter(query -> query.actual() != Query.Actual.ERRORED)
                .toList();
    }
}
