package io.braid.catalog.jdbc;

import io.braid.catalog.ComputePool;
import io.braid.catalog.ComputePools;
import io.braid.catalog.RemoteFlink;
import io.braid.catalog.jdbc.Changes.Refusal;
import io.braid.spi.ErrorCode;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Changes the table of compute pools. */
final class JdbcComputePoolChanges extends JdbcComputePools implements ComputePools {
    private static final String COLUMNS = "organization, name, size, idle_minutes, intended" + AccessTransaction.AUDIT
            + ", flink_rest_uri, flink_feed_address, flink_job_code";

    private final Changes changes;

    JdbcComputePoolChanges(Handle handle, Changes changes) {
        super(handle);
        this.changes = changes;
    }

    @Override
    public void create(ComputePool it) {
        changes.insert(
                Refusal.taken(ErrorCode.DUPLICATE_COMPUTE_POOL, "compute pool", it.name()),
                AccessTransaction.noOrganization(it.organization()),
                "compute_pools",
                COLUMNS,
                it.organization(),
                it.name(),
                it.size(),
                it.idleMinutes(),
                it.intended(),
                it.audit(),
                it.findRemote().map(RemoteFlink::restUri).orElse(null),
                it.findRemote().flatMap(RemoteFlink::findFeedAddress).orElse(null),
                it.findRemote().map(RemoteFlink::code).orElse(null));
    }

    @Override
    public void update(ComputePool it) {
        int changed = changes.run(
                "UPDATE compute_pools SET size = ?, idle_minutes = ?, intended = ?, " + AccessTransaction.SET_AUDIT
                        + ", flink_rest_uri = ?, flink_feed_address = ?, flink_job_code = ?"
                        + " WHERE organization = ? AND name = ?",
                it.size(),
                it.idleMinutes(),
                it.intended(),
                it.audit(),
                it.findRemote().map(RemoteFlink::restUri).orElse(null),
                it.findRemote().flatMap(RemoteFlink::findFeedAddress).orElse(null),
                it.findRemote().map(RemoteFlink::code).orElse(null),
                it.organization(),
                it.name());
        if (changed > 0) {
            return;
        }
        if (!it.isDefault()) {
            throw new IllegalStateException("compute pool \"" + it.name() + "\" does not exist");
        }
        create(it);
    }

    @Override
    public void drop(UUID organization, String name) {
        changes.require(
                "compute pool",
                name,
                "DELETE FROM compute_pools WHERE organization = ? AND name = ?",
                organization,
                name);
    }
}
