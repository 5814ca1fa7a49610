package io.braid.engine.run;

import io.braid.catalog.Catalog;
import io.braid.catalog.Store;
import io.braid.engine.plan.JobPlan;
import io.braid.engine.plan.TableSpec;
import io.braid.engine.run.BoundPlan.BoundTable;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.spi.StoreConnection;
import io.braid.spi.StoreConnection.SourceOptions;
import io.braid.spi.StoreConnection.StartPosition;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Fills in what the tables of a plan need of their stores. */
public final class JobBinder {
    private final Catalog catalog;
    private final StoreConnections connections;

    public JobBinder(Catalog catalog, StoreConnections connections) {
        this.catalog = catalog;
        this.connections = connections;
    }

    public BoundPlan bind(UUID organization, JobPlan plan) {
        return new BoundPlan(
                plan.name(),
                plan.sources().stream().map(table -> bind(organization, table)).toList(),
                plan.views(),
                plan.select(),
                bind(organization, plan.sink()),
                plan.options());
    }

    /** For looking at a plan only: nothing is read, so it does not matter from where. */
    public BoundPlan bindUnread(UUID organization, JobPlan plan) {
        List<TableSpec> sources = plan.sources().stream()
                .map(table -> at(table, StartPosition.EARLIEST.name().toLowerCase(Locale.ROOT)))
                .toList();
        return bind(
                organization,
                new JobPlan(plan.name(), sources, plan.views(), plan.select(), plan.sink(), plan.options()));
    }

    private BoundTable bind(UUID organization, TableSpec table) {
        return new BoundTable(table.name(), table.body(), options(organization, table.connector()));
    }

    private Map<String, String> options(UUID organization, TableSpec.Connector connector) {
        if (connector instanceof TableSpec.FromStore source) {
            return connection(organization, source.store()).source(source.options());
        }
        if (connector instanceof TableSpec.ToStore sink) {
            return connection(organization, sink.store()).sink(sink.options());
        }
        TableSpec.ToFeed feed = (TableSpec.ToFeed) connector;
        return Map.of(
                "connector",
                "braid-feed",
                "ticket",
                feed.ticket(),
                "use",
                feed.use().name().toLowerCase(Locale.ROOT));
    }

    /**
     * Turns "latest" into the positions of this moment, so that the query starts at the same record whenever and however
     * often it has to start anew.
     */
    public JobPlan pin(UUID organization, JobPlan plan) {
        List<TableSpec> sources =
                plan.sources().stream().map(table -> pin(organization, table)).toList();
        return new JobPlan(plan.name(), sources, plan.views(), plan.select(), plan.sink(), plan.options());
    }

    private TableSpec pin(UUID organization, TableSpec table) {
        if (!(table.connector() instanceof TableSpec.FromStore source)) {
            return table;
        }
        SourceOptions options = source.options();
        StartPosition from = StartPosition.valueOf(options.position().toUpperCase(Locale.ROOT));
        return at(table, connection(organization, source.store()).position(options.path(), from));
    }

    private static TableSpec at(TableSpec table, String position) {
        if (!(table.connector() instanceof TableSpec.FromStore source)) {
            return table;
        }
        SourceOptions options = source.options();
        return new TableSpec(
                table.name(),
                table.body(),
                new TableSpec.FromStore(
                        source.store(),
                        new SourceOptions(
                                options.path(),
                                position,
                                options.idleTimeoutMillis(),
                                options.keyColumns(),
                                options.formats(),
                                options.upsert())));
    }

    private StoreConnection connection(UUID organization, String name) {
        Store store = catalog.read(view -> view.findStore(organization, name))
                .orElseThrow(() ->
                        StatementException.of(ErrorCode.INVALID_STORE, "store \"%s\" does not exist", name));
        return connections.to(store);
    }
}
