package io.braid.flink.job.format;

import io.braid.formats.RecordDecoder;
import io.braid.spi.RegistryType;
import io.braid.spi.SchemaLookup;
import io.braid.spi.Settings;
import java.io.Serializable;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

/**
 * How a job reaches the schema registry of a store.
 *
 * @param type empty for none
 * @param settings with secrets, never to be shown
 */
record JobRegistry(String type, Map<String, String> settings) implements Serializable {
    /** For formats that need no registry, and for plans that nobody runs. */
    static final JobRegistry NONE = new JobRegistry("", Map.of());

    static JobRegistry of(ReadableConfig options) {
        // formats without registry do not know the option
        String type = options.getOptional(FormatOptions.REGISTRY_TYPE).orElse("");
        return type.isEmpty()
                ? NONE
                : new JobRegistry(type, FormatOptions.texts(options.get(FormatOptions.REGISTRY_SETTINGS)));
    }

    SchemaLookup connect() {
        if (type.isEmpty()) {
            return RecordDecoder.NO_REGISTRY;
        }
        for (RegistryType installed : ServiceLoader.load(RegistryType.class, JobRegistry.class.getClassLoader())) {
            if (installed.name().equals(type)) {
                return installed.connect(Settings.read(installed.settings(), settings));
            }
        }
        throw new ValidationException("schema registries of type " + type + " are not installed");
    }

    @Override
    public String toString() {
        return "registry of type " + type;
    }
}
