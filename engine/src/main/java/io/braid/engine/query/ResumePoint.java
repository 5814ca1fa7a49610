package io.braid.engine.query;

import io.braid.catalog.Query;
import io.braid.catalog.SavedPosition;
import io.braid.engine.analysis.QueryProperties;
import io.braid.engine.plan.JobPlan;
import io.braid.engine.plan.TableSpec;
import io.braid.engine.run.JobBinder;
import io.braid.engine.statement.QueryReferences;
import io.braid.engine.statement.StatementContext;
import io.braid.spi.ErrorCode;
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Identifier;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.QueryReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Where a terminated query had come to, for another query that goes on from there. */
record ResumePoint(Query query, List<SavedPosition> positions, Position at) {
    /**
     * The point that the properties name.
     *
     * @param at for errors
     * @throws StatementException 3D019 when there is no such query, or it cannot be continued
     */
    static Optional<ResumePoint> find(Settings properties, Position at, StatementContext context) {
        if (!QueryProperties.resumes(properties)) {
            return Optional.empty();
        }
        Integer version = properties
                .find(QueryProperties.RESUME_VERSION)
                .map(Long::intValue)
                .orElse(null);
        String named = properties
                .find(QueryProperties.RESUME_ID)
                .or(() -> properties.find(QueryProperties.RESUME_NAME))
                .orElseThrow();
        Identifier written = new Identifier(named, true, at);
        Query query = QueryReferences.require(new QueryReference(written, version, at), context);
        if (query.actual() != Query.Actual.TERMINATED) {
            throw refused(at, "query \"%s\" is not terminated".formatted(written.value()))
                    .hint("TERMINATE QUERY it first: its positions are saved when it ends");
        }
        List<SavedPosition> positions = context.catalog().queryLog().positions(query.id());
        if (positions.isEmpty()) {
            throw refused(at, "query \"%s\" has no saved positions".formatted(written.value()))
                    .hint("it had not read anything, or its sources have no positions");
        }
        return Optional.of(new ResumePoint(query, positions, at));
    }

    private static StatementException refused(Position at, String why) {
        return StatementContext.at(at, StatementException.of(ErrorCode.INVALID_QUERY, "%s", why));
    }

    /** The plan, reading on where the other query had stopped. Every source has to be one of the other query's. */
    JobPlan applied(JobPlan plan, JobBinder binder) {
        List<TableSpec> sources = new ArrayList<>();
        for (TableSpec table : plan.sources()) {
            sources.add(JobBinder.at(table, position(table, binder)));
        }
        return plan.withSources(sources);
    }

    private String position(TableSpec table, JobBinder binder) {
        if (!(table.connector() instanceof TableSpec.FromStore source)) {
            throw new IllegalStateException("table " + table.name() + " is no source");
        }
        return positions.stream()
                .filter(saved -> saved.store().equals(source.store())
                        && saved.entity().equals(source.options().path()))
                .findFirst()
                .map(saved -> text(saved, binder.partitions(query.organization(), saved.store(), saved.entity())))
                .orElseThrow(() -> refused(
                                at,
                                "query \"%s\" did not read entity \"%s\" of store \"%s\""
                                        .formatted(
                                                query.id(),
                                                String.join(
                                                        ".", source.options().path()),
                                                source.store()))
                        .hint("a query that goes on reads the same entities of the same stores: "
                                + positions.stream()
                                        .map(saved -> String.join(".", saved.entity()))
                                        .collect(Collectors.joining(", "))));
    }

    /** As stores spell positions. A partition that the other query never saw is read from its beginning. */
    private static String text(SavedPosition saved, int partitions) {
        return IntStream.range(0, partitions)
                .mapToObj(partition ->
                        "partition:" + partition + ",offset:" + saved.offsets().getOrDefault(partition, 0L))
                .collect(Collectors.joining(";"));
    }

    /** @param memories what the new query's plan does that needs rows from before */
    void refuseMemories(List<String> memories) {
        if (!memories.isEmpty()) {
            throw refused(
                            at,
                            "a query with %s cannot go on in the middle of its input"
                                    .formatted(String.join(", ", memories)))
                    .hint("RESUME QUERY continues the same statement with all that it remembers");
        }
    }
}
