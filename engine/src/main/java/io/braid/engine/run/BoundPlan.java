package io.braid.engine.run;

import io.braid.engine.plan.JobPlan.ViewSpec;
import io.braid.spi.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A {@link io.braid.engine.plan.JobPlan} with the options of its connectors filled in. Holds secrets: never printed. */
public record BoundPlan(
        String name,
        List<BoundTable> sources,
        List<ViewSpec> views,
        List<BoundInsert> inserts,
        Map<String, String> options,
        List<BoundFunction> functions) {
    public BoundPlan {
        sources = List.copyOf(sources);
        views = List.copyOf(views);
        inserts = List.copyOf(inserts);
        options = Map.copyOf(options);
        functions = List.copyOf(functions);
    }

    /** A plan with one SELECT. */
    public BoundPlan(
            String name,
            List<BoundTable> sources,
            List<ViewSpec> views,
            String select,
            BoundTable sink,
            Map<String, String> options) {
        this(name, sources, views, List.of(new BoundInsert(select, sink)), options, List.of());
    }

    /** The same plan with these tables in the place of those that take rows. */
    public BoundPlan withSinks(UnaryOperator<BoundTable> change) {
        return new BoundPlan(
                name,
                sources,
                views,
                inserts.stream()
                        .map(insert -> new BoundInsert(insert.select(), change.apply(insert.sink())))
                        .toList(),
                options,
                functions);
    }

    @Override
    public String toString() {
        return "BoundPlan[" + name + "]";
    }

    /** A SELECT and the table that takes its rows. */
    public record BoundInsert(String select, BoundTable sink) {}

    /**
     * @param file jar with the class, on this machine
     * @param secrets values by their names: what the function may read
     */
    public record BoundFunction(String name, String className, Path file, Map<String, Secret> secrets) {
        public BoundFunction {
            secrets = Map.copyOf(secrets);
        }
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
