package io.braid.engine.analysis;

import io.braid.catalog.Relation;
import io.braid.engine.plan.JobPlan.ViewSpec;
import io.braid.engine.plan.TableSpec;
import io.braid.spi.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What has been gathered for one job so far. Used by one thread, for one statement. */
final class PlanParts {
    private final List<TableSpec> sources = new ArrayList<>();
    private final List<ViewSpec> views = new ArrayList<>();
    private final Map<java.util.UUID, Relation> relations = new LinkedHashMap<>();
    private final Map<String, String> stateTtl = new LinkedHashMap<>();
    private final boolean withKeys;

    /** @param withKeys whether {@code rowkey()} occurs, so that keys have to be read */
    PlanParts(boolean withKeys) {
        this.withKeys = withKeys;
    }

    List<TableSpec> sources() {
        return sources;
    }

    List<ViewSpec> views() {
        return views;
    }

    List<Relation> relations() {
        return List.copyOf(relations.values());
    }

    /** Adds the table of a relation reference and returns its name. */
    String source(Relation relation, Settings settings) {
        relations.put(relation.id(), relation);
        boolean keyed = withKeys && RelationProperties.of(relation).has(RelationProperties.KEY_TYPE);
        String name = relation.name() + "$" + (sources.size() + 1);
        sources.add(SourceTables.table(name, relation, settings, keyed));
        return name;
    }

    String view(String name, String select) {
        String unique = name + "$v" + (views.size() + 1);
        views.add(new ViewSpec(unique, select));
        return unique;
    }

    void keepStateOf(String alias, String duration) {
        stateTtl.put(alias, duration);
    }

    String hints() {
        return stateTtl.isEmpty()
                ? ""
                : stateTtl.entrySet().stream()
                        .map(entry -> FlinkSql.text(entry.getKey()) + " = " + FlinkSql.text(entry.getValue()))
                        .collect(Collectors.joining(", ", "/*+ STATE_TTL(", ") */ "));
    }
}
