package io.braid.flink.runtime;

import io.braid.engine.run.BoundPlan.BoundFunction;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Threads that plan. The optimizer keeps part of itself in thread-locals that are set where a planner is created, so that
 * a session is used by the thread that opened it and no other. Each thread has the session for its next plan ready: nobody
 * who typed a statement waits for one to be built. Shared between threads.
 */
final class PlannerPool implements AutoCloseable {
    private static final int THREADS =
            Math.max(2, Math.min(8, Runtime.getRuntime().availableProcessors()));
    /** The optimizer descends recursively into expressions and plans. */
    private static final long STACK_BYTES = 16L << 20;

    private static final ThreadLocal<@Nullable PlannerSession> NEXT = new ThreadLocal<>();

    private final ExecutorService threads;

    PlannerPool() {
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(null, task, "braid-planner-" + number.incrementAndGet(), STACK_BYTES);
            thread.setDaemon(true);
            // Flink looks for connectors and formats where the thread says.
            thread.setContextClassLoader(PlannerPool.class.getClassLoader());
            return thread;
        });
    }

    /** Runs work with a session of its own and returns what it returns, or throws what it throws. */
    <T> T with(Function<PlannerSession, T> work) {
        return with(List.of(), work);
    }

    /** The same, in a session that knows these functions. */
    <T> T with(List<BoundFunction> functions, Function<PlannerSession, T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            threads.execute(() -> run(functions, work, result));
        } catch (RejectedExecutionException e) {
            throw StatementException.of(ErrorCode.COMPUTE_POOL_NOT_READY, "the compute pool is closed")
                    .causedBy(e);
        }
        try {
            return result.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StatementException.of(ErrorCode.CANCELLED, "the statement was cancelled")
                    .causedBy(e);
        }
    }

    private static <T> void run(
            List<BoundFunction> functions, Function<PlannerSession, T> work, CompletableFuture<T> result) {
        try {
            PlannerSession ready = NEXT.get();
            NEXT.remove();
            result.complete(
                    functions.isEmpty()
                            ? work.apply(ready == null ? PlannerSession.open() : ready)
                            : withCode(functions, work));
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
        NEXT.set(PlannerSession.open());
    }

    /** Classes of users need a session that was made for them: what it has loaded goes with it. */
    private static <T> T withCode(List<BoundFunction> functions, Function<PlannerSession, T> work) {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (UserCode code = UserCode.of(functions)) {
            Thread.currentThread().setContextClassLoader(code.loader());
            PlannerSession session = PlannerSession.open(code.loader());
            functions.forEach(function -> session.register(function.name(), code.load(function.className())));
            return work.apply(session);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
