package io.braid.engine.query;

import io.braid.catalog.Relation;
import io.braid.catalog.Store;
import io.braid.engine.analysis.RelationProperties;
import io.braid.engine.analysis.ResultKind;
import io.braid.engine.analysis.SourceProperties;
import io.braid.engine.analysis.Types;
import io.braid.engine.relation.Entities;
import io.braid.engine.run.JobBinder;
import io.braid.engine.security.Access;
import io.braid.engine.security.Privilege;
import io.braid.engine.statement.Explanation;
import io.braid.engine.statement.Explanation.Described;
import io.braid.engine.statement.Prepared;
import io.braid.engine.statement.StatementContext;
import io.braid.engine.statement.WithClause;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.DataType.Kind;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.QueryStatement.InsertInto;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** INSERT INTO: a query that fills a relation that is there already. Columns are matched by position. */
final class InsertQuery {
    private static final Map<Kind, Integer> DIGITS =
            Map.of(Kind.TINYINT, 3, Kind.SMALLINT, 5, Kind.INTEGER, 10, Kind.BIGINT, 19);

    private final QueryPlanner planner;
    private final Launcher launcher;
    private final Entities entities;

    InsertQuery(QueryPlanner planner, Launcher launcher, Entities entities) {
        this.planner = planner;
        this.launcher = launcher;
        this.entities = entities;
    }

    Prepared prepare(InsertInto statement, StatementContext context) {
        Relation sink = requireSink(statement, context);
        Write write = understand(statement, planner.plan(statement.query(), context), sink, context);
        return launcher.prepared(write, Launcher.nameOf(write.query()), context);
    }

    static Relation requireSink(InsertInto statement, StatementContext context) {
        Relation sink = context.requireRelation(statement.sink());
        if (!QueryPlanner.isContinuous(sink)) {
            throw StatementContext.at(
                    statement.sink().at(),
                    StatementException.of(
                            ErrorCode.INVALID_RELATION,
                            "%s \"%s\" cannot be written by INSERT INTO",
                            sink.kind().word().replace('_', ' '),
                            sink.name()));
        }
        return sink;
    }

    Write understand(InsertInto statement, ContinuousQuery query, Relation sink, StatementContext context) {
        Position at = statement.sink().at();
        query.refuseLimit(at);
        requireKind(sink, query.analyzed().kind(), at);
        String select = converted(query, sink, at);
        requireKey(statement, query, sink);
        Map<String, String> producer = producer(statement, sink, context);
        List<Access> needs = new ArrayList<>(query.needs());
        needs.add(Access.on(sink, Privilege.INSERT));
        needs.add(Access.onOrganization(Privilege.CREATE_QUERY));
        return new Write(
                query,
                needs,
                new Explanation("INSERT_INTO", null, Described.of(sink), query.described()),
                sink,
                false,
                at,
                Supplier::get,
                EntityTable.of(sink, query, select, statement.query().partitionBy(), producer));
    }

    private Map<String, String> producer(InsertInto statement, Relation sink, StatementContext context) {
        Map<String, String> given = SourceProperties.texts(statement.properties());
        for (String key : given.keySet()) {
            if (!key.startsWith(RelationProperties.PRODUCER_PREFIX)) {
                throw StatementContext.at(
                        statement.properties().get(0).at(),
                        StatementException.of(ErrorCode.INVALID_PARAMETER, "unknown parameter \"%s\"", key)
                                .hint("INSERT INTO takes kafka.producer.… only; the rest belongs to the relation"));
            }
        }
        Map<String, String> all = new LinkedHashMap<>(sink.properties());
        all.putAll(given);
        Store store = JobBinder.storeOf(sink, context.catalog());
        return entities.writer(store, all, WithClause.place(statement.properties()));
    }

    private static void requireKind(Relation sink, ResultKind kind, Position at) {
        ResultKind written = sink.kind() == Relation.Kind.STREAM ? ResultKind.STREAM : ResultKind.CHANGELOG;
        if (written != kind) {
            throw StatementContext.at(
                    at,
                    StatementException.of(
                            ErrorCode.INVALID_QUERY,
                            "Invalid sink type detected for INSERT_INTO statement: Expected %s but got %s.",
                            kind,
                            written));
        }
    }

    /**
     * A plain changelog has no deletions. Would an update of a row change its key in the sink, the row under the old key
     * stayed for ever; so the sink's key must be made of the query's key, or of constants. Part of it is enough: then
     * the last of several rows counts, as of several windows.
     */
    private static void requireKey(InsertInto statement, ContinuousQuery query, Relation sink) {
        if (sink.kind() != Relation.Kind.CHANGELOG
                || RelationProperties.of(sink).get(RelationProperties.UPSERT)) {
            return;
        }
        Position at = statement.sink().at();
        List<Integer> key = query.analyzed()
                .findKey()
                .orElseThrow(() -> StatementContext.at(
                        at,
                        StatementException.of(
                                        ErrorCode.INVALID_QUERY,
                                        "the rows of the query replace each other, but have no whole key")
                                .hint(SinkTables.KEY_HINT)));
        for (String name : sink.primaryKey()) {
            int column = sink.columns().names().indexOf(name);
            if (!key.contains(column) && !ColumnPlaces.isConstant(statement.query(), column)) {
                throw StatementContext.at(
                        ColumnPlaces.of(statement.query(), column),
                        StatementException.of(
                                        ErrorCode.INVALID_QUERY,
                                        "column %d of the query fills \"%s\" of the primary key of changelog \"%s\", but is"
                                                + " no part of the key of the query's rows",
                                        column + 1,
                                        name,
                                        sink.name())
                                .hint("group by it, or declare a changelog with another primary key"));
            }
        }
    }

    /** The SELECT with every column in the type of the sink; what would lose something is refused. */
    private static String converted(ContinuousQuery query, Relation sink, Position at) {
        List<Column> from = query.columns().columns();
        List<Column> to = sink.columns().columns();
        if (from.size() != to.size()) {
            throw StatementContext.at(
                    at,
                    StatementException.of(
                            ErrorCode.INVALID_QUERY,
                            "relation \"%s\" has %d columns, the query %d",
                            sink.name(),
                            to.size(),
                            from.size()));
        }
        List<String> names = QueryPlanner.numbered(from.size());
        List<String> items = new ArrayList<>();
        for (int i = 0; i < from.size(); i++) {
            DataType source = from.get(i).type();
            DataType target = to.get(i).type();
            if (source.equals(target)) {
                items.add(names.get(i));
            } else if (widens(source, target)) {
                items.add("CAST(" + names.get(i) + " AS " + Types.flink(target) + ")");
            } else {
                throw StatementContext.at(
                        at,
                        StatementException.of(
                                        ErrorCode.INVALID_QUERY,
                                        "column %d of the query is %s, but column \"%s\" of relation \"%s\" is %s",
                                        i + 1,
                                        source,
                                        to.get(i).name(),
                                        sink.name(),
                                        target)
                                .hint("convert it with CAST"));
            }
        }
        String time = query.analyzed().hasTime() ? ", `$kts`" : "";
        return "SELECT %s%s FROM (%s) AS `i` (%s%s)"
                .formatted(String.join(", ", items), time, query.analyzed().select(), String.join(", ", names), time);
    }

    /** Conversions that keep every value as it is, or differ in the declared length or precision alone. */
    static boolean widens(DataType from, DataType to) {
        Kind source = from.kind();
        Kind target = to.kind();
        if (source == target) {
            return (!source.isNested() && source != Kind.DECIMAL) || decimalFits(from, to);
        }
        if (source.isInteger() && target.isInteger()) {
            return source.compareTo(target) < 0;
        }
        if (source.isInteger() && to instanceof DataType.Decimal decimal) {
            return decimal.precision() - decimal.scale() >= DIGITS.getOrDefault(source, 19);
        }
        if (source.isInteger()) {
            return target == Kind.DOUBLE;
        }
        return target == Kind.DOUBLE && (source == Kind.FLOAT || source == Kind.DECIMAL);
    }

    private static boolean decimalFits(DataType from, DataType to) {
        return from instanceof DataType.Decimal source
                && to instanceof DataType.Decimal target
                && target.scale() >= source.scale()
                && target.precision() - target.scale() >= source.precision() - source.scale();
    }
}
