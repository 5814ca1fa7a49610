package io.braid.feed;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where jobs that run in the server's own JVM find the receiver of their rows. Static because a job's operators are
 * created by Flink and can be handed nothing but serialized text; shared between threads.
 */
public final class FeedExchange {
    private static final Map<String, FeedReceiver> RECEIVERS = new ConcurrentHashMap<>();

    private FeedExchange() {}

    /** Opens a ticket; the caller closes it with {@link #close}. */
    public static void open(String ticket, FeedReceiver receiver) {
        if (RECEIVERS.putIfAbsent(ticket, receiver) != null) {
            throw new IllegalStateException("feed " + ticket + " is open already");
        }
    }

    /** @throws FeedClosedException when nobody waits for this feed */
    public static FeedReceiver require(String ticket) {
        FeedReceiver receiver = RECEIVERS.get(ticket);
        if (receiver == null) {
            throw new FeedClosedException(ticket);
        }
        return receiver;
    }

    public static boolean isOpen(String ticket) {
        return RECEIVERS.containsKey(ticket);
    }

    public static void close(String ticket) {
        RECEIVERS.remove(ticket);
    }
}
