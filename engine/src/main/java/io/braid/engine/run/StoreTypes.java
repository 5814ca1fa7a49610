package io.braid.engine.run;

import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.spi.StoreType;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The kinds of store there are connectors for. */
public final class StoreTypes {
    private final Map<String, StoreType> types = new TreeMap<>();

    public StoreTypes(Iterable<StoreType> types) {
        for (StoreType type : types) {
            this.types.put(type.name(), type);
        }
    }

    /** Those on the class path. */
    public static StoreTypes installed() {
        return new StoreTypes(ServiceLoader.load(StoreType.class));
    }

    /** @throws StatementException 0A000 for a kind without connector */
    public StoreType require(String name) {
        StoreType type = types.get(name.toUpperCase(Locale.ROOT));
        if (type == null) {
            throw StatementException.of(
                            ErrorCode.FEATURE_NOT_SUPPORTED, "stores of type \"%s\" are not supported", name)
                    .hint("there are " + String.join(", ", types.keySet()));
        }
        return type;
    }
}
