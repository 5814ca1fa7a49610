package io.braid.engine.pool;

import io.braid.catalog.Catalog;
import io.braid.catalog.CatalogTransaction;
import io.braid.catalog.CatalogView;
import io.braid.catalog.ComputePool;
import io.braid.catalog.ComputePool.Intended;
import io.braid.catalog.ComputePool.Size;
import io.braid.catalog.Query;
import io.braid.catalog.RemoteFlink;
import io.braid.engine.database.DatabaseStatements;
import io.braid.engine.security.Access;
import io.braid.engine.security.Privilege;
import io.braid.engine.statement.Artifact;
import io.braid.engine.statement.Prepared;
import io.braid.engine.statement.StatementContext;
import io.braid.engine.statement.StatementHandlers;
import io.braid.engine.statement.StatementResult.Done;
import io.braid.spi.ErrorCode;
import io.braid.spi.Names;
import io.braid.spi.StatementException;
import io.braid.sql.tree.ComputePoolStatement.CreateComputePool;
import io.braid.sql.tree.ComputePoolStatement.DropComputePool;
import io.braid.sql.tree.ComputePoolStatement.StartComputePool;
import io.braid.sql.tree.ComputePoolStatement.StopComputePool;
import io.braid.sql.tree.ComputePoolStatement.UpdateComputePool;
import io.braid.sql.tree.Identifier;
import io.braid.sql.tree.IfExists;
import io.braid.sql.tree.IfMissing;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.Property;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Creates, changes, starts, stops and drops compute pools. They only say what is wanted; the reconciler does it. */
public final class PoolStatements implements StatementHandlers.Family {
    private static final String KIND = "compute_pool";
    private static final int MOST_POOLS = 100;

    private final Catalog catalog;
    private final Consumer<RemoteFlink> check;
    private final Runnable nudge;

    /**
     * @param check refuses a cluster that cannot be used
     * @param nudge asks for what is wanted now to be done
     */
    public PoolStatements(Catalog catalog, Consumer<RemoteFlink> check, Runnable nudge) {
        this.catalog = catalog;
        this.check = check;
        this.nudge = nudge;
    }

    @Override
    public void register(StatementHandlers.Builder handlers) {
        handlers.on(CreateComputePool.class, this::create)
                .on(UpdateComputePool.class, this::update)
                .on(StartComputePool.class, (statement, context) -> want(statement.name(), Intended.RUNNING, context))
                .on(StopComputePool.class, (statement, context) -> want(statement.name(), Intended.STOPPED, context))
                .on(DropComputePool.class, this::drop);
    }

    private Prepared create(CreateComputePool statement, StatementContext context) {
        String name = statement.name().value();
        DatabaseStatements.checkName(statement.name(), "compute pool");
        PoolProperties properties = PoolProperties.of(statement.properties(), statement.at());
        ComputePool pool = new ComputePool(
                context.organization(),
                name,
                properties.size().orElse(Size.SMALL),
                properties.idleMinutes().orElse(0),
                Intended.RUNNING,
                context.audit(),
                properties.remote().cluster(Optional.empty()).orElse(null));
        return Prepared.needing(Access.onOrganization(Privilege.CREATE_COMPUTE_POOL))
                .outside(() -> {
                    checked(pool, statement.properties(), statement.name());
                    return catalog.write(transaction -> create(transaction, pool, statement, context));
                });
    }

    /** A cluster that is not there now will not be there for the first query. */
    private void checked(ComputePool pool, List<Property> properties, Identifier name) {
        try {
            pool.findRemote().ifPresent(check);
        } catch (StatementException e) {
            throw StatementContext.at(at(properties, name), e);
        }
    }

    private static Done create(
            CatalogTransaction transaction, ComputePool pool, CreateComputePool statement, StatementContext context) {
        String name = pool.name();
        List<ComputePool> known = transaction.computePools().of(context.organization());
        if (known.stream().anyMatch(other -> other.name().equals(name))) {
            if (statement.ifExists() == IfExists.SKIP) {
                return Done.of(Artifact.alreadyThere(KIND, name, List.of(name)));
            }
            throw StatementContext.at(
                    statement.name().at(),
                    StatementException.of(
                            ErrorCode.DUPLICATE_COMPUTE_POOL, "compute pool \"%s\" already exists", name));
        }
        if (known.size() >= MOST_POOLS) {
            throw StatementException.of(ErrorCode.LIMIT_EXCEEDED, "there are %d compute pools already", MOST_POOLS)
                    .hint("drop one first");
        }
        transaction.computePools().create(pool);
        return Done.of(Artifact.created(KIND, name, List.of(name)));
    }

    private Prepared update(UpdateComputePool statement, StatementContext context) {
        ComputePool seen = PoolObjects.require(statement.name(), context);
        PoolProperties properties = PoolProperties.of(statement.properties(), statement.at());
        boolean moves = properties.remote().areGiven();
        Optional<RemoteFlink> cluster = properties.remote().cluster(seen.findRemote());
        return Prepared.needing(PoolObjects.on(seen, Privilege.OWNERSHIP)).outside(() -> {
            if (moves) {
                checked(seen.on(cluster.orElse(null)), statement.properties(), statement.name());
            }
            return catalog.write(transaction -> update(transaction, seen, statement, properties, cluster));
        });
    }

    private static Done update(
            CatalogTransaction transaction,
            ComputePool seen,
            UpdateComputePool statement,
            PoolProperties properties,
            Optional<RemoteFlink> cluster) {
        ComputePool pool = newest(transaction, seen);
        Property given = properties.remote().first();
        if (given != null && !cluster.equals(pool.findRemote()) && hasJobs(transaction, pool)) {
            throw RemoteProperties.stillRuns(given, pool);
        }
        Size size = properties.size().orElse(pool.size());
        int running = PoolObjects.queries(transaction, pool).size();
        if (running > size.slots()) {
            throw StatementContext.at(
                    at(statement.properties(), statement.name()),
                    StatementException.of(
                                    ErrorCode.LIMIT_EXCEEDED,
                                    "compute pool \"%s\" has %d queries, a %s one has %d slots",
                                    pool.name(),
                                    running,
                                    size.word(),
                                    size.slots())
                            .hint("terminate queries first"));
        }
        transaction
                .computePools()
                .update(pool.sized(size, properties.idleMinutes().orElse(pool.idleMinutes()))
                        .on(given == null ? pool.remote() : cluster.orElse(null)));
        return done(pool, "UPDATE", "was successfully updated");
    }

    /** Whether something of the pool may be on its cluster. */
    private static boolean hasJobs(CatalogView catalog, ComputePool pool) {
        return catalog.unfinishedQueries().stream()
                .filter(query -> query.isOn(pool))
                .anyMatch(query -> query.actual() != Query.Actual.STOPPED && query.actual() != Query.Actual.ERRORED);
    }

    private static Position at(List<Property> properties, Identifier name) {
        return properties.isEmpty() ? name.at() : properties.get(0).at();
    }

    /** Starting what runs and stopping what is stopped changes nothing and is no error. */
    private Prepared want(Identifier name, Intended wanted, StatementContext context) {
        ComputePool seen = PoolObjects.require(name, context);
        boolean start = wanted == Intended.RUNNING;
        return Prepared.needing(PoolObjects.on(seen, Privilege.OWNERSHIP)).outside(() -> {
            if (start) {
                checked(seen, List.of(), name);
            }
            ComputePool pool = catalog.write(transaction -> {
                ComputePool now = newest(transaction, seen);
                if (now.intended() != wanted) {
                    transaction.computePools().update(now.wanted(wanted));
                }
                return now;
            });
            nudge.run();
            return done(pool, start ? "START" : "STOP", start ? "is being started" : "is being stopped");
        });
    }

    private Prepared drop(DropComputePool statement, StatementContext context) {
        String name = statement.name().value();
        if (statement.ifMissing() == IfMissing.SKIP
                && context.catalog()
                        .computePools()
                        .find(context.organization(), name)
                        .isEmpty()) {
            return Prepared.answered(Artifact.notThere(KIND, name, List.of(name)));
        }
        ComputePool pool = PoolObjects.require(statement.name(), context);
        if (pool.isDefault()) {
            throw StatementContext.at(
                    statement.name().at(),
                    StatementException.of(
                                    ErrorCode.DEPENDENT_OBJECTS,
                                    "compute pool \"%s\" is the organization's default and cannot be dropped",
                                    name)
                            .hint("STOP COMPUTE_POOL stops it"));
        }
        return Prepared.needing(PoolObjects.on(pool, Privilege.OWNERSHIP)).then(transaction -> {
            List<Query> running = transaction.unfinishedQueries().stream()
                    .filter(query -> query.isOn(pool))
                    .toList();
            if (!running.isEmpty()) {
                throw StatementContext.at(
                        statement.name().at(),
                        StatementException.of(
                                        ErrorCode.DEPENDENT_OBJECTS,
                                        "compute pool \"%s\" has running queries: %s",
                                        name,
                                        running.stream()
                                                .map(query -> query.id().toString())
                                                .collect(Collectors.joining(", ")))
                                .hint("TERMINATE QUERY ends them"));
            }
            transaction.computePools().drop(context.organization(), name);
            transaction.removeGrantsOn(context.organization(), KIND, Names.always(name));
            return Done.of(Artifact.dropped(KIND, name, List.of(name)));
        });
    }

    private static ComputePool newest(CatalogView catalog, ComputePool seen) {
        return catalog.computePools().find(seen.organization(), seen.name()).orElse(seen);
    }

    private static Done done(ComputePool pool, String command, String what) {
        return Done.of(new Artifact(
                KIND,
                pool.name(),
                command,
                "compute pool \"%s\" %s".formatted(pool.name(), what),
                List.of(pool.name())));
    }
}
