package io.braid.engine.run;

import io.braid.catalog.Catalog;
import io.braid.catalog.CatalogView;
import io.braid.catalog.ComputePool;
import io.braid.catalog.Relation;
import io.braid.catalog.RemoteFlink;
import io.braid.catalog.Store;
import io.braid.engine.plan.BadRecords;
import io.braid.engine.plan.JobPlan;
import io.braid.engine.plan.JobPlan.FunctionSpec;
import io.braid.engine.plan.JobPlan.InsertSpec;
import io.braid.engine.plan.SchemaUse;
import io.braid.engine.plan.TableSpec;
import io.braid.engine.run.BoundPlan.BoundFunction;
import io.braid.engine.run.BoundPlan.BoundInsert;
import io.braid.engine.run.BoundPlan.BoundTable;
import io.braid.formats.AvroSchemas;
import io.braid.formats.ProtobufDescriptors;
import io.braid.formats.RecordDecoder;
import io.braid.formats.RecordEncoder;
import io.braid.spi.ErrorCode;
import io.braid.spi.RegisteredSchema;
import io.braid.spi.RegistryConnection;
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
    private final SchemaRegistries registries;
    private final FunctionBinder functions;

    public JobBinder(
            Catalog catalog, StoreConnections connections, SchemaRegistries registries, FunctionBinder functions) {
        this.catalog = catalog;
        this.connections = connections;
        this.registries = registries;
        this.functions = functions;
    }

    public BoundPlan bind(UUID organization, JobPlan plan) {
        return bind(
                plan,
                new Stores(
                        name -> require(organization, name),
                        this::address,
                        source -> descriptors(organization, source)),
                function -> functions.bind(organization, function));
    }

    /**
     * Where a plan is bound to.
     *
     * @param registry options with which a format reaches the schema registry of a store
     * @param descriptors the contents of descriptor sources
     */
    private record Stores(
            Function<String, Store> named,
            Function<Store, Map<String, String>> registry,
            Function<String, ProtobufDescriptors> descriptors) {
        Store get(String name) {
            return named.apply(name);
        }
    }

    private Map<String, String> address(Store store) {
        SchemaRegistries.Address address = registries.addressOf(store);
        return Map.of("registry.type", address.type(), "registry.settings", encoded(address.settings()));
    }

    private BoundPlan bind(JobPlan plan, Stores stores, Function<FunctionSpec, BoundFunction> bindFunction) {
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
        return bindUnread(
                organization, plan, name -> require(organization, name), source -> descriptors(organization, source));
    }

    /**
     * The same.
     *
     * @param stores asked on this thread, so that a statement that is being prepared reads one state of the catalog
     * @param descriptors the same for the contents of descriptor sources
     */
    public BoundPlan bindUnread(
            UUID organization,
            JobPlan plan,
            Function<String, Store> stores,
            Function<String, ProtobufDescriptors> descriptors) {
        List<TableSpec> sources = plan.sources().stream()
                .map(table -> at(table, StartPosition.EARLIEST.name().toLowerCase(Locale.ROOT)))
                .toList();
        return bind(
                plan.withSources(sources),
                new Stores(stores, store -> Map.of(), descriptors),
                function -> functions.bindUnread(organization, function));
    }

    private BoundTable bind(TableSpec table, Stores stores, String job) {
        return new BoundTable(table.name(), table.body(), options(table.connector(), stores, job));
    }

    private Map<String, String> options(TableSpec.Connector connector, Stores stores, String job) {
        if (connector instanceof TableSpec.FromStore source) {
            SourceOptions logging = withLog(source.options(), stores, job);
            return connections
                    .to(stores.get(source.store()))
                    .source(logging.withFormats(withSchemas(logging.formats(), stores)));
        }
        if (connector instanceof TableSpec.ToStore sink) {
            // what is written was registered when the plan was pinned
            SinkOptions options = sink.options();
            return connections
                    .to(stores.get(sink.store()))
                    .sink(options.withFormats(withSchemas(
                            options.formats(), new Stores(stores.named(), store -> Map.of(), stores.descriptors()))));
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

    private ProtobufDescriptors descriptors(UUID organization, String source) {
        return catalog.read(view -> DescriptorFiles.read(organization, source, view));
    }

    /** What formats need of the registries of stores, and of descriptor sources. */
    private static Map<String, String> withSchemas(Map<String, String> formats, Stores stores) {
        Map<String, String> bound = formats;
        for (String prefix : SchemaUse.prefixes(formats, SchemaUse.DESCRIPTOR_SOURCE)) {
            String source = formats.getOrDefault(prefix + SchemaUse.DESCRIPTOR_SOURCE, "");
            String message = formats.getOrDefault(prefix + RecordDecoder.MESSAGE, "");
            String descriptor = stores.descriptors().apply(source).encoded(message);
            bound = SchemaUse.bound(bound, prefix, Map.of(RecordDecoder.DESCRIPTOR, descriptor));
        }
        for (String prefix : SchemaUse.prefixes(formats)) {
            Store store = stores.get(formats.getOrDefault(prefix + SchemaUse.STORE, ""));
            bound = SchemaUse.bound(bound, prefix, stores.registry().apply(store));
        }
        return bound;
    }

    /** The options of a source, with what its format needs to reach the log of bad records. */
    private SourceOptions withLog(SourceOptions options, Stores stores, String job) {
        return BadRecords.log(options.formats())
                .map(log -> {
                    Map<String, String> client = new TreeMap<>();
                    connections
                            .to(stores.get(log.store()))
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
     * often it has to start anew. The rest is {@link #prepare}.
     */
    public JobPlan pin(UUID organization, JobPlan plan) {
        List<TableSpec> sources =
                plan.sources().stream().map(table -> pin(organization, table)).toList();
        return prepare(organization, plan.withSources(sources));
    }

    /**
     * Makes what a plan takes for granted: topics that it logs bad records to, and the schemas that it writes with.
     *
     * @return the plan with the numbers of the schemas, so that their registry need not be asked when it starts again
     */
    public JobPlan prepare(UUID organization, JobPlan plan) {
        createLogs(organization, plan);
        return plan.withInserts(plan.inserts().stream()
                .map(insert -> new InsertSpec(insert.select(), registered(organization, insert.sink())))
                .toList());
    }

    private TableSpec registered(UUID organization, TableSpec table) {
        if (!(table.connector() instanceof TableSpec.ToStore sink)) {
            return table;
        }
        Map<String, String> formats = sink.options().formats();
        for (String prefix : SchemaUse.prefixes(formats)) {
            String subject = formats.getOrDefault(prefix + SchemaUse.SUBJECT, "");
            String own = formats.getOrDefault(prefix + SchemaUse.STORE, "");
            RegistryConnection registry = registries.of(require(organization, own));
            String baseStore = formats.getOrDefault(prefix + SchemaUse.BASE_STORE, own);
            String schema = formats.getOrDefault(prefix + RecordEncoder.SCHEMA, "");
            String merged = registries
                    .of(require(organization, baseStore))
                    .latest(formats.getOrDefault(prefix + SchemaUse.BASE_SUBJECT, subject))
                    .map(base -> AvroSchemas.merged(schema, base))
                    .orElse(schema);
            int id = registry.register(subject, RegisteredSchema.AVRO, merged);
            formats = SchemaUse.registered(formats, prefix, merged, id);
        }
        return new TableSpec(
                table.name(),
                table.body(),
                new TableSpec.ToStore(sink.store(), sink.options().withFormats(formats)));
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

    /** The store of a relation's entity. */
    public static Store storeOf(Relation relation, CatalogView catalog) {
        return catalog.findStore(relation.organization(), relation.store())
                .orElseThrow(() -> missing(relation.store()));
    }

    /** The refusal for a store that has gone. */
    public static StatementException missing(String name) {
        return StatementException.of(ErrorCode.INVALID_STORE, "store \"%s\" does not exist", name);
    }
}
