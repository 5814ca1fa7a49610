package io.braid.engine.run;

import io.braid.catalog.Catalog;
import io.braid.catalog.ComputePool;
import io.braid.catalog.Query;
import io.braid.catalog.RemoteFlink;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jobs of all clusters that queries run on. A cluster that does not answer has not lost its jobs: what is on it is
 * left alone until it does. Shared between threads.
 */
final class ClusterJobsView {
    private static final Logger log = LoggerFactory.getLogger(ClusterJobsView.class);

    private final Catalog catalog;
    private final StreamRuntime runtime;
    /** Clusters that did not answer last time; said once in the log. */
    private final Set<RemoteFlink> silent = ConcurrentHashMap.newKeySet();

    ClusterJobsView(Catalog catalog, StreamRuntime runtime) {
        this.catalog = catalog;
        this.runtime = runtime;
    }

    /** What was seen at one moment. */
    record Seen(Map<String, JobState> jobs, Map<PoolName, RemoteFlink> remote, Map<RemoteFlink, String> silent) {
        /** Why nothing is known of the query, when that is so. */
        Optional<String> whySilent(Query query) {
            return Optional.ofNullable(remote.get(new PoolName(query))).map(silent::get);
        }

        boolean isRemote(Query query) {
            return remote.containsKey(new PoolName(query));
        }
    }

    record PoolName(Object organization, String name) {
        PoolName(Query query) {
            this(query.organization(), query.computePool());
        }
    }

    /** Asks the server's own cluster, and those of the pools that have queries or live results. */
    Seen look(List<ComputePool> pools, Function<ComputePool, Boolean> isUsed) {
        Map<PoolName, RemoteFlink> remote = new HashMap<>();
        Set<RemoteFlink> used = new HashSet<>();
        for (ComputePool pool : pools) {
            pool.findRemote().ifPresent(cluster -> {
                remote.put(new PoolName(pool.organization(), pool.name()), cluster);
                if (isUsed.apply(pool)) {
                    used.add(cluster);
                }
            });
        }
        Map<String, JobState> jobs = new HashMap<>(runtime.jobs());
        Map<RemoteFlink, String> reasons = new HashMap<>();
        for (RemoteFlink cluster : used) {
            try {
                jobs.putAll(runtime.jobs(cluster));
                if (silent.remove(cluster)) {
                    log.atInfo().addKeyValue("cluster", cluster.restUri()).log("Flink cluster answers again");
                }
            } catch (StatementException e) {
                if (e.code() != ErrorCode.COMPUTE_POOL_NOT_READY) {
                    throw e;
                }
                reasons.put(cluster, e.getMessage());
                if (silent.add(cluster)) {
                    log.atWarn()
                            .addKeyValue("cluster", cluster.restUri())
                            .addKeyValue("reason", e.getMessage())
                            .log("Flink cluster does not answer");
                }
            }
        }
        silent.retainAll(used);
        return new Seen(jobs, remote, reasons);
    }

    /** The cluster that the query runs on, unless it is the server's own. */
    Optional<RemoteFlink> clusterOf(Query query) {
        return catalog.read(view -> view.computePools()
                .find(query.organization(), query.computePool())
                .flatMap(ComputePool::findRemote));
    }

    /** The jobs of the cluster that the query runs on, now. */
    Map<String, JobState> jobsBeside(Query query) {
        return clusterOf(query).map(runtime::jobs).orElseGet(runtime::jobs);
    }
}
