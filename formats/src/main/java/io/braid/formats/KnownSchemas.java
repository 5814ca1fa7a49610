package io.braid.formats;

import io.braid.spi.RegisteredSchema;
import io.braid.spi.SchemaLookup;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What was made of the schemas that records name, so that a registry is asked once for each and not once a record. A
 * schema never changes; that there is none of some number is believed for a while only. Shared between threads.
 */
final class KnownSchemas<T> {
    private static final int MOST = 1_000;
    private static final long BELIEVED_NANOS = Duration.ofSeconds(30).toNanos();

    private final SchemaLookup registry;
    private final Function<RegisteredSchema, T> make;
    private final Map<Integer, Known<T>> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Known<T>> eldest) {
            return size() > MOST;
        }
    };

    /** @param made empty when the registry knew no such schema then */
    private record Known<T>(Optional<T> made, long nanoTime) {
        boolean holds() {
            return made.isPresent() || System.nanoTime() - nanoTime < BELIEVED_NANOS;
        }
    }

    KnownSchemas(SchemaLookup registry, Function<RegisteredSchema, T> make) {
        this.registry = registry;
        this.make = make;
    }

    /**
     * @throws BadRecordException when there is no such schema
     * @throws io.braid.spi.StatementException 3E002 when the registry does not answer
     */
    T get(int id) {
        return find(id).orElseThrow(() -> BadRecordException.of("schema " + id + " is not in the schema registry"));
    }

    private synchronized Optional<T> find(int id) {
        Known<T> there = known.get(id);
        if (there == null || !there.holds()) {
            there = new Known<>(registry.schema(id).map(make), System.nanoTime());
            known.put(id, there);
        }
        return there.made();
    }
}
