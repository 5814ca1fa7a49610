package io.braid.spi;

import java.util.Optional;

/**
 * One schema registry, reachable. Shared between threads. Whatever asks for schemas throws {@link StatementException}
 * 3E002 when the registry does not answer or refuses the credentials.
 */
public interface RegistryConnection extends SchemaLookup {
    /** Asks the registry a cheap question that proves that it is there and takes the credentials; never throws. */
    Health check();

    /** The newest schema of a subject, such as {@code orders-value}; empty when it has none. */
    Optional<RegisteredSchema> latest(String subject);

    /**
     * Makes a schema the newest of a subject; one that the subject has already is no error.
     *
     * @param type {@link RegisteredSchema#AVRO} or another word of the registry's
     * @param text a schema without references
     * @return its number
     * @throws StatementException 3D008 when the registry refuses it, such as for not being compatible with earlier ones
     */
    int register(String subject, String type, String text);
}
