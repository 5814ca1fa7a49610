package io.braid.engine.listing;

import io.braid.catalog.ComputePool;
import io.braid.catalog.Query;
import io.braid.catalog.Query.Actual;
import io.braid.engine.pool.PoolObjects;
import io.braid.engine.security.Access;
import io.braid.engine.security.Privilege;
import io.braid.spi.DataType;
import java.util.List;

/** Queries and what they run on. */
final class QueryListings {
    private QueryListings() {}

    static Listing<Query> queries() {
        Fact<Query> id = Fact.<Query>text("id", query -> query.id().toString()).listedAs("ID");
        Fact<Query> name = Fact.maybeText("name", Query::name);
        Fact<Query> version = Fact.of(
                "version", DataType.BIGINT, true, (query, viewer) -> query.name() == null ? null : query.version());
        Fact<Query> text = Fact.text("query", Query::text);
        return Listing.of(
                        List.of(
                                id,
                                name,
                                version,
                                // official clients compare these in upper case, and those of the table in lower case
                                Fact.text("intended_state", query -> query.intended()
                                        .name()),
                                Fact.text(
                                        "actual_state", query -> query.actual().name()),
                                text,
                                Fact.owner(Query::audit),
                                Fact.createdAt(Query::audit),
                                Fact.updatedAt(Query::audit)),
                        Fact.join(
                                List.of(
                                        id,
                                        name,
                                        version,
                                        Fact.text("intended_state", query -> ContainerListings.word(query.intended())),
                                        Fact.text("current_state", query -> query.actual()
                                                .word()),
                                        text,
                                        Fact.text("compute_pool", Query::computePool),
                                        Fact.text("error_message", Query::message)),
                                Fact.audit(Query::audit)),
                        (viewer, wanted) -> {
                            if (wanted.text("id") == null) {
                                return viewer.catalog().queries(viewer.organization());
                            }
                            return wanted
                                    .id("id")
                                    .flatMap(only -> viewer.catalog().findQuery(viewer.organization(), only))
                                    .stream()
                                    .toList();
                        })
                .seenIf((query, viewer) -> viewer.sees(Access.on(query, Privilege.USAGE)));
    }

    static Listing<ComputePool> pools() {
        List<Fact<ComputePool>> facts = List.of(
                Fact.text("name", ComputePool::name),
                Fact.text("intended_state", pool -> pool.intended().word()),
                Fact.of("actual_state", DataType.VARCHAR, false, QueryListings::actual),
                Fact.maybeText("error_messages", pool -> null),
                Fact.text("size", pool -> pool.size().word()),
                Fact.of("timeout", DataType.INTEGER, false, (pool, viewer) -> pool.idleMinutes()));
        return Listing.of(
                        Fact.join(
                                facts,
                                List.of(
                                        Fact.owner(ComputePool::audit),
                                        Fact.createdAt(ComputePool::audit),
                                        Fact.updatedAt(ComputePool::audit),
                                        Fact.text("path", pool -> Json.list(List.of(pool.name()))))),
                        Fact.join(facts, Fact.audit(ComputePool::audit)),
                        (viewer, wanted) -> {
                            String only = wanted.text("name");
                            return only == null
                                    ? viewer.catalog().computePools().of(viewer.organization())
                                    : viewer.catalog().computePools().find(viewer.organization(), only).stream()
                                            .toList();
                        })
                .seenIf((pool, viewer) -> pool.isDefault() || viewer.sees(PoolObjects.on(pool, Privilege.USAGE)));
    }

    /** A pool is stopped when the last of its queries is. */
    private static String actual(ComputePool pool, Viewer viewer) {
        if (!pool.isStopped()) {
            return "running";
        }
        boolean busy = viewer.catalog().unfinishedQueries().stream()
                .filter(query -> query.runsOn(pool))
                .anyMatch(query -> query.actual() == Actual.RUNNING || query.actual() == Actual.STARTING);
        return busy ? "stopping" : "stopped";
    }
}
