package io.braid.spi;

import java.util.Optional;

/** Where those who read records find the schemas that records name by number. Shared between threads. */
@FunctionalInterface
public interface SchemaLookup {
    /**
     * The schema of a number; empty when there is none.
     *
     * @throws StatementException 3E002 when the registry does not answer, so that nothing is known about the number
     */
    Optional<RegisteredSchema> schema(int id);
}
