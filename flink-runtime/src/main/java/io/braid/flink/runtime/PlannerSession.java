package io.braid.flink.runtime;

import io.braid.engine.run.BoundPlan;
import io.braid.engine.run.BoundPlan.BoundInsert;
import io.braid.engine.run.BoundPlan.BoundTable;
import io.braid.flink.job.function.Holds;
import io.braid.flink.job.function.RowtimeMillis;
import io.braid.flink.job.function.TimePart;
import io.braid.flink.job.function.TypeName;
import io.braid.spi.ErrorCode;
import io.braid.spi.RowType;
import io.braid.spi.StatementException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.PlanReference;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.api.config.ExecutionConfigOptions;
import org.apache.flink.table.api.config.TableConfigOptions;
import org.apache.flink.table.api.internal.TableEnvironmentImpl;
import org.apache.flink.table.delegation.Planner;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.table.operations.ModifyOperation;
import org.apache.flink.table.operations.Operation;
import org.apache.flink.table.operations.QueryOperation;
import org.jspecify.annotations.Nullable;

/**
 * A planner with nothing in it, for one plan. Used once: options of one job that stayed behind would become part of the
 * next one.
 */
final class PlannerSession {
    private final StreamExecutionEnvironment environment;
    private final TableEnvironmentImpl tables;

    private PlannerSession(StreamExecutionEnvironment environment, TableEnvironmentImpl tables) {
        this.environment = environment;
        this.tables = tables;
    }

    static PlannerSession open() {
        return open(PlannerSession.class.getClassLoader());
    }

    /** @param loader finds the classes of functions that will be registered */
    static PlannerSession open(ClassLoader loader) {
        Configuration configuration = new Configuration();
        configuration.set(DeploymentOptions.ATTACHED, false);
        configuration.set(CoreOptions.DEFAULT_PARALLELISM, 1);
        StreamExecutionEnvironment environment = new StreamExecutionEnvironment(configuration);
        EnvironmentSettings settings = EnvironmentSettings.newInstance()
                .inStreamingMode()
                .withClassLoader(loader)
                .build();
        TableEnvironmentImpl tables = (TableEnvironmentImpl) StreamTableEnvironment.create(environment, settings);
        tables.getConfig().set(TableConfigOptions.LOCAL_TIME_ZONE, "UTC");
        // Tables stay out of stored plans, and with them what their connectors must know of users' stores.
        tables.getConfig()
                .set(
                        TableConfigOptions.PLAN_COMPILE_CATALOG_OBJECTS,
                        TableConfigOptions.CatalogPlanCompilation.IDENTIFIER);
        // Where a result's own key is not that of what it is written to, the planner puts a memory of rows in between.
        tables.getConfig().set(ExecutionConfigOptions.TABLE_EXEC_SINK_REQUIRE_ON_CONFLICT, false);
        tables.createTemporarySystemFunction(RowtimeMillis.NAME, RowtimeMillis.class);
        tables.createTemporarySystemFunction(TypeName.NAME, TypeName.class);
        tables.createTemporarySystemFunction(Holds.NAME, Holds.class);
        for (TimePart.Unit unit : TimePart.Unit.values()) {
            TimePart part = new TimePart(unit);
            tables.createTemporarySystemFunction(part.name(), part);
        }
        return new PlannerSession(environment, tables);
    }

    void register(String name, Class<? extends UserDefinedFunction> type) {
        tables.createTemporarySystemFunction(name, type);
    }

    RowType analyze(BoundPlan plan) {
        configure(plan.options());
        createSources(plan);
        return analyze(plan.inserts().get(0).select());
    }

    RowType analyze(String select) {
        Operation operation = parse(select);
        if (!(operation instanceof QueryOperation query)) {
            throw StatementException.of(ErrorCode.INVALID_QUERY, "the statement is not a query");
        }
        return Types.rowType(query.getResolvedSchema());
    }

    String compile(BoundPlan plan) {
        configure(plan.options());
        createSources(plan);
        String compiled = compiled(plan);
        // Some complaints come only when operators are made of the plan, and they belong to the statement.
        translated(compiled);
        return compiled;
    }

    /** @param job options of the job, on top of the plan's */
    StreamGraph graph(BoundPlan plan, Map<String, String> job) {
        configure(plan.options());
        configure(job);
        createSources(plan);
        // Some are finished in the compiled plan, which is not worth its time for others.
        return graph(
                isFinishedLater(plan) ? translated(compiled(plan)) : planner().translate(inserts(plan)));
    }

    private static boolean isFinishedLater(BoundPlan plan) {
        return Stream.concat(
                        plan.views().stream().map(view -> view.select()),
                        plan.inserts().stream().map(BoundInsert::select))
                .anyMatch(select -> select.contains("FOR SYSTEM_TIME AS OF") || EarlyTimes.occurIn(select));
    }

    private String compiled(BoundPlan plan) {
        return CompiledPlans.finished(planner().compilePlan(inserts(plan)).asJsonString());
    }

    StreamGraph graph(BoundPlan plan, Map<String, String> job, String compiled) {
        configure(plan.options());
        configure(job);
        createSources(plan);
        plan.inserts().forEach(insert -> createTable(insert.sink()));
        return graph(translated(compiled));
    }

    private List<Transformation<?>> translated(String compiled) {
        try {
            return planner().translatePlan(planner().loadPlan(PlanReference.fromJsonString(compiled)));
        } catch (IOException e) {
            throw new IllegalStateException("the stored plan cannot be read", e);
        }
    }

    private StreamGraph graph(List<Transformation<?>> transformations) {
        environment.configure(tables.getConfig().getConfiguration());
        return environment.generateStreamGraph(transformations);
    }

    private Planner planner() {
        return tables.getPlanner();
    }

    private void configure(Map<String, String> options) {
        options.forEach(tables.getConfig().getConfiguration()::setString);
    }

    private void createSources(BoundPlan plan) {
        plan.sources().forEach(this::createTable);
        plan.views()
                .forEach(view -> tables.executeInternal(
                        parse("CREATE TEMPORARY VIEW " + quoted(view.name()) + " AS " + view.select())));
    }

    private void createTable(BoundTable table) {
        String options = table.options().entrySet().stream()
                .map(option -> literal(option.getKey()) + " = " + literal(option.getValue()))
                .collect(Collectors.joining(", "));
        tables.executeInternal(parse(
                "CREATE TEMPORARY TABLE " + quoted(table.name()) + " (" + table.body() + ") WITH (" + options + ")"));
    }

    /** Makes the tables that take rows, and one operation of each SELECT. */
    private List<ModifyOperation> inserts(BoundPlan plan) {
        plan.inserts().forEach(insert -> createTable(insert.sink()));
        return plan.inserts().stream().map(this::insert).toList();
    }

    private ModifyOperation insert(BoundInsert insert) {
        Operation operation = parse("INSERT INTO " + quoted(insert.sink().name()) + " " + insert.select());
        if (!(operation instanceof ModifyOperation modify)) {
            throw StatementException.of(ErrorCode.INVALID_QUERY, "the statement is not a query");
        }
        return modify;
    }

    private Operation parse(String text) {
        try {
            return tables.getParser().parse(text).get(0);
        } catch (RuntimeException e) {
            throw new PlannerMessages.Unplanned(
                    text, e, Culprits.find(text, e, this::complaint).orElse(null));
        }
    }

    private @Nullable Throwable complaint(String text) {
        try {
            List<Operation> unused = tables.getParser().parse(text);
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }

    private static String quoted(String name) {
        return '`' + name.replace("`", "``") + '`';
    }

    private static String literal(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }
}
