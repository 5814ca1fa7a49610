package io.braid.spi;

import java.util.List;
import java.util.Set;

/**
 * A kind of store, such as Kafka. Found by {@link java.util.ServiceLoader}; one instance serves the whole process and
 * is shared between threads, so it holds no state of its own.
 */
public interface StoreType {
    /** The keyword: {@code KAFKA}. */
    String name();

    /** What system tables say: {@code Kafka}. Official clients compare it letter by letter. */
    String displayName();

    /** The properties of CREATE STORE beside {@code type}. */
    List<Setting<?>> settings();

    /** The properties of CREATE ENTITY; keys that start with {@link #freeEntityPrefix()} are taken as they are. */
    List<Setting<?>> entitySettings();

    /** For example {@code kafka.topic.}; empty when every key must be known. */
    default String freeEntityPrefix() {
        return "";
    }

    /**
     * What a query may set of the client that it writes with, under the whole names of WITH, as in
     * {@code kafka.producer.linger.ms}. Nothing that says where to connect, as whom, or what code to load: the store says
     * that, and whoever may write into it need not be allowed to change it.
     */
    default List<Setting<?>> writerSettings() {
        return List.of();
    }

    Set<Capability> capabilities();

    /** Checks what one setting alone cannot say; throws {@link StatementException} naming what is missing. */
    default void validate(Settings settings) {}

    /** Opens nothing: the connection connects when it is first used. Called once a store; closed by the engine. */
    StoreConnection connect(Settings settings);
}
