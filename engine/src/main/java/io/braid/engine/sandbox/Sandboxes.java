package io.braid.engine.sandbox;

import io.braid.engine.run.LiveResults;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The sandboxes of users, one for each in an organization. Live SELECTs run in the compute pool of their session, with a
 * sandbox or without; it knows those of its user, ends them together, and stops when there have been none for a while.
 * They last as long as the process. Shared between threads.
 */
public final class Sandboxes {
    private static final Duration IDLE = Duration.ofMinutes(10);

    private final Map<Owner, Sandbox> sandboxes = new ConcurrentHashMap<>();
    private final Predicate<UUID> isOpen;
    private final Consumer<UUID> cancel;
    private final Clock clock;

    public Sandboxes(LiveResults live) {
        this(live::isOpen, live::cancel, Clock.systemUTC());
    }

    /**
     * @param isOpen whether the live result of a statement is still read
     * @param cancel ends it
     */
    Sandboxes(Predicate<UUID> isOpen, Consumer<UUID> cancel, Clock clock) {
        this.isOpen = isOpen;
        this.cancel = cancel;
        this.clock = clock;
    }

    /** Whose it is. */
    record Owner(UUID organization, UUID user) {}

    /** What DESCRIBE tells of one. */
    record Seen(UUID id, boolean running, Instant createdAt, Instant updatedAt) {}

    /** Guarded by itself. */
    private static final class Sandbox {
        final UUID id = UUID.randomUUID();
        final Instant started;
        final Set<UUID> statements = new HashSet<>();
        Instant used;
        boolean running = true;

        Sandbox(Instant now) {
            this.started = now;
            this.used = now;
        }
    }

    /** @throws StatementException 42P013 when there is one that runs */
    void start(Owner owner) {
        Instant now = clock.instant();
        sandboxes.compute(owner, (whose, before) -> {
            if (before != null && isRunning(before)) {
                throw StatementException.of(ErrorCode.DUPLICATE_SANDBOX, "a sandbox is running already")
                        .hint("STOP SANDBOX ends it");
            }
            return new Sandbox(now);
        });
    }

    /**
     * Ends the live results of the owner.
     *
     * @throws StatementException 3D015 when none runs
     */
    void stop(Owner owner) {
        Sandbox sandbox = Optional.ofNullable(sandboxes.get(owner))
                .filter(this::isRunning)
                .orElseThrow(() -> StatementException.of(ErrorCode.INVALID_SANDBOX, "no sandbox is running")
                        .hint("START SANDBOX starts one; live SELECTs need none"));
        Set<UUID> statements;
        synchronized (sandbox) {
            sandbox.running = false;
            sandbox.used = clock.instant();
            statements = Set.copyOf(sandbox.statements);
        }
        statements.forEach(cancel);
    }

    /** @throws StatementException 3D015 when there never was one */
    Seen describe(Owner owner) {
        Sandbox sandbox = Optional.ofNullable(sandboxes.get(owner))
                .orElseThrow(() -> StatementException.of(ErrorCode.INVALID_SANDBOX, "there is no sandbox")
                        .hint("START SANDBOX starts one; live SELECTs need none"));
        boolean running = isRunning(sandbox);
        synchronized (sandbox) {
            return new Seen(sandbox.id, running, sandbox.started, sandbox.used);
        }
    }

    /** A user reads a live result. */
    public void uses(UUID organization, UUID user, UUID statement) {
        Sandbox sandbox = sandboxes.get(new Owner(organization, user));
        if (sandbox != null && isRunning(sandbox)) {
            synchronized (sandbox) {
                sandbox.statements.add(statement);
                sandbox.used = clock.instant();
            }
        }
    }

    /** Stops it, too, when nobody has used it for too long. */
    private boolean isRunning(Sandbox sandbox) {
        Instant now = clock.instant();
        synchronized (sandbox) {
            boolean closed = sandbox.statements.removeIf(isOpen.negate());
            if (closed || !sandbox.statements.isEmpty()) {
                sandbox.used = now;
            }
            if (sandbox.running && sandbox.used.plus(IDLE).isBefore(now)) {
                sandbox.running = false;
                sandbox.used = sandbox.used.plus(IDLE);
            }
            return sandbox.running;
        }
    }
}
