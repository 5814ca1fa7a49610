package io.braid.server;

import io.braid.server.exchange.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which parts of the server are up, and what an operator should know about them. Shared between threads. */
public final class Readiness {
    private final Map<String, Component> components = new LinkedHashMap<>();

    /** How a part of the server is. */
    public enum State {
        STARTING,
        READY,
        FAILED
    }

    /** @param note for people, such as "embedded: not for production"; may be empty */
    public record Component(String name, State state, String note) {}

    public synchronized void report(String name, State state, String note) {
        components.put(name, new Component(name, state, note));
    }

    public synchronized List<Component> components() {
        return new ArrayList<>(components.values());
    }

    /** Whether every part that was ever reported is up. */
    public synchronized boolean ready() {
        return !components.isEmpty() && components.values().stream().allMatch(c -> c.state() == State.READY);
    }

    Reply reply() {
        boolean ready = ready();
        return Reply.of(ready ? 200 : 503, Map.of("status", ready ? "ready" : "not ready", "components", components()));
    }
}
