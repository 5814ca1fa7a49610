package io.braid.engine.analysis;

import io.braid.catalog.Relation;
import io.braid.engine.plan.DescriptorName;
import io.braid.engine.plan.SchemaUse.Part;
import io.braid.spi.Setting;
import io.braid.spi.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The properties of a stream or changelog: where its records are and how they are written. */
public final class RelationProperties {
    /** How the bytes of a key or value are made. */
    public enum FormatName {
        JSON,
        PRIMITIVE,
        AVRO,
        PROTOBUF;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a sink promises across failures. */
    public enum Guarantee {
        EXACTLY_ONCE,
        AT_LEAST_ONCE
    }

    /** More partitions than that are a mistake of typing. */
    static final int MOST_PARTITIONS = 10_000;
    /** Kafka counts them in 16 bits. */
    static final int MOST_REPLICAS = 32_767;

    public static final Setting<String> STORE =
            Setting.text("store", "Store that holds the entity; the one of the session when left out.");
    public static final Setting<String> TOPIC =
            Setting.text("topic", "Entity of the relation; its own name in lower case when left out.");
    public static final Setting<FormatName> VALUE_FORMAT =
            Setting.choice("value.format", FormatName.class, "Format of the values.");
    public static final Setting<FormatName> KEY_FORMAT =
            Setting.choice("key.format", FormatName.class, "Format of the keys.");
    public static final Setting<String> KEY_TYPE =
            Setting.text("key.type", "Type of the keys when reading: a primitive type or STRUCT<…>.");
    public static final Setting<String> KEY_COLUMNS =
            Setting.text("key.columns", "Columns that make up the key when writing, separated by commas.");
    public static final Setting<String> VALUE_COLUMNS_EXCLUDE =
            Setting.text("value.columns.exclude", "Columns that are written to the key alone, separated by commas.");
    public static final Setting<Integer> PARTITIONS = Setting.between(
                    "topic.partitions", 1, MOST_PARTITIONS, "Number of partitions of an entity that has to be created.")
            .alias("kafka.partitions");
    public static final Setting<Integer> REPLICAS = Setting.between(
                    "topic.replicas", 1, MOST_REPLICAS, "Number of replicas of an entity that has to be created.")
            .alias("kafka.replicas");
    public static final Setting<Boolean> UPSERT = Setting.flag(
                    "enable.upsert.mode",
                    "The key of a record identifies its row and a record without value deletes it.")
            .orElse(false);
    public static final Setting<Guarantee> GUARANTEE = Setting.choice(
                    "delivery.guarantee", Guarantee.class, "What a query that writes the relation promises.")
            .orElse(Guarantee.EXACTLY_ONCE);

    public static final Setting<String> VALUE_DESCRIPTOR = Setting.text(
            "value.descriptor.name", "Protobuf message of the values; the entity's value.descriptor when left out.");
    public static final Setting<String> KEY_DESCRIPTOR = Setting.text(
            "key.descriptor.name", "Protobuf message of the keys; the entity's key.descriptor when left out.");
    public static final Setting<String> BASE_STORE = Setting.text(
            "avro.base.schema.store",
            "Store whose schema registry has the base schemas; the relation's own when left out.");
    public static final Setting<String> BASE_VALUE = Setting.text(
            "avro.base.subject.value",
            "Subject whose fields a written Avro value takes over; the newest of its own subject when left out.");
    public static final Setting<String> BASE_KEY =
            Setting.text("avro.base.subject.key", "The same for a written Avro key.");

    /** Prefix of topic configurations of an entity that has to be created. */
    public static final String TOPIC_PREFIX = "kafka.topic.";
    /** Prefix of properties of the producer that writes the relation. */
    public static final String PRODUCER_PREFIX = "kafka.producer.";

    /** All of them, those that FROM may override included. */
    public static final List<Setting<?>> ALL;

    static {
        List<Setting<?>> all = new ArrayList<>(List.of(
                STORE,
                TOPIC,
                VALUE_FORMAT,
                KEY_FORMAT,
                KEY_TYPE,
                KEY_COLUMNS,
                VALUE_COLUMNS_EXCLUDE,
                PARTITIONS,
                REPLICAS,
                UPSERT,
                GUARANTEE,
                VALUE_DESCRIPTOR,
                KEY_DESCRIPTOR,
                BASE_STORE,
                BASE_VALUE,
                BASE_KEY));
        all.addAll(SourceProperties.ALL);
        ALL = List.copyOf(all);
    }

    private RelationProperties() {}

    /** The property that has the format of a part of a relation's records. */
    public static Setting<FormatName> formatOf(Part part) {
        return part == Part.KEY ? KEY_FORMAT : VALUE_FORMAT;
    }

    /** The property that names its Protobuf message. */
    public static Setting<String> descriptorOf(Part part) {
        return part == Part.KEY ? KEY_DESCRIPTOR : VALUE_DESCRIPTOR;
    }

    /** The Protobuf message of a part of a relation's records. */
    public static DescriptorName descriptor(Relation relation, Part part) {
        return of(relation)
                .find(descriptorOf(part))
                .map(DescriptorName::parse)
                .orElseThrow(() -> new IllegalStateException("relation " + relation.name() + " has no descriptor"));
    }

    /** The settings of a relation of the catalog; what begins with a free prefix is left out. */
    public static Settings of(Relation relation) {
        return Settings.read(ALL, withoutFree(relation.properties()));
    }

    public static Map<String, String> withoutFree(Map<String, String> properties) {
        Map<String, String> known = new LinkedHashMap<>(properties);
        known.keySet()
                .removeIf(key ->
                        key.startsWith(TOPIC_PREFIX) || key.startsWith(PRODUCER_PREFIX) || key.equals("primary.key"));
        return known;
    }

    /** What stands below a free prefix, without it. */
    public static Map<String, String> free(Map<String, String> properties, String prefix) {
        Map<String, String> free = new LinkedHashMap<>();
        properties.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                free.put(key.substring(prefix.length()), value);
            }
        });
        return free;
    }

    /** Columns that only the key of a record has. */
    public static List<String> keyOnly(Settings settings) {
        return listed(VALUE_COLUMNS_EXCLUDE, settings);
    }

    /** Columns that make up the key, where it is not the primary key of upserts. */
    public static List<String> keyColumns(Settings settings) {
        return listed(KEY_COLUMNS, settings);
    }

    private static List<String> listed(Setting<String> columns, Settings settings) {
        return settings.find(columns).map(RelationProperties::names).orElse(List.of());
    }

    /** The names in a list such as {@code 'a, b'}. */
    public static List<String> names(String commaSeparated) {
        return List.of(commaSeparated.split(",")).stream()
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
