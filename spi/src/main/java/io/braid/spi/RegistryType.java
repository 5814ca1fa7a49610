package io.braid.spi;

import java.util.List;

/**
 * A kind of schema registry. Found by {@link java.util.ServiceLoader}; one instance serves the whole process and is
 * shared between threads, so it holds no state of its own.
 */
public interface RegistryType {
    /** The keyword: {@code CONFLUENT}. */
    String name();

    /** What system tables say: {@code Confluent}. Official clients compare it letter by letter. */
    String displayName();

    /** The properties of CREATE SCHEMA_REGISTRY beside {@code type}. */
    List<Setting<?>> settings();

    /** Checks what one setting alone cannot say; throws {@link StatementException} naming what is missing. */
    default void validate(Settings settings) {}

    /** Opens nothing: the registry is asked when something is wanted of it. */
    RegistryConnection connect(Settings settings);
}
