package io.braid.connector.kafka;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client that is made when it is first used and closed when nobody used it for a while: a server may know many
 * stores and talk to few. Shared between threads.
 */
final class LazyClient<C> implements AutoCloseable {
    /** One thread for the process, gone when there is nothing to watch. */
    private static final ScheduledThreadPoolExecutor WATCH = watch();

    private final Supplier<C> maker;
    private final Consumer<C> closer;
    private final Duration idleTime;
    private @Nullable C client;
    private int users;
    private long lastUse;
    private @Nullable Future<?> watch;
    private boolean closed;

    LazyClient(Supplier<C> maker, Consumer<C> closer, Duration idleTime) {
        this.maker = maker;
        this.closer = closer;
        this.idleTime = idleTime;
    }

    /** What one does with a client. */
    interface Use<C, R> {
        R with(C client) throws Exception;
    }

    <R> R use(Use<C, R> use) throws Exception {
        C borrowed = borrow();
        try {
            return use.with(borrowed);
        } finally {
            giveBack();
        }
    }

    synchronized boolean isOpen() {
        return client != null;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (watch != null) {
            watch.cancel(false);
        }
        closeClient();
    }

    private synchronized C borrow() {
        if (closed) {
            throw new IllegalStateException("the connection to the store is closed");
        }
        C current = client;
        if (current == null) {
            current = maker.get();
            client = current;
        }
        users++;
        return current;
    }

    private synchronized void giveBack() {
        users--;
        lastUse = System.nanoTime();
        if (client != null && watch == null) {
            watch = WATCH.schedule(this::closeIfIdle, idleTime.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private synchronized void closeIfIdle() {
        watch = null;
        if (client == null) {
            return;
        }
        long left = idleTime.toNanos() - (System.nanoTime() - lastUse);
        if (users == 0 && left <= 0) {
            closeClient();
        } else {
            watch = WATCH.schedule(
                    this::closeIfIdle, Math.max(left, TimeUnit.MILLISECONDS.toNanos(10)), TimeUnit.NANOSECONDS);
        }
    }

    private void closeClient() {
        C current = client;
        client = null;
        if (current != null) {
            closer.accept(current);
        }
    }

    private static ScheduledThreadPoolExecutor watch() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "kafka-idle-clients");
            thread.setDaemon(true);
            return thread;
        });
        executor.setKeepAliveTime(1, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }
}
