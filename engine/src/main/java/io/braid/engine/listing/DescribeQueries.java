package io.braid.engine.listing;

import io.braid.catalog.CatalogView;
import io.braid.catalog.Query;
import io.braid.catalog.QueryEvent;
import io.braid.catalog.Relation;
import io.braid.catalog.SavedPosition;
import io.braid.catalog.Store;
import io.braid.engine.run.JobFigures;
import io.braid.engine.run.JobIds;
import io.braid.engine.run.StreamRuntime;
import io.braid.engine.security.Access;
import io.braid.engine.security.Privilege;
import io.braid.engine.statement.Prepared;
import io.braid.engine.statement.QueryReferences;
import io.braid.engine.statement.StatementContext;
import io.braid.engine.statement.StatementResult.Table;
import io.braid.spi.Cells;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.RowType;
import io.braid.spi.StatementException;
import io.braid.sql.tree.DescribeStatement.DescribeQuery;
import io.braid.sql.tree.QueryReference;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** DESCRIBE QUERY and its aspects. */
final class DescribeQueries {
    private static final RowType METRICS =
            RowType.of(new Column("Metric", DataType.VARCHAR, false), Column.of("Value", DataType.DOUBLE));
    private static final RowType EVENTS = RowType.of(
            new Column("Timestamp", Fact.TIME, false),
            new Column("Type", DataType.VARCHAR, false),
            new Column("Message", DataType.VARCHAR, false));
    private static final RowType HISTORY = RowType.of(
            new Column("State", DataType.VARCHAR, false),
            new Column("Messages", DataType.VARCHAR, false),
            new Column("CreatedAt", Fact.TIME, false));
    private static final RowType STATE = RowType.of(
            new Column("RelationName", DataType.VARCHAR, false),
            new Column("StoreType", DataType.VARCHAR, false),
            new Column("Info", DataType.VARCHAR, false));

    private final StreamRuntime runtime;

    DescribeQueries(StreamRuntime runtime) {
        this.runtime = runtime;
    }

    Prepared describe(DescribeQuery statement, StatementContext context) {
        QueryReference reference = statement.query();
        if (reference == null) {
            List<Query> all = context.catalog().queries(context.organization()).stream()
                    .filter(query -> context.sees(Access.on(query, Privilege.USAGE)))
                    .toList();
            return Prepared.needing().read(catalog -> state(all, catalog));
        }
        Query query = QueryReferences.require(reference, context);
        ZoneId zone = context.session().zone();
        Prepared.Builder prepared = Prepared.needing(Access.on(query, Privilege.USAGE));
        return switch (statement.aspect()) {
            case SUMMARY -> {
                List<String> sources = names(query.sources(), context.catalog());
                List<String> sinks = names(query.sinks(), context.catalog());
                Map<String, String> tags = context.catalog().queryLog().tags(query.id());
                yield prepared.outside(() -> summary(query, sources, sinks, tags, zone));
            }
            case METRICS -> prepared.outside(() -> metrics(query));
            case EVENTS -> prepared.read(catalog -> events(query, catalog));
            case HISTORY -> prepared.read(catalog -> history(query, catalog));
            case STATE -> prepared.read(catalog -> state(List.of(query), catalog));
        };
    }

    /** Clients look for the properties "state" and "error". */
    private Table summary(
            Query query, List<String> sources, List<String> sinks, Map<String, String> tags, ZoneId zone) {
        Map<String, @Nullable String> properties = new LinkedHashMap<>();
        properties.put("id", query.id().toString());
        properties.put("name", query.name());
        properties.put("version", query.name() == null ? null : Long.toString(query.version()));
        properties.put("state", query.actual().word());
        properties.put("intended_state", ContainerListings.word(query.intended()));
        properties.put("error", query.message());
        properties.put("query", query.text());
        properties.put("owner", query.audit().owner());
        properties.put("compute_pool", query.computePool());
        properties.put("sources", String.join(", ", sources));
        properties.put("sinks", String.join(", ", sinks));
        properties.put("tags", Json.object(tags));
        properties.put("created_at", Cells.render(Fact.TIME, query.audit().createdAt(), zone));
        properties.put("updated_at", Cells.render(Fact.TIME, query.audit().updatedAt(), zone));
        figures(query).forEach((name, value) -> properties.put(name, value == null ? "n/a" : value.toString()));
        List<@Nullable Object[]> rows = new ArrayList<>();
        properties.forEach((name, value) -> rows.add(new @Nullable Object[] {name, value}));
        return Table.of(Listing.PROPERTIES, rows);
    }

    private Table metrics(Query query) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        figures(query)
                .forEach((name, value) ->
                        rows.add(new @Nullable Object[] {name, value == null ? null : value.doubleValue()}));
        return Table.of(METRICS, rows);
    }

    /** Rates and totals of the running attempt; null for what is not known. */
    private Map<String, @Nullable Number> figures(Query query) {
        JobFigures figures = JobFigures.UNKNOWN;
        if (query.actual() == Query.Actual.RUNNING) {
            try {
                figures = runtime.figures(JobIds.of(query));
            } catch (StatementException clusterIsAway) {
                // what the catalog knows is worth telling all the same
                figures = JobFigures.UNKNOWN;
            }
        }
        Map<String, @Nullable Number> known = new LinkedHashMap<>();
        for (String total : List.of("NumRecordsIn", "NumRecordsOut", "NumBytesIn", "NumBytesOut")) {
            Double rate = figures.rates().get(total);
            known.put(total + "PerSecond", rate == null ? null : Math.round(rate * 10) / 10.0);
        }
        known.put("NumRecordsIn", known(figures.recordsIn()));
        known.put("NumRecordsOut", known(figures.recordsOut()));
        known.put("NumBytesIn", known(figures.bytesIn()));
        known.put("NumBytesOut", known(figures.bytesOut()));
        known.put("NumCheckpoints", known(figures.checkpoints()));
        known.put("LastCheckpointMillis", known(figures.lastCheckpointMillis()));
        figures.others().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(other -> known.put(other.getKey(), known(other.getValue())));
        return known;
    }

    private static @Nullable Long known(long figure) {
        return figure < 0 ? null : figure;
    }

    /** Everything that happened, newest first. */
    private static Table events(Query query, CatalogView catalog) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (QueryEvent event : catalog.queryLog().events(query.id())) {
            String type = event.kind().equals(QueryEvent.STATE) ? event.state().word() : event.kind();
            rows.add(new @Nullable Object[] {event.at(), type, event.message()});
        }
        return Table.of(EVENTS, rows);
    }

    /** The states alone, newest first: a client takes the first row for the reason why its result ended. */
    private static Table history(Query query, CatalogView catalog) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (QueryEvent event : catalog.queryLog().events(query.id())) {
            if (event.kind().equals(QueryEvent.STATE)) {
                rows.add(new @Nullable Object[] {event.state().word(), event.message(), event.at()});
            }
        }
        return Table.of(HISTORY, rows);
    }

    /** Where terminated queries had come to; an active query has no position that is worth telling. */
    private static Table state(List<Query> queries, CatalogView catalog) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Query query : queries) {
            for (SavedPosition saved : catalog.queryLog().positions(query.id())) {
                rows.add(new @Nullable Object[] {
                    relation(query, saved, catalog), type(query, saved, catalog), Json.numbers(saved.sorted())
                });
            }
        }
        return Table.of(STATE, rows);
    }

    private static String relation(Query query, SavedPosition saved, CatalogView catalog) {
        return query.sources().stream()
                .map(catalog::findRelation)
                .flatMap(Optional::stream)
                .filter(relation -> relation.store().equals(saved.store())
                        && relation.entity().equals(saved.entity()))
                .findFirst()
                .map(relation -> Fqn.readable(relation.path()))
                .orElse("(dropped)");
    }

    private static String type(Query query, SavedPosition saved, CatalogView catalog) {
        return catalog.findStore(query.organization(), saved.store())
                .map(Store::type)
                .orElse("(dropped)");
    }

    private static List<String> names(List<UUID> relations, CatalogView catalog) {
        return relations.stream()
                .map(id -> catalog.findRelation(id)
                        .map(Relation::path)
                        .map(Fqn::readable)
                        .orElse("(dropped)"))
                .toList();
    }
}
