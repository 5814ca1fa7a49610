package io.braid.engine.plan;

import io.braid.formats.RecordEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a plan says where a format has its schema: among the options of the format. For AVRO it names the store whose
 * registry is asked, and the subject under which what is written is registered; for PROTOBUF a descriptor source. Pinning
 * a plan registers schemas; binding it turns the store into what the job needs to reach its registry, and the source into
 * the descriptor.
 */
public final class SchemaUse {
    /** The store whose registry it is. */
    public static final String STORE = "registry.store";
    /** The subject of what is written; read formats have none. */
    public static final String SUBJECT = "registry.subject";
    /** A schema to take over fields from: the store whose registry has it, and its subject. */
    public static final String BASE_STORE = "registry.base.store";

    public static final String BASE_SUBJECT = "registry.base.subject";

    /** The descriptor source that has a format's message. */
    public static final String DESCRIPTOR_SOURCE = "descriptor.source";

    /** The part of a record that it is about, as an end of subjects: {@code value} or {@code key}. */
    public enum Part {
        KEY,
        VALUE;

        /** The prefix of its options. */
        public String prefix() {
            return word() + ".";
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final List<String> ALL = List.of(STORE, SUBJECT, BASE_STORE, BASE_SUBJECT, DESCRIPTOR_SOURCE);

    private SchemaUse() {}

    /** The prefixes of formats that use a registry. */
    public static List<String> prefixes(Map<String, String> formats) {
        return prefixes(formats, STORE);
    }

    /** The prefixes of formats that have such an option. */
    public static List<String> prefixes(Map<String, String> formats, String option) {
        return formats.keySet().stream()
                .filter(key -> key.endsWith("." + option))
                .map(key -> key.substring(0, key.length() - option.length()))
                .sorted()
                .toList();
    }

    /** The options of a sink once the schema under a prefix is registered. */
    public static Map<String, String> registered(Map<String, String> formats, String prefix, String schema, int id) {
        Map<String, String> registered = new LinkedHashMap<>(formats);
        registered.put(prefix + RecordEncoder.SCHEMA, schema);
        registered.put(prefix + RecordEncoder.SCHEMA_ID, Integer.toString(id));
        return registered;
    }

    /** The options with others in the place of the store's name, under the same prefix. */
    public static Map<String, String> bound(
            Map<String, String> formats, String prefix, Map<String, String> replacement) {
        Map<String, String> bound = new LinkedHashMap<>(formats);
        ALL.forEach(name -> bound.remove(prefix + name));
        replacement.forEach((name, text) -> bound.put(prefix + name, text));
        return bound;
    }
}
