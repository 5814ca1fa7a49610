package io.braid.engine.plan;

import java.util.List;
import java.util.Map;

/**
 * One job: tables to read, views over them, a SELECT and where its rows go. Plain data, no secrets: what the tables need
 * of their stores is looked up when the job is bound.
 *
 * @param name shown by the cluster
 * @param sources one table for each relation reference and its properties
 * @param views temporary views, in an order in which they can be created
 * @param select Flink SQL of the query
 * @param sink the table that takes the rows
 * @param options planner and pipeline options of the job
 */
public record JobPlan(
        String name,
        List<TableSpec> sources,
        List<ViewSpec> views,
        String select,
        TableSpec sink,
        Map<String, String> options) {
    public JobPlan {
        sources = List.copyOf(sources);
        views = List.copyOf(views);
        options = Map.copyOf(options);
    }

    /** A temporary view. */
    public record ViewSpec(String name, String select) {}
}
