package io.braid.server;

import io.braid.broker.EmbeddedBroker;
import io.braid.broker.TrialData;
import io.braid.catalog.Catalog;
import io.braid.catalog.User;
import io.braid.catalog.jdbc.JdbcCatalog;
import io.braid.engine.StatementService;
import io.braid.engine.organization.Bootstrap;
import io.braid.engine.pool.RemoteProperties;
import io.braid.engine.run.RegistryTypes;
import io.braid.engine.run.StoreTypes;
import io.braid.engine.security.Vault;
import io.braid.engine.service.Engine;
import io.braid.engine.service.Limits;
import io.braid.flink.runtime.FeedSettings;
import io.braid.flink.runtime.FlinkRuntime;
import io.braid.flink.runtime.RuntimeSettings;
import io.braid.server.Readiness.State;
import io.braid.server.identity.Tokens;
import io.braid.view.sqlite.SqliteViewStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything in this one process: catalog and views in SQLite, a Kafka broker, a Flink cluster. Meant for one machine.
 * What is slow to start does so side by side; statements wait for it.
 */
final class EmbeddedBackend implements Backend {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedBackend.class);
    private static final String ORGANIZATION = "braid";
    private static final String FIRST_USER = "admin@localhost";
    /** The store over the embedded broker; the default of new sessions. */
    static final String BROKER_STORE = "embedded_kafka";
    /** The same broker under the name that trial data is known by. */
    static final String TRIAL_STORE = "trial_store";

    private static final String ONE_MACHINE = "embedded: for one machine";

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Map<String, String> endpoints = new LinkedHashMap<>();
    private final PlatformSettings settings;
    private final DataDirectory data;
    private final Readiness readiness;
    private final Catalog catalog;
    private final Bootstrap.First first;
    private final Tokens tokens;
    private final Engine engine;
    private final FlinkRuntime flink;
    private final CompletableFuture<Void> storesReady = new CompletableFuture<>();
    private final CompletableFuture<Void> ready;

    private EmbeddedBackend(PlatformSettings settings, DataDirectory data, Readiness readiness) throws IOException {
        this.settings = settings;
        this.data = data;
        this.readiness = readiness;
        readiness.report("kafka", State.STARTING, ONE_MACHINE);
        readiness.report("flink", State.STARTING, whereFlinkIs());
        // the two that take seconds go first; the catalog opens meanwhile
        CompletableFuture<EmbeddedBroker> broker = new CompletableFuture<>();
        Thread starting = new Thread(() -> startBroker(broker), "broker-start");
        starting.setDaemon(true);
        starting.start();
        flink = opened(new FlinkRuntime(runtimeSettings()));
        CompletableFuture<Void> cluster = flink.start();
        try {
            catalog = opened(JdbcCatalog.sqlite(data.catalog()));
            first = Bootstrap.ensure(catalog, ORGANIZATION, FIRST_USER);
            SqliteViewStore views =
                    opened(new SqliteViewStore(data.views(), settings.get(PlatformSettings.VIEW_FLUSH)));
            tokens = Tokens.open(data.keys(), catalog, Clock.systemUTC());
            engine = opened(new Engine(
                    catalog,
                    flink,
                    views,
                    StoreTypes.installed(),
                    RegistryTypes.installed(),
                    Vault.open(data.keys().resolve("secrets.key")),
                    tokens,
                    data.results(),
                    limits(settings),
                    storesReady));
            engine.open();
            ready = CompletableFuture.allOf(
                    broker.thenAccept(this::brokerIsUp),
                    cluster.whenComplete((up, error) ->
                            readiness.report("flink", error == null ? State.READY : State.FAILED, whereFlinkIs())));
            var unused = ready.whenComplete((up, error) -> {
                if (error != null) {
                    storesReady.completeExceptionally(error);
                }
            });
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    static Backend open(PlatformSettings settings, DataDirectory data, Readiness readiness) throws IOException {
        return new EmbeddedBackend(settings, data, readiness);
    }

    private RuntimeSettings runtimeSettings() {
        String listen = settings.get(PlatformSettings.FEED_HOST);
        FeedSettings feed = new FeedSettings(
                listen,
                settings.get(PlatformSettings.FEED_PORT),
                settings.find(PlatformSettings.FEED_PUBLIC_HOST).orElse(listen),
                data.keys());
        RuntimeSettings all = RuntimeSettings.in(data.flink())
                .withSlots(settings.get(PlatformSettings.FLINK_SLOTS))
                .withCheckpointInterval(settings.get(PlatformSettings.CHECKPOINT_INTERVAL))
                .withFeed(feed);
        if (settings.find(PlatformSettings.FLINK_STATE).isPresent()) {
            all = all.withState(settings.get(PlatformSettings.FLINK_STATE));
        }
        return settings.find(PlatformSettings.FLINK_REST_URI).isEmpty()
                ? all
                : all.withHome(RemoteProperties.cluster(
                        settings.get(PlatformSettings.FLINK_REST_URI), settings.get(PlatformSettings.FLINK_JOB_CODE)));
    }

    private String whereFlinkIs() {
        return settings.find(PlatformSettings.FLINK_REST_URI)
                .map(uri -> "remote: " + uri)
                .orElse(ONE_MACHINE);
    }

    private static Limits limits(PlatformSettings settings) {
        return new Limits(
                settings.get(PlatformSettings.LIMIT_STATEMENT_LENGTH),
                settings.get(PlatformSettings.LIMIT_STATEMENT_BATCH),
                settings.get(PlatformSettings.LIMIT_STATEMENT_CONCURRENT),
                settings.get(PlatformSettings.LIMIT_SOCKETS),
                settings.get(PlatformSettings.FLINK_SLOTS),
                settings.get(PlatformSettings.RESULT_PARTITION_ROWS),
                settings.get(PlatformSettings.LIMIT_RESULT_ROWS),
                settings.get(PlatformSettings.STATEMENT_RETENTION),
                settings.get(PlatformSettings.QUERY_RETENTION),
                settings.get(PlatformSettings.AUDIT_RETENTION));
    }

    private void startBroker(CompletableFuture<EmbeddedBroker> broker) {
        try {
            broker.complete(opened(EmbeddedBroker.start(data.kafka(), brokerPort())));
        } catch (Throwable e) {
            log.atError().setCause(e).log("embedded Kafka did not start");
            readiness.report("kafka", State.FAILED, String.valueOf(e.getMessage()));
            broker.completeExceptionally(e);
        }
    }

    /** The port of last time when it is still free: stores that users made may name it. */
    private int brokerPort() throws IOException {
        int wanted = settings.get(PlatformSettings.KAFKA_PORT);
        if (wanted > 0) {
            return wanted;
        }
        Path remembered = data.root().resolve("kafka.port");
        if (Files.exists(remembered)) {
            int last = Integer.parseInt(Files.readString(remembered).trim());
            if (isFree(last)) {
                return last;
            }
        }
        int fresh = EmbeddedBroker.freePort();
        Files.writeString(remembered, Integer.toString(fresh));
        return fresh;
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private void brokerIsUp(EmbeddedBroker broker) {
        boolean trial = settings.get(PlatformSettings.TRIAL_DATA);
        Bootstrap.ensureStore(catalog, first, BROKER_STORE, broker.bootstrap(), true);
        if (trial
                || catalog.read(view -> view.findStore(first.organization(), TRIAL_STORE))
                        .isPresent()) {
            Bootstrap.ensureStore(catalog, first, TRIAL_STORE, broker.bootstrap(), false);
        }
        if (trial) {
            TrialData rows = opened(
                    TrialData.start(broker.bootstrap(), settings.get(PlatformSettings.TRIAL_RATE), System.nanoTime()));
            rows.ready().join();
        }
        synchronized (endpoints) {
            endpoints.put("kafka", broker.bootstrap());
        }
        readiness.report("kafka", State.READY, ONE_MACHINE);
        storesReady.complete(null);
        engine.start();
    }

    private synchronized <T extends AutoCloseable> T opened(T closeable) {
        opened.push(closeable);
        return closeable;
    }

    @Override
    public Catalog catalog() {
        return catalog;
    }

    @Override
    public StatementService statements() {
        return engine;
    }

    @Override
    public Tokens tokens() {
        return tokens;
    }

    @Override
    public UUID organization() {
        return first.organization();
    }

    @Override
    public User firstUser() {
        return first.user();
    }

    @Override
    public CompletableFuture<Void> ready() {
        return ready.copy();
    }

    @Override
    public Map<String, String> endpoints() {
        synchronized (endpoints) {
            Map<String, String> all = new LinkedHashMap<>(endpoints);
            flink.findRestAddress().ifPresent(address -> all.put("flink", address));
            return all;
        }
    }

    @Override
    public synchronized void close() {
        // writers before what they write to: the engine and its jobs, then the broker, then the catalog
        for (Class<?> kind : new Class<?>[] {Engine.class, FlinkRuntime.class, TrialData.class, EmbeddedBroker.class}) {
            opened.stream().filter(kind::isInstance).forEach(EmbeddedBackend::closeQuietly);
            opened.removeIf(kind::isInstance);
        }
        opened.forEach(EmbeddedBackend::closeQuietly);
        opened.clear();
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            log.atWarn()
                    .setCause(e)
                    .log("{} did not close well", closeable.getClass().getSimpleName());
        }
    }
}
