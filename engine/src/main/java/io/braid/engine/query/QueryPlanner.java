package io.braid.engine.query;

import io.braid.catalog.Relation;
import io.braid.catalog.Store;
import io.braid.engine.analysis.AnalyzedQuery;
import io.braid.engine.analysis.FlinkSql;
import io.braid.engine.analysis.Marking;
import io.braid.engine.analysis.QueryAnalyzer;
import io.braid.engine.analysis.Types;
import io.braid.engine.plan.BadRecords;
import io.braid.engine.plan.Changes;
import io.braid.engine.plan.JobPlan;
import io.braid.engine.plan.JobPlan.InsertSpec;
import io.braid.engine.plan.TableSpec;
import io.braid.engine.run.BoundPlan;
import io.braid.engine.run.DescriptorFiles;
import io.braid.engine.run.JobBinder;
import io.braid.engine.run.StreamRuntime;
import io.braid.engine.security.Access;
import io.braid.engine.security.Privilege;
import io.braid.engine.statement.StatementContext;
import io.braid.spi.Column;
import io.braid.spi.RowType;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** From a SELECT to the plan of a job. Names and kinds are ours, types are the planner's. */
final class QueryPlanner {
    private static final Pattern OF_COLUMN = Pattern.compile("^column (?:(\\d+)|\"([^\"]+)\") has type");
    private static final Pattern NUMBERED = Pattern.compile("^column \"(?:c|expr\\$)(\\d+)\"");

    private final StreamRuntime runtime;
    private final JobBinder binder;

    QueryPlanner(StreamRuntime runtime, JobBinder binder) {
        this.runtime = runtime;
        this.binder = binder;
    }

    ContinuousQuery plan(Query query, StatementContext context) {
        try {
            return Marking.planning(marking ->
                    plan(QueryAnalyzer.analyze(query, context.text(), new SeenNames(context), marking), context));
        } catch (StatementException e) {
            throw placed(e, query);
        }
    }

    /** A complaint about a column has its place; one about the query as a whole has the query's. */
    private static StatementException placed(StatementException problem, Query query) {
        Matcher column = OF_COLUMN.matcher(problem.problem());
        return StatementContext.at(
                !column.find()
                        ? query.at()
                        : column.group(1) != null
                                ? ColumnPlaces.of(query, Integer.parseInt(column.group(1)) - 1)
                                : ColumnPlaces.of(query, column.group(2)),
                problem);
    }

    /** Asks the planner for the types of what is understood already. */
    ContinuousQuery plan(AnalyzedQuery analyzed, StatementContext context) {
        List<Access> needs = new ArrayList<>();
        analyzed.relations().forEach(relation -> needs.add(Access.on(relation, Privilege.SELECT)));
        analyzed.sources().forEach(table -> logStore(table, context)
                .ifPresent(store -> needs.add(Access.on(store, Privilege.USAGE))));
        // a sink that is never used: only the SELECT is looked at
        TableSpec nowhere =
                new TableSpec("none", "", new TableSpec.ToFeed("none", TableSpec.FeedUse.LIVE, Changes.NONE));
        JobPlan probe = plan("analysis", analyzed, List.of(new InsertSpec(analyzed.select(), nowhere)));
        BoundPlan bound = binder.bindUnread(
                context.organization(),
                probe,
                name -> store(name, context),
                source -> DescriptorFiles.read(context.organization(), source, context.catalog()));
        RowType typed = typed(bound, analyzed.names());
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < analyzed.names().size(); i++) {
            Column column = typed.column(i);
            columns.add(new Column(analyzed.names().get(i), column.type(), column.nullable()));
        }
        return new ContinuousQuery(analyzed, new RowType(columns), needs);
    }

    private RowType typed(BoundPlan bound, List<String> names) {
        try {
            return runtime.analyze(bound).columns();
        } catch (StatementException e) {
            throw named(e, names);
        }
    }

    /** The planner knows the columns of the result by their numbers. */
    private static StatementException named(StatementException problem, List<String> names) {
        Matcher numbered = NUMBERED.matcher(problem.problem());
        if (!numbered.find() || Integer.parseInt(numbered.group(1)) >= names.size()) {
            return problem;
        }
        int number = Integer.parseInt(numbered.group(1));
        String name = names.get(number);
        String column = name.startsWith("expr$") ? "column " + (number + 1) : "column \"" + name + "\"";
        StatementException renamed = StatementException.of(
                        problem.code(), "%s", numbered.replaceFirst(Matcher.quoteReplacement(column)))
                .causedBy(problem);
        return problem.hint().map(renamed::hint).orElse(renamed);
    }

    /** The store that takes what a source cannot read. */
    private static Optional<Store> logStore(TableSpec table, StatementContext context) {
        return table.connector() instanceof TableSpec.FromStore source
                ? BadRecords.log(source.options().formats())
                        .map(log -> context.requireStore(log.store(), new Position(1, 1, 0)))
                : Optional.empty();
    }

    private static Store store(String name, StatementContext context) {
        return context.catalog().findStore(context.organization(), name).orElseThrow(() -> JobBinder.missing(name));
    }

    /** The columns of a table that takes rows of this type. */
    static String body(RowType columns) {
        return columns.columns().stream()
                .map(column -> FlinkSql.name(column.name()) + " " + Types.flink(column.type()))
                .collect(Collectors.joining(",\n"));
    }

    static JobPlan plan(String name, ContinuousQuery query, String select, TableSpec sink) {
        return plan(name, query.analyzed(), List.of(new InsertSpec(select, sink)));
    }

    /** A job of all that was gathered for these queries. */
    static JobPlan plan(String name, AnalyzedQuery analyzed, List<InsertSpec> inserts) {
        return new JobPlan(
                name, analyzed.sources(), analyzed.views(), inserts, analyzed.options(), analyzed.functions());
    }

    /** The SELECT without the hidden time of its rows, for sinks that do not keep it. */
    static String withoutTime(ContinuousQuery query) {
        AnalyzedQuery analyzed = query.analyzed();
        if (!analyzed.hasTime()) {
            return analyzed.select();
        }
        List<String> all = numbered(analyzed.names().size());
        return "SELECT %s FROM (%s) AS `r` (%s, `$kts`)"
                .formatted(String.join(", ", all), analyzed.select(), String.join(", ", all));
    }

    static List<String> numbered(int size) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            names.add("`c" + i + "`");
        }
        return names;
    }

    static boolean isContinuous(Relation relation) {
        return relation.kind() == Relation.Kind.STREAM || relation.kind() == Relation.Kind.CHANGELOG;
    }
}
