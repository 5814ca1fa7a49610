package io.braid.engine.run;

import io.braid.catalog.Catalog;
import io.braid.catalog.CatalogView;
import io.braid.catalog.ComputePool;
import io.braid.catalog.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops pools that nothing has run on for as long as they say. Used by one thread. */
final class IdlePools {
    private static final Logger log = LoggerFactory.getLogger(IdlePools.class);

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Catalog catalog;
    private final Function<ComputePool, Instant> lastLiveUse;
    /** Use that was not written down happened before; a server that has just started gives each pool its time. */
    private final Instant since;

    private Instant next = Instant.MIN;

    /** @param lastLiveUse when a live result was last read from the pool */
    IdlePools(Catalog catalog, Function<ComputePool, Instant> lastLiveUse, Instant since) {
        this.catalog = catalog;
        this.lastLiveUse = lastLiveUse;
        this.since = since;
    }

    /** @param pools as they were read last; a pool is looked at every few seconds, however often this is called */
    void stop(List<ComputePool> pools, Instant now) {
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(PAUSE);
        List<ComputePool> due = pools.stream()
                .filter(pool -> pool.idleMinutes() > 0 && !pool.isStopped())
                .filter(pool -> now.isAfter(pool.audit().updatedAt().plus(Duration.ofMinutes(pool.idleMinutes()))))
                .toList();
        if (due.isEmpty()) {
            return;
        }
        List<ComputePool> stopped = catalog.write(transaction -> {
            List<ComputePool> idle = due.stream()
                    .flatMap(pool -> transaction.computePools().find(pool.organization(), pool.name()).stream())
                    .filter(pool -> !pool.isStopped() && isIdle(transaction, pool, now))
                    .toList();
            idle.forEach(pool -> transaction.computePools().update(pool.wanted(ComputePool.Intended.STOPPED)));
            return idle;
        });
        stopped.forEach(pool -> log.atInfo()
                .addKeyValue("pool", pool.name())
                .addKeyValue("minutes", pool.idleMinutes())
                .log("idle compute pool stopped"));
    }

    private boolean isIdle(CatalogView view, ComputePool pool, Instant now) {
        List<Query> queries = view.queries(pool.organization()).stream()
                .filter(query -> query.isOn(pool))
                .toList();
        if (queries.stream().anyMatch(query -> query.runsOn(pool) && query.actual() != Query.Actual.ERRORED)) {
            return false;
        }
        Instant used = Stream.concat(
                        Stream.of(since, pool.audit().updatedAt(), lastLiveUse.apply(pool)),
                        queries.stream().map(query -> query.audit().updatedAt()))
                .max(Instant::compareTo)
                .orElse(since);
        return pool.idleMinutes() > 0 && now.isAfter(used.plus(Duration.ofMinutes(pool.idleMinutes())));
    }
}
