package io.braid.view.sqlite;

import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** One thread that does things later. Once closed it does nothing any more. Shared between threads. */
final class Later implements AutoCloseable {
    private final ScheduledExecutorService executor;

    Later(String thread) {
        executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread worker = new Thread(task, thread);
            // a job's thread may be the one that asks first: its class loader would be kept with this thread
            worker.setContextClassLoader(Later.class.getClassLoader());
            worker.setDaemon(true);
            return worker;
        });
    }

    /** The task sees to its own failures. */
    void run(long afterMillis, Runnable task) {
        try {
            ScheduledFuture<?> unused = executor.schedule(task, afterMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            if (!executor.isShutdown()) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
