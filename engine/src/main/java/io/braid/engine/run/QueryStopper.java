package io.braid.engine.run;

import io.braid.catalog.Query;
import io.braid.catalog.SavedPosition;
import io.braid.engine.plan.JobPlan;
import io.braid.engine.plan.TableSpec;
import io.braid.feed.FeedExchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends queries, and keeps of each what it or another one can go on from: its newest state, and where its sources had
 * come to.
 */
final class QueryStopper {
    private static final Logger log = LoggerFactory.getLogger(QueryStopper.class);

    private final StreamRuntime runtime;
    private final ClusterJobsView clusters;
    private final QueryStates states;

    QueryStopper(StreamRuntime runtime, ClusterJobsView clusters, QueryStates states) {
        this.runtime = runtime;
        this.clusters = clusters;
        this.states = states;
    }

    void stop(Query query) {
        Optional<String> saved = save(query);
        runtime.cancel(JobIds.of(query));
        JobPlan plan = PlanCodec.read(query.plan()).plan();
        List<SavedPosition> positions =
                saved.map(path -> positions(query, plan, path)).orElse(List.of());
        saved.ifPresentOrElse(path -> runtime.keepOnly(query.id(), path), () -> runtime.forget(query.id()));
        closeFeeds(plan);
        states.stopped(query, saved.orElse(null), positions);
        log.atInfo().addKeyValue("queryId", query.id()).log("query terminated");
    }

    /** Stops the query's job because its pool is stopped; it keeps what it goes on from. */
    void suspend(Query query) {
        Optional<String> saved = save(query);
        runtime.cancel(JobIds.of(query));
        // a job that did not stop in order has checkpoints to go on from
        Optional<String> newest = saved.or(() -> runtime.newestCheckpoint(query.id()));
        newest.ifPresent(path -> runtime.keepOnly(query.id(), path));
        closeFeeds(PlanCodec.read(query.plan()).plan());
        states.suspended(query, newest.orElse(query.restorePath()));
        log.atInfo()
                .addKeyValue("queryId", query.id())
                .addKeyValue("pool", query.computePool())
                .log("query stopped with its pool");
    }

    private static void closeFeeds(JobPlan plan) {
        plan.inserts().forEach(insert -> {
            if (insert.sink().connector() instanceof TableSpec.ToFeed feed) {
                FeedExchange.close(feed.ticket());
            }
        });
    }

    private Optional<String> save(Query query) {
        String jobId = JobIds.of(query);
        try {
            return query.attempt() > 0 && clusters.jobsBeside(query).get(jobId) instanceof JobState.Running
                    ? Optional.of(runtime.stop(jobId, query.id()))
                    : runtime.newestCheckpoint(query.id());
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).addKeyValue("queryId", query.id()).log("query did not stop in order, cancelled");
            states.warn(query, "did not stop in order: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Where the query had come to in each of its sources, for one that continues there. */
    private List<SavedPosition> positions(Query query, JobPlan plan, String path) {
        try {
            List<SourceOffsets> offsets = runtime.offsets(path);
            List<SavedPosition> positions = new ArrayList<>();
            for (TableSpec table : plan.sources()) {
                if (table.connector() instanceof TableSpec.FromStore source) {
                    List<String> entity = source.options().path();
                    offsets.stream()
                            .filter(found -> found.entity().equals(entity.get(entity.size() - 1)))
                            .findFirst()
                            .ifPresent(
                                    found -> positions.add(new SavedPosition(source.store(), entity, found.offsets())));
                }
            }
            return positions.stream().distinct().toList();
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).addKeyValue("queryId", query.id()).log("positions of a query could not be read");
            return List.of();
        }
    }
}
