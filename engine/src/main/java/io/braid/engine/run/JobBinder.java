package io.braid.engine.run;

import io.braid.catalog.Catalog;
import io.braid.catalog.ComputePool;
import io.braid.catalog.RemoteFlink;
import io.braid.catalog.Store;
import io.braid.engine.plan.BadRecords;
import io.braid.engine.plan.JobPlan;
import io.braid.engine.plan.JobPlan.FunctionSpec;
import io.braid.engine.plan.TableSpec;
import io.braid.engine.run.BoundPlan.BoundFunction;
import io.braid.engine.run.BoundPlan.BoundInsert;
import io.braid.engine.run.BoundPlan.BoundTable;
import io.braid.spi.ErrorCode;
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import io.braid.spi.StoreConnection;
import io.braid.spi.StoreConnection.SinkOptions;
import io.braid.spi.StoreConnection.SourceOptions;
import io.braid.spi.StoreConnection.StartPosition;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/** Fills in what the tables of a plan need of their stores. */
public final class JobBinder {
    /** Options of tables that are those of the client behind them. */
    private static final String CLIENT = "properties.";

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
                plan.sources().stream()
                        .map(table -> bind(table, stores, plan.name()))
                        .toList(),
                plan.views(),
                plan.inserts().stream()
                        .map(insert -> new BoundInsert(insert.select(), bind(insert.sink(), stores, plan.name())))
                        .toList(),
                plan.options(),
                plan.functions().stream().map(bindFunction).toList());
    }

    /** For looking at a plan only: nothing is read, so it does not matter from where. */
    public BoundPlan bindUnread(UUID organization, JobPlan plan) {
        return bindUnread(organization, plan, name -> require(organization, name));
    }

    /**
     * The same.
     *
     * @param stores asked on this thread, so that a statement that is being prepared reads one state of the catalog
     */
    public BoundPlan bindUnread(UUID organization, JobPlan plan, Function<String, Store> stores) {
        List<TableSpec> sources = plan.sources().stream()
                .map(table -> at(table, StartPosition.EARLIEST.name().toLowerCase(Locale.ROOT)))
                .toList();
        return bind(plan.withSources(sources), stores, function -> functions.bindUnread(organization, function));
    }

    private BoundTable bind(TableSpec table, Function<String, Store> stores, String job) {
        return new BoundTable(table.name(), table.body(), options(table.connector(), stores, job));
    }

    private Map<String, String> options(TableSpec.Connector connector, Function<String, Store> stores, String job) {
        if (connector instanceof TableSpec.FromStore source) {
            return connections.to(stores.apply(source.store())).source(withLog(source.options(), stores, job));
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
                feed.use().name().toLowerCase(Locale.ROOT),
                "changes",
                feed.changes().name().toLowerCase(Locale.ROOT));
    }

    /** The options of a source, with what its format needs to reach the log of bad records. */
    private SourceOptions withLog(SourceOptions options, Function<String, Store> stores, String job) {
        return BadRecords.log(options.formats())
                .map(log -> {
                    Map<String, String> client = new TreeMap<>();
                    connections
                            .to(stores.apply(log.store()))
                            .sink(SinkOptions.plain(List.of(log.topic())))
                            .forEach((name, value) -> {
                                if (name.startsWith(CLIENT)) {
                                    client.put(name.substring(CLIENT.length()), value);
                                }
                            });
                    Map<String, String> known = Map.of("properties", encoded(client), "query", job);
                    return options.withFormats(BadRecords.bound(options.formats(), known));
                })
                .orElse(options);
    }

    private static String encoded(Map<String, String> client) {
        Properties properties = new Properties();
        properties.putAll(client);
        StringWriter text = new StringWriter();
        try {
            properties.store(text, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Creates the topics that sources log bad records to, where they are missing. */
    private void createLogs(UUID organization, JobPlan plan) {
        for (TableSpec table : plan.sources()) {
            if (table.connector() instanceof TableSpec.FromStore source) {
                BadRecords.log(source.options().formats()).ifPresent(log -> createLog(organization, log));
            }
        }
    }

    private void createLog(UUID organization, BadRecords.Log log) {
        Store store = require(organization, log.store());
        StoreConnection connection = connections.to(store);
        if (connection.describe(List.of(log.topic())).isEmpty()) {
            Map<String, String> size = Map.of("kafka.partitions", log.partitions(), "kafka.replicas", log.replicas());
            connection.createEntity(
                    List.of(log.topic()),
                    Settings.read(connections.typeOf(store).entitySettings(), size),
                    Map.of());
        }
    }

    /**
     * Turns "latest" into the positions of this moment, so that the query starts at the same record whenever and however
     * often it has to start anew. Topics that it logs bad records to are there afterwards.
     */
    public JobPlan pin(UUID organization, JobPlan plan) {
        createLogs(organization, plan);
        List<TableSpec> sources =
                plan.sources().stream().map(table -> pin(organization, table)).toList();
        return plan.withSources(sources);
    }

    private TableSpec pin(UUID organization, TableSpec table) {
        if (!(table.connector() instanceof TableSpec.FromStore source)) {
            return table;
        }
        SourceOptions options = source.options();
        StoreConnection store = connections.to(require(organization, source.store()));
        String[] from = options.position().split(":", 2);
        return at(
                table,
                from.length == 2
                        ? store.position(options.path(), Instant.ofEpochMilli(Long.parseLong(from[1])))
                        : store.position(options.path(), StartPosition.valueOf(from[0].toUpperCase(Locale.ROOT))));
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

    /** The cluster of a pool, unless it is the server's own. */
    public Optional<RemoteFlink> cluster(UUID organization, String pool) {
        return catalog.read(view -> view.computePools().find(organization, pool).flatMap(ComputePool::findRemote));
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
