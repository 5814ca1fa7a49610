package io.braid.engine.run;

import io.braid.catalog.Catalog;
import io.braid.catalog.Store;
import io.braid.engine.plan.JobPlan;
import io.braid.engine.plan.JobPlan.FunctionSpec;
import io.braid.engine.plan.TableSpec;
import io.braid.engine.run.BoundPlan.BoundFunction;
import io.braid.engine.run.BoundPlan.BoundInsert;
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
import java.util.function.Function;

/** Fills in what the tables of a plan need of their stores. */
public final class JobBinder {
    private final Catalog catalog;
    private final StoreConnections connections;
    private final FunctionBinder functions;

    public JobBinder(Catalog catalog, StoreConnections connections, FunctionBinder functions) {
        this.catalog = catalog;
        this.connections = connections;
        this.functions = functions;
    }

    public BoundPlan bind(UUID organization, JobPlan plan) {
        return bind(plan, name -> require(organization, name), function -> functions.bind(organization, function));
    }

    private BoundPlan bind(
            JobPlan plan, Function<String, Store> stores, Function<FunctionSpec, BoundFunction> bindFunction) {
        return new BoundPlan(
                plan.name(),
                plan.sources().stream().map(table -> bind(table, stores)).toList(),
                plan.views(),
                plan.inserts().stream()
                        .map(insert -> new BoundInsert(insert.select(), bind(insert.sink(), stores)))
                        .toList(),
                plan.options(),
                plan.functions().stream().map(bindFunction).toList());
    }

    /**
     * For looking at a plan only: nothing is read, so it does not matter from where.
     *
     * @param stores asked on this thread, so that a statement that is being prepared reads one state of the catalog
     */
    public BoundPlan bindUnread(UUID organization, JobPlan plan, Function<String, Store> stores) {
        List<TableSpec> sources = plan.sources().stream()
                .map(table -> at(table, StartPosition.EARLIEST.name().toLowerCase(Locale.ROOT)))
                .toList();
        return bind(plan.withSources(sources), stores, function -> functions.bindUnread(organization, function));
    }

    private BoundTable bind(TableSpec table, Function<String, Store> stores) {
        return new BoundTable(table.name(), table.body(), options(table.connector(), stores));
    }

    private Map<String, String> options(TableSpec.Connector connector, Function<String, Store> stores) {
        if (connector instanceof TableSpec.FromStore source) {
            return connections.to(stores.apply(source.store())).source(source.options());
        }
        if (connector instanceof TableSpec.ToStore sink) {
            return connections.to(stores.apply(sink.store())).sink(sink.options());
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
        return plan.withSources(sources);
    }

    private TableSpec pin(UUID organization, TableSpec table) {
        if (!(table.connector() instanceof TableSpec.FromStore source)) {
            return table;
        }
        SourceOptions options = source.options();
        StartPosition from = StartPosition.valueOf(options.position().toUpperCase(Locale.ROOT));
        return at(table, connections.to(require(organization, source.store())).position(options.path(), from));
    }

    /** The table, read from this position on. */
    public static TableSpec at(TableSpec table, String position) {
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

    /** How many partitions an entity has now. */
    public int partitions(UUID organization, String store, List<String> entity) {
        return connections
                .to(require(organization, store))
                .describe(entity)
                .map(StoreConnection.EntityDescription::partitions)
                .orElseThrow(() -> StatementException.of(
                        ErrorCode.INVALID_PARAMETER, "entity \"%s\" does not exist", String.join(".", entity)));
    }

    private Store require(UUID organization, String name) {
        return catalog.read(view -> view.findStore(organization, name)).orElseThrow(() -> missing(name));
    }

    /** The refusal for a store that has gone. */
    public static StatementException missing(String name) {
        return StatementException.of(ErrorCode.INVALID_STORE, "store \"%s\" does not exist", name);
    }
}
