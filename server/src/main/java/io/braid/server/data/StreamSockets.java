package io.braid.server.data;

import io.braid.engine.StatementService;
import io.braid.server.exchange.Refusal;
import io.braid.server.exchange.TextSocket;
import io.braid.server.identity.Tokens;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** All open sockets: no more than allowed, pinged now and then. Shared between threads. */
public final class StreamSockets implements AutoCloseable {
    private final StatementService statements;
    private final Tokens tokens;
    private final Limits limits;
    private final Set<StreamSocket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger admitted = new AtomicInteger();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "sockets");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param sockets how many may be open at once; each has a thread
     * @param authentication how long a client may take for its first frame
     */
    public record Limits(int sockets, Duration authentication, Duration ping) {}

    public StreamSockets(StatementService statements, Tokens tokens, Limits limits) {
        this.statements = statements;
        this.tokens = tokens;
        this.limits = limits;
        long ping = limits.ping().toMillis();
        var unused = timer.scheduleWithFixedDelay(this::look, ping, ping, TimeUnit.MILLISECONDS);
        tokens.onRevoked(token -> open.stream()
                .filter(stream -> stream.token().filter(token::equals).isPresent())
                .forEach(StreamSocket::tokenIsGone));
    }

    /** Tokens end also while their rows flow: by their time, and by what other servers do. */
    private void look() {
        for (StreamSocket stream : open) {
            stream.ping();
            if (!stream.token().map(tokens::isGood).orElse(true)) {
                stream.tokenIsGone();
            }
        }
    }

    /** @throws Refusal 503 when there are too many; call {@link #open} when the handshake is done */
    public void admit() {
        if (open.size() >= limits.sockets()) {
            throw Refusal.busy("too many live results are open, the limit is " + limits.sockets());
        }
    }

    /** Takes over a socket that has just been opened. */
    public TextSocket.Events open(TextSocket socket) {
        StreamSocket stream = new StreamSocket(socket, statements, tokens, this::forget);
        int number = admitted.incrementAndGet();
        open.add(stream);
        if (number > limits.sockets()) {
            stream.refuse("too many live results are open, the limit is " + limits.sockets());
        }
        try {
            var unused = timer.schedule(
                    stream::authenticationIsDue, limits.authentication().toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            stream.goAway(); // the server has just been told to stop
        }
        return stream;
    }

    public int count() {
        return open.size();
    }

    /** Ends all live results; clients see a server that goes away. */
    @Override
    public void close() {
        timer.shutdownNow();
        open.forEach(StreamSocket::goAway);
    }

    private void forget(StreamSocket stream) {
        if (open.remove(stream)) {
            admitted.decrementAndGet();
        }
    }
}
