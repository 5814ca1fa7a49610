package io.braid.engine.listing;

import io.braid.catalog.Audit;
import io.braid.catalog.Query;
import io.braid.engine.security.Access;
import io.braid.engine.security.Privilege;
import io.braid.engine.session.Sessions;
import io.braid.spi.DataType;
import java.time.Instant;
import java.util.List;

/** Queries and what they run on. */
final class QueryListings {
    private QueryListings() {}

    /** The pool that the server brings itself. */
    record Pool(String name, Instant since) {
        Audit audit() {
            return new Audit(Sessions.DEFAULT_ROLE, "system", since, since);
        }
    }

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

    /** There is one, it is always on, and it grows with the machine. */
    static Listing<Pool> pools() {
        List<Fact<Pool>> facts = List.of(
                Fact.text("name", Pool::name),
                Fact.text("intended_state", pool -> "running"),
                Fact.text("actual_state", pool -> "running"),
                Fact.maybeText("error_messages", pool -> null),
                Fact.text("size", pool -> "embedded"),
                Fact.of("timeout", DataType.INTEGER, false, (pool, viewer) -> 0));
        return Listing.of(
                Fact.join(
                        facts,
                        List.of(
                                Fact.owner(Pool::audit),
                                Fact.createdAt(Pool::audit),
                                Fact.updatedAt(Pool::audit),
                                Fact.text("path", pool -> Json.list(List.of(pool.name()))))),
                Fact.join(facts, Fact.audit(Pool::audit)),
                (viewer, wanted) -> viewer.catalog().findOrganization(viewer.organization()).stream()
                        .map(organization -> new Pool(Sessions.DEFAULT_POOL, organization.createdAt()))
                        .toList());
    }
}
