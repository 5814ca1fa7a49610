package io.braid.server;

import io.braid.catalog.Catalog;
import io.braid.catalog.User;
import io.braid.engine.StatementService;
import io.braid.server.Readiness.State;
import io.braid.server.identity.Tokens;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** What stands behind the doors: the catalog, the engine, and whatever the engine runs on. */
public interface Backend extends AutoCloseable {
    Catalog catalog();

    StatementService statements();

    /** Whose tokens let requests in. */
    Tokens tokens();

    /** The organization and the user that the first start made. */
    UUID organization();

    User firstUser();

    /** Done when statements no longer have to wait for anything to start; failed when something did not come up. */
    CompletableFuture<Void> ready();

    /** Where parts of it can be reached, by name: {@code kafka}, {@code flink}. Complete when it is ready. */
    Map<String, String> endpoints();

    /** Stops everything, the latest first. Called once, after the doors are closed. */
    @Override
    void close();

    /** Makes one. */
    @FunctionalInterface
    interface Opener {
        /**
         * Returns as soon as statements can be taken; what is slow goes on in the background and reports itself with
         * {@link Readiness#report}, {@link State#STARTING} first.
         */
        Backend open(PlatformSettings settings, DataDirectory data, Readiness readiness) throws Exception;
    }
}
