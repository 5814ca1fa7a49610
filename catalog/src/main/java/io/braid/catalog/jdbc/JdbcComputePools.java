package io.braid.catalog.jdbc;

import io.braid.catalog.ComputePool;
import io.braid.catalog.ComputePoolsView;
import io.braid.catalog.RemoteFlink;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Reads the table of compute pools. */
class JdbcComputePools implements ComputePoolsView {
    private final Handle handle;

    JdbcComputePools(Handle handle) {
        this.handle = handle;
    }

    @Override
    public List<ComputePool> of(UUID organization) {
        List<ComputePool> pools =
                new ArrayList<>(list("SELECT * FROM compute_pools WHERE organization = ?", organization.toString()));
        if (pools.stream().noneMatch(ComputePool::isDefault)) {
            unchanged(organization).ifPresent(pools::add);
        }
        pools.sort(Comparator.comparing(ComputePool::name));
        return List.copyOf(pools);
    }

    @Override
    public Optional<ComputePool> find(UUID organization, String name) {
        Optional<ComputePool> stored = list(
                        "SELECT * FROM compute_pools WHERE organization = ? AND name = ?",
                        organization.toString(),
                        name)
                .stream()
                .findFirst();
        return stored.isEmpty() && name.equals(ComputePool.DEFAULT) ? unchanged(organization) : stored;
    }

    @Override
    public List<ComputePool> stored() {
        return list("SELECT * FROM compute_pools ORDER BY organization, name");
    }

    private Optional<ComputePool> unchanged(UUID organization) {
        return handle.select("SELECT created_at FROM organizations WHERE id = ?", organization.toString())
                .map((row, context) -> Rows.time(row, "created_at"))
                .findFirst()
                .map((Instant since) -> ComputePool.unchanged(organization, since));
    }

    private List<ComputePool> list(String sql, Object... arguments) {
        return List.copyOf(
                handle.select(sql, arguments).map(JdbcComputePools::pool).list());
    }

    private static ComputePool pool(ResultSet row, StatementContext context) throws SQLException {
        return new ComputePool(
                Rows.uuid(row, "organization"),
                row.getString("name"),
                ComputePool.Size.valueOf(row.getString("size")),
                row.getInt("idle_minutes"),
                ComputePool.Intended.valueOf(row.getString("intended")),
                Rows.audit(row),
                remote(row));
    }

    private static @Nullable RemoteFlink remote(ResultSet row) throws SQLException {
        String uri = row.getString("flink_rest_uri");
        return uri == null
                ? null
                : new RemoteFlink(
                        uri,
                        row.getString("flink_feed_address"),
                        RemoteFlink.Code.valueOf(row.getString("flink_job_code")));
    }
}
