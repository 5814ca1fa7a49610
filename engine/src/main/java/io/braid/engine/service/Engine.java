package io.braid.engine.service;

import io.braid.catalog.Catalog;
import io.braid.engine.Caller;
import io.braid.engine.PastStatement;
import io.braid.engine.StatementRequest;
import io.braid.engine.StatementService;
import io.braid.engine.TrackedStatement;
import io.braid.engine.context.SessionStatements;
import io.braid.engine.database.DatabaseStatements;
import io.braid.engine.generate.GenerateStatements;
import io.braid.engine.generate.Templates;
import io.braid.engine.library.DescriptorSourceStatements;
import io.braid.engine.library.FunctionSourceStatements;
import io.braid.engine.library.FunctionStatements;
import io.braid.engine.library.SecretStatements;
import io.braid.engine.listing.CanIStatements;
import io.braid.engine.listing.DescribeStatements;
import io.braid.engine.listing.ListStatements;
import io.braid.engine.listing.Listings;
import io.braid.engine.listing.SystemTables;
import io.braid.engine.organization.InvitationStatements;
import io.braid.engine.organization.MemberStatements;
import io.braid.engine.organization.OrganizationStatements;
import io.braid.engine.organization.TokenStatements;
import io.braid.engine.pool.PoolStatements;
import io.braid.engine.query.QueryStatements;
import io.braid.engine.relation.Entities;
import io.braid.engine.relation.RelationStatements;
import io.braid.engine.role.OwnershipStatements;
import io.braid.engine.role.RoleStatements;
import io.braid.engine.run.FunctionBinder;
import io.braid.engine.run.FunctionFiles;
import io.braid.engine.run.JobBinder;
import io.braid.engine.run.LiveFeed;
import io.braid.engine.run.LiveResults;
import io.braid.engine.run.QueryReconciler;
import io.braid.engine.run.RegistryTypes;
import io.braid.engine.run.SchemaRegistries;
import io.braid.engine.run.StoreConnections;
import io.braid.engine.run.StoreTypes;
import io.braid.engine.run.StreamRuntime;
import io.braid.engine.sandbox.SandboxStatements;
import io.braid.engine.sandbox.Sandboxes;
import io.braid.engine.security.Authorizer;
import io.braid.engine.security.RoleAuthorizer;
import io.braid.engine.security.TokenIssuer;
import io.braid.engine.security.Vault;
import io.braid.engine.service.StatementFiles.Begun;
import io.braid.engine.service.StatementFiles.Sent;
import io.braid.engine.session.Cancellation;
import io.braid.engine.statement.StatementHandlers;
import io.braid.engine.store.EntityStatements;
import io.braid.engine.store.SchemaRegistryStatements;
import io.braid.engine.store.StoreStatements;
import io.braid.engine.view.SnapshotReader;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.parse.Redaction;
import io.braid.view.ViewStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine, put together by hand: who needs whom can be read here from top to bottom. */
public final class Engine implements StatementService, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Engine.class);

    private static final Duration STORES_TIMEOUT = Duration.ofSeconds(60);

    private final Catalog catalog;
    private final StreamRuntime runtime;
    private final StoreConnections connections;
    private final StatementTracker tracker;
    private final StatementAuditor auditor;
    private final StatementHistory history;
    private final StatementRunner runner;
    private final Downloads downloads;
    /** Held while it is found out whether a request came before. */
    private final Object naming = new Object();

    private final LiveResults live;
    private final QueryReconciler reconciler;
    private final Limits limits;
    private final CompletableFuture<Void> storesReady;
    private final ThreadPoolExecutor statements;
    private final ScheduledExecutorService background = Executors.newScheduledThreadPool(2, threads("engine"));

    /**
     * @param statementDirectory where statements and their results are kept
     * @param storesReady statements wait for it: done when the server's own stores can be used
     */
    public Engine(
            Catalog catalog,
            StreamRuntime runtime,
            ViewStore views,
            StoreTypes types,
            RegistryTypes registryTypes,
            Vault vault,
            TokenIssuer issuer,
            Path statementDirectory,
            Limits limits,
            CompletableFuture<Void> storesReady) {
        this.catalog = catalog;
        this.runtime = runtime;
        this.limits = limits;
        this.storesReady = storesReady;
        this.connections = new StoreConnections(types, vault);
        this.tracker = new StatementTracker(statementDirectory, limits.partitionRows());
        FunctionFiles functionFiles = new FunctionFiles(catalog, statementDirectory.resolveSibling("functions"));
        SchemaRegistries registries = new SchemaRegistries(catalog, registryTypes, vault);
        JobBinder binder =
                new JobBinder(catalog, connections, registries, new FunctionBinder(catalog, functionFiles, vault));
        this.live = new LiveResults(runtime, binder, background, limits.liveResults());
        this.reconciler = new QueryReconciler(catalog, runtime, binder, views, live);
        Sandboxes sandboxes = new Sandboxes(live);
        Authorizer authorizer = new RoleAuthorizer();
        Entities entities = new Entities(types, connections);
        Listings listings = new Listings(types, registryTypes);
        SystemTables system = new SystemTables(listings, catalog, authorizer);
        SnapshotReader snapshots = new SnapshotReader(views, system, limits.resultRows());
        RelationStatements relations = new RelationStatements(catalog, entities, registries, views);
        StatementHandlers[] all = new StatementHandlers[1];
        all[0] = StatementHandlers.builder()
                .all(new DatabaseStatements())
                .all(new StoreStatements(catalog, types, connections, vault))
                .all(new SchemaRegistryStatements(catalog, registryTypes, vault))
                .all(new EntityStatements(catalog, types, connections, registries))
                .all(relations)
                .all(new QueryStatements(new QueryStatements.Collaborators(
                        catalog,
                        runtime,
                        binder,
                        connections,
                        registries,
                        entities,
                        relations,
                        views,
                        live,
                        snapshots,
                        reconciler,
                        limits.queries())))
                .all(new SandboxStatements(sandboxes))
                .all(new PoolStatements(catalog, runtime::check, reconciler::nudge))
                .all(new SecretStatements(vault))
                .all(new FunctionSourceStatements(functionFiles))
                .all(new DescriptorSourceStatements())
                .all(new FunctionStatements(catalog, functionFiles, runtime))
                .all(new SessionStatements())
                .all(new RoleStatements())
                .all(new OwnershipStatements())
                .all(new ListStatements(listings, authorizer, connections))
                .all(new DescribeStatements(listings, system, authorizer, connections, runtime))
                .all(new CanIStatements(authorizer))
                .all(new DescribePlan(() -> all[0]))
                .all(new OrganizationStatements())
                .all(new InvitationStatements(issuer))
                .all(new MemberStatements(catalog, issuer))
                .all(new TokenStatements(catalog, issuer))
                .all(new GenerateStatements(catalog, connections, registries, new Templates(types, registryTypes)))
                .all(new LaterStatements())
                .build();
        this.auditor = new StatementAuditor(catalog);
        this.history = new StatementHistory(catalog, tracker);
        this.downloads = new Downloads(catalog, authorizer);
        this.runner = new StatementRunner(catalog, all[0], authorizer, tracker, live, sandboxes, auditor, limits);
        this.statements = new ThreadPoolExecutor(
                limits.statements(),
                limits.statements(),
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(limits.statements() * 4),
                threads("statement"));
        statements.allowCoreThreadTimeOut(true);
    }

    private static ThreadFactory threads(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            // a job's thread may be the one that gives work first: its class loader would be kept with this thread
            thread.setContextClassLoader(Engine.class.getClassLoader());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Statements can be submitted from now on. */
    public void open() throws IOException {
        tracker.open().forEach(auditor::interrupted);
    }

    /** Queries are made to run from now on; stores have to be reachable. */
    public void start() {
        reconciler.start();
        ScheduledFuture<?> unused = background.scheduleWithFixedDelay(this::forget, 1, 10, TimeUnit.MINUTES);
    }

    private void forget() {
        try {
            Instant limit = Instant.now().minus(limits.queryRetention());
            List<UUID> queries = catalog.write(transaction -> transaction.forgetQueries(limit));
            queries.forEach(runtime::forget);
            int files = tracker.forget(limits.retention());
            Instant oldest = Instant.now().minus(limits.auditRetention());
            int audited = catalog.write(transaction -> transaction.statements().forget(oldest));
            if (queries.size() + files + audited > 0) {
                log.atInfo()
                        .addKeyValue("queries", queries.size())
                        .addKeyValue("files", files)
                        .addKeyValue("audited", audited)
                        .log("old statements forgotten");
            }
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).log("old statements could not be forgotten");
        }
    }

    @Override
    public UUID submit(StatementRequest request, Caller caller) {
        String requestId = request.requestId();
        if (requestId == null) {
            return begin(request, caller);
        }
        String fingerprint = Fingerprint.of(request);
        synchronized (naming) {
            return tracker.repeated(caller.user(), requestId, fingerprint).orElseGet(() -> {
                UUID id = begin(request, caller);
                tracker.name(caller.user(), requestId, fingerprint, id);
                return id;
            });
        }
    }

    private UUID begin(StatementRequest request, Caller caller) {
        Sent sent = new Sent(
                caller.user(),
                caller.email(),
                organization(request, caller),
                Redaction.of(request.statement()),
                request.requestId());
        Cancellation cancellation = new Cancellation();
        Begun begun = tracker.begin(sent, cancellation);
        try {
            statements.execute(() -> run(begun, request, caller, cancellation));
        } catch (RejectedExecutionException e) {
            tracker.drop(begun.id());
            throw StatementException.of(
                            ErrorCode.LIMIT_EXCEEDED,
                            "%d statements are running or waiting already",
                            tracker.runningCount())
                    .hint("try again later, or raise the setting statement.concurrent");
        }
        return begun.id();
    }

    private static @Nullable String organization(StatementRequest request, Caller caller) {
        UUID ofToken = caller.organization();
        return request.organization() != null || ofToken == null ? request.organization() : ofToken.toString();
    }

    @Override
    public boolean cancel(UUID statement, Caller caller) {
        if (tracker.await(statement, caller.user(), Duration.ZERO).isEmpty()) {
            return false;
        }
        tracker.cancel(statement, caller.user());
        if (live.cancel(statement)) {
            tracker.cancelled(statement);
        }
        return true;
    }

    @Override
    public List<PastStatement> history(@Nullable String organization, @Nullable UUID before, int limit, Caller caller) {
        return history.of(organization, before, limit, caller);
    }

    private void run(Begun begun, StatementRequest request, Caller caller, Cancellation cancellation) {
        try {
            storesReady.get(STORES_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            log.atDebug().log("a statement runs before the stores are ready");
        }
        runner.run(begun, request, caller, cancellation);
    }

    @Override
    public Optional<TrackedStatement> await(UUID statement, Caller caller, Duration timeout) {
        return tracker.await(statement, caller.user(), timeout);
    }

    @Override
    public List<@Nullable String[]> partition(UUID statement, int partition) {
        return tracker.partition(statement, partition);
    }

    @Override
    public Optional<byte[]> download(String kind, String organization, String name, Caller caller) {
        return downloads.find(kind, organization, name, caller);
    }

    @Override
    public Optional<LiveFeed> openLive(UUID statement) {
        return live.take(statement);
    }

    @Override
    public void close() {
        statements.shutdownNow();
        reconciler.close();
        background.shutdownNow();
        connections.close();
    }
}
