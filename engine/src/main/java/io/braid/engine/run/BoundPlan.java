package io.braid.engine.run;

import io.braid.engine.plan.JobPlan.ViewSpec;
import java.util.List;
import java.util.Map;

/** A {@link io.braid.engine.plan.JobPlan} with the options of its connectors filled in. Holds secrets: never printed. */
public record BoundPlan(
        String name,
        List<BoundTable> sources,
        List<ViewSpec> views,
        String select,
        BoundTable sink,
        Map<String, String> options) {
    public BoundPlan {
        sources = List.copyOf(sources);
        views = List.copyOf(views);
        options = Map.copyOf(options);
    }

    @Override
    public String toString() {
        return "BoundPlan[" + name + "]";
    }

    /**
     * @param body columns, watermark, key: Flink SQL
     * @param options of the table connector, secrets included
     */
    public record BoundTable(String name, String body, Map<String, String> options) {
        public BoundTable {
            options = Map.copyOf(options);
        }

        @Override
        public String toString() {
            return "BoundTable[" + name + "]";
        }
    }
}
