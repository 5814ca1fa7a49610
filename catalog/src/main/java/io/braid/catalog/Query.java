package io.braid.catalog;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A continuous query: what should be ({@code intended}) and what was last seen ({@code actual}).
 *
 * @param name from {@code query.name}
 * @param text the statement as it was typed
 * @param plan what is needed to run it again, as the engine wrote it; holds no secrets
 * @param attempt grows with every submission to a cluster; part of the job id
 * @param restorePath a savepoint to start the next attempt from; null means the newest checkpoint, or nothing
 * @param message why it errored, in words
 * @param sources ids of the relations it reads
 * @param sinks ids of the relations it writes
 */
public record Query(
        UUID id,
        UUID organization,
        @Nullable String name,
        long version,
        Intended intended,
        Actual actual,
        String text,
        byte[] plan,
        int attempt,
        @Nullable String restorePath,
        String message,
        String computePool,
        List<UUID> sources,
        List<UUID> sinks,
        Audit audit) {
    public Query {
        sources = List.copyOf(sources);
        sinks = List.copyOf(sinks);
    }

    public Optional<String> findName() {
        return Optional.ofNullable(name);
    }

    /** Whether it belongs to the pool, whatever state it is in. */
    public boolean isOn(ComputePool pool) {
        return organization.equals(pool.organization()) && computePool.equals(pool.name());
    }

    /** Whether it shall run on the pool as long as that is started. */
    public boolean runsOn(ComputePool pool) {
        return isOn(pool) && intended == Intended.RUNNING && actual != Actual.TERMINATED;
    }

    /** The same, to be started from this checkpoint or savepoint. */
    public Query restoredFrom(@Nullable String path) {
        return with(intended, actual, attempt, path, message, audit);
    }

    /** The same query in another state, from now on. */
    public Query in(Intended intended, Actual actual, int attempt, String message) {
        return with(intended, actual, attempt, restorePath, message, audit.touched());
    }

    public Query ownedBy(String role) {
        return with(intended, actual, attempt, restorePath, message, audit.ownedBy(role));
    }

    private Query with(
            Intended intended, Actual actual, int attempt, @Nullable String restorePath, String message, Audit audit) {
        return new Query(
                id,
                organization,
                name,
                version,
                intended,
                actual,
                text,
                plan,
                attempt,
                restorePath,
                message,
                computePool,
                sources,
                sinks,
                audit);
    }

    public enum Intended {
        RUNNING,
        TERMINATED
    }

    public enum Actual {
        STARTING,
        RUNNING,
        ERRORED,
        TERMINATE_REQUESTED,
        /** Its compute pool is stopped; it has state to go on from. */
        STOPPED,
        TERMINATED;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
