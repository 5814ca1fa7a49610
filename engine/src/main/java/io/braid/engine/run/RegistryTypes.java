package io.braid.engine.run;

import io.braid.spi.ErrorCode;
import io.braid.spi.RegistryType;
import io.braid.spi.StatementException;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The kinds of schema registry that can be asked. */
public final class RegistryTypes {
    private final Map<String, RegistryType> types = new TreeMap<>();

    public RegistryTypes(Iterable<RegistryType> types) {
        for (RegistryType type : types) {
            this.types.put(type.name(), type);
        }
    }

    /** Those on the class path. */
    public static RegistryTypes installed() {
        return new RegistryTypes(ServiceLoader.load(RegistryType.class));
    }

    /** @throws StatementException 0A000 for a kind that is not installed */
    public RegistryType require(String name) {
        RegistryType type = types.get(name.toUpperCase(Locale.ROOT));
        if (type == null) {
            throw StatementException.of(
                            ErrorCode.FEATURE_NOT_SUPPORTED, "schema registries of type \"%s\" are not supported", name)
                    .hint("there are " + String.join(", ", types.keySet()));
        }
        return type;
    }

    /** What official clients call a type; one that was taken away keeps its keyword. */
    public String displayName(String name) {
        RegistryType type = types.get(name.toUpperCase(Locale.ROOT));
        return type == null ? name : type.displayName();
    }
}
