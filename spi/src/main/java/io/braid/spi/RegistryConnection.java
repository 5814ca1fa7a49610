package io.braid.spi;

/** One schema registry, reachable. Shared between threads. */
public interface RegistryConnection {
    /** Asks the registry a cheap question that proves that it is there and takes the credentials; never throws. */
    Health check();
}
