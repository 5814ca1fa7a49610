package io.braid.engine.listing;

import io.braid.catalog.CatalogView;
import io.braid.catalog.Query;
import io.braid.catalog.Relation;
import io.braid.engine.run.JobFigures;
import io.braid.engine.run.JobIds;
import io.braid.engine.run.StreamRuntime;
import io.braid.engine.security.Access;
import io.braid.engine.security.Privilege;
import io.braid.engine.statement.Prepared;
import io.braid.engine.statement.StatementContext;
import io.braid.engine.statement.StatementResult.Table;
import io.braid.spi.Cells;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.ErrorCode;
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
            RowType.of(new Column("Metric", DataType.VARCHAR, false), Column.of("Value", DataType.BIGINT));
    private static final RowType EVENTS = RowType.of(
            new Column("Timestamp", Fact.TIME, false),
            new Column("Type", DataType.VARCHAR, false),
            new Column("Message", DataType.VARCHAR, false));
    private static final RowType HISTORY =
            RowType.of(new Column("State", DataType.VARCHAR, false), new Column("Messages", DataType.VARCHAR, false));
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
            return state();
        }
        Query query = require(reference, context);
        ZoneId zone = context.session().zone();
        Prepared.Builder prepared = Prepared.needing(Access.on(query, Privilege.USAGE));
        return switch (statement.aspect()) {
            case SUMMARY -> {
                List<String> sources = names(query.sources(), context.catalog());
                List<String> sinks = names(query.sinks(), context.catalog());
                yield prepared.outside(() -> summary(query, sources, sinks, zone));
            }
            case METRICS -> prepared.outside(() -> metrics(query));
            case EVENTS -> prepared.read(catalog -> events(query));
            case HISTORY -> prepared.read(catalog -> history(query));
            case STATE -> state();
        };
    }

    static Query require(QueryReference reference, StatementContext context) {
        CatalogView catalog = context.catalog();
        Integer version = reference.version();
        Optional<Query> found = reference
                .id()
                .flatMap(id -> catalog.findQuery(context.organization(), id))
                .or(() -> catalog.findQuery(
                        context.organization(), reference.name().value(), version == null ? 0 : version));
        return found.filter(query -> context.sees(Access.on(query, Privilege.USAGE)))
                .orElseThrow(() -> DescribeStatements.missing(
                        ErrorCode.INVALID_QUERY, "query", reference.toString(), reference.at()));
    }

    /** Clients look for the properties "state" and "error". */
    private Table summary(Query query, List<String> sources, List<String> sinks, ZoneId zone) {
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
        properties.put("created_at", Cells.render(Fact.TIME, query.audit().createdAt(), zone));
        properties.put("updated_at", Cells.render(Fact.TIME, query.audit().updatedAt(), zone));
        figures(query).forEach((name, value) -> properties.put(name, value == null ? "n/a" : value.toString()));
        List<@Nullable Object[]> rows = new ArrayList<>();
        properties.forEach((name, value) -> rows.add(new @Nullable Object[] {name, value}));
        return Table.of(Listing.PROPERTIES, rows);
    }

    private Table metrics(Query query) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        figures(query).forEach((name, value) -> rows.add(new @Nullable Object[] {name, value}));
        return Table.of(METRICS, rows);
    }

    /** Totals of the running attempt; null for what is not known. */
    private Map<String, @Nullable Long> figures(Query query) {
        JobFigures figures = JobFigures.UNKNOWN;
        if (query.actual() == Query.Actual.RUNNING) {
            try {
                figures = runtime.figures(JobIds.of(query.id(), query.version(), query.attempt()));
            } catch (StatementException clusterIsAway) {
                // what the catalog knows is worth telling all the same
                figures = JobFigures.UNKNOWN;
            }
        }
        Map<String, @Nullable Long> known = new LinkedHashMap<>();
        known.put("NumRecordsIn", known(figures.recordsIn()));
        known.put("NumRecordsOut", known(figures.recordsOut()));
        known.put("NumBytesIn", known(figures.bytesIn()));
        known.put("NumBytesOut", known(figures.bytesOut()));
        known.put("NumCheckpoints", known(figures.checkpoints()));
        known.put("LastCheckpointMillis", known(figures.lastCheckpointMillis()));
        return known;
    }

    private static @Nullable Long known(long figure) {
        return figure < 0 ? null : figure;
    }

    /** What is remembered of a query is how it began and how it is. */
    private static Table events(Query query) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        rows.add(new @Nullable Object[] {
            query.audit().updatedAt(), query.actual().word(), query.message()
        });
        if (query.actual() != Query.Actual.STARTING) {
            rows.add(new @Nullable Object[] {query.audit().createdAt(), Query.Actual.STARTING.word(), ""});
        }
        return Table.of(EVENTS, rows);
    }

    /** Newest first: a client takes the first row for the reason why its result ended. */
    private static Table history(Query query) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        rows.add(new @Nullable Object[] {query.actual().word(), query.message()});
        if (query.actual() != Query.Actual.STARTING) {
            rows.add(new @Nullable Object[] {Query.Actual.STARTING.word(), ""});
        }
        return Table.of(HISTORY, rows);
    }

    /** An active query has no positions to show, and those of a terminated one are given up with its state. */
    private static Prepared state() {
        return Prepared.needing().read(catalog -> Table.of(STATE, List.of()));
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
