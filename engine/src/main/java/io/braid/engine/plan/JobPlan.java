package io.braid.engine.plan;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One job: tables to read, views over them, and SELECTs with the tables that take their rows. Plain data, no secrets:
 * what the tables need of their stores is looked up when the job is bound.
 *
 * @param name shown by the cluster
 * @param sources one table for each relation reference and its properties; in an application, one for all that are alike
 * @param views temporary views, in an order in which they can be created
 * @param inserts one of a query, all of an application
 * @param options planner and pipeline options of the job
 * @param functions those that are no part of the language
 */
public record JobPlan(
        String name,
        List<TableSpec> sources,
        List<ViewSpec> views,
        List<InsertSpec> inserts,
        Map<String, String> options,
        List<FunctionSpec> functions) {
    public JobPlan {
        sources = List.copyOf(sources);
        views = List.copyOf(views);
        inserts = List.copyOf(inserts);
        options = Map.copyOf(options);
        functions = List.copyOf(functions);
    }

    /** The same over other sources. */
    public JobPlan withSources(List<TableSpec> others) {
        return new JobPlan(name, others, views, inserts, options, functions);
    }

    /** The same writing to other tables. */
    public JobPlan withInserts(List<InsertSpec> others) {
        return new JobPlan(name, sources, views, others, options, functions);
    }

    /** A temporary view. */
    public record ViewSpec(String name, String select) {}

    /**
     * @param select Flink SQL of the query
     * @param sink the table that takes its rows
     */
    public record InsertSpec(String select, TableSpec sink) {}

    /**
     * A function that a user brought along.
     *
     * @param name under which the job knows it
     * @param source function source that holds its class
     * @param sha256 of the source's content when the job was planned
     * @param secrets names of the secrets that it may read
     */
    public record FunctionSpec(
            UUID id, String name, String className, String source, String sha256, List<String> secrets) {
        public FunctionSpec {
            secrets = List.copyOf(secrets);
        }
    }
}
