package io.braid.engine.generate;

import io.braid.engine.analysis.RelationProperties;
import io.braid.engine.run.RegistryTypes;
import io.braid.engine.run.StoreTypes;
import io.braid.spi.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * CREATE statements with every parameter that they take, made of the descriptions that read them. What need not be given
 * is a comment.
 */
public final class Templates {
    private static final String KAFKA = "KAFKA";
    private static final String CONFLUENT = "CONFLUENT";
    private static final String JAVA_FUNCTION = """
            -- Put this into a jar, attach it, and say so:
            --   CREATE FUNCTION_SOURCE functions WITH ('file' = 'functions.jar');
            --   CREATE FUNCTION %s(text VARCHAR) RETURNS VARCHAR LANGUAGE JAVA
            --     WITH ('source.name' = functions, 'class.name' = 'org.example.Shout');
            package org.example;

            import org.apache.flink.table.functions.ScalarFunction;

            public class Shout extends ScalarFunction {
                public String eval(String text) {
                    return text == null ? null : text.toUpperCase() + "!";
                }
            }""";

    private final Map<String, UnaryOperator<String>> kinds = new LinkedHashMap<>();

    public Templates(StoreTypes stores, RegistryTypes registries) {
        kinds.put(
                "store",
                name -> create("STORE " + name, KAFKA, stores.require(KAFKA).settings()));
        kinds.put(
                "entity",
                name -> create("ENTITY " + name, null, stores.require(KAFKA).entitySettings()));
        kinds.put(
                "schema_registry",
                name -> create(
                        "SCHEMA_REGISTRY " + name,
                        CONFLUENT,
                        registries.require(CONFLUENT).settings()));
        kinds.put("stream", name -> create("STREAM " + name + " (id BIGINT, name VARCHAR)", null, ofRelations()));
        kinds.put(
                "changelog",
                name -> create(
                        "CHANGELOG " + name + " (id BIGINT, name VARCHAR, PRIMARY KEY (id))", null, ofRelations()));
        kinds.put("function", JAVA_FUNCTION::formatted);
    }

    private static List<Setting<?>> ofRelations() {
        List<Setting<?>> settings = new ArrayList<>(RelationProperties.ALL);
        // the one that cannot be left out comes first, and is no comment
        settings.remove(RelationProperties.VALUE_FORMAT);
        settings.add(0, RelationProperties.VALUE_FORMAT.mandatory());
        return settings;
    }

    /** The kinds of objects there are templates of. */
    List<String> kinds() {
        return List.copyOf(kinds.keySet());
    }

    /** @param kind in any case */
    Optional<String> of(String kind, String name) {
        return Optional.ofNullable(kinds.get(kind.toLowerCase(Locale.ROOT))).map(write -> write.apply(name));
    }

    private static String create(String what, @Nullable String type, List<? extends Setting<?>> settings) {
        StringBuilder text = new StringBuilder("CREATE ").append(what).append(" WITH (\n");
        List<String> given = new ArrayList<>();
        if (type != null) {
            given.add("'type' = " + type);
        }
        List<String> left = new ArrayList<>();
        for (Setting<?> setting : settings) {
            if (setting.required()) {
                given.add("'" + setting.name() + "' = '…'");
            } else {
                left.add("  -- '" + setting.name() + "' = " + fallback(setting) + "  -- " + setting.meaning());
            }
        }
        text.append(String.join(",\n", given.stream().map(line -> "  " + line).toList()));
        left.forEach(line -> text.append('\n').append(line));
        return text.append("\n);").toString();
    }

    private static String fallback(Setting<?> setting) {
        Object value = setting.fallback();
        return value == null ? "'…'" : "'" + value.toString().toLowerCase(Locale.ROOT) + "'";
    }
}
