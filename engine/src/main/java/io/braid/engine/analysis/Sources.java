package io.braid.engine.analysis;

import io.braid.catalog.Relation;
import io.braid.engine.plan.Changes;
import io.braid.spi.Column;
import io.braid.spi.ErrorCode;
import io.braid.spi.Field;
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Identifier;
import io.braid.sql.tree.Property;
import io.braid.sql.tree.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What names in FROM mean: common tables of the statement, virtual relations, relations of the catalog. */
final class Sources {
    /** The database of the system's own tables. */
    private static final String SYSTEM = "deltastream";

    private final PlanParts parts;

    Sources(PlanParts parts) {
        this.parts = parts;
    }

    /**
     * A name in FROM.
     *
     * @param table the table or view of the job
     * @param timestamp the column that its event time is taken from, if it is one
     * @param read whether its records are read here
     * @param history the table of all versions of a changelog that is kept by a view
     * @param path database, schema and name; empty for what the statement itself names
     * @param relation that it is, or the leftmost one of the query that it is
     */
    record Source(
            String table,
            Changes changes,
            List<String> columns,
            @Nullable List<String> key,
            boolean hasTime,
            @Nullable String timestamp,
            boolean read,
            @Nullable Ranking ranking,
            Supplier<Optional<Versions>> versions,
            @Nullable String history,
            List<String> path,
            @Nullable Relation relation,
            @Nullable Settings settings) {

        /** @param written the alias when there is one; then nothing else names it */
        Scope.Item item(@Nullable Identifier written, String alias, List<String> visible, @Nullable String time) {
            return new Scope.Item(
                    alias, written == null ? path : List.of(), visible, time, timestamp, read ? relation : null);
        }
    }

    Source find(QualifiedName name, List<Property> properties, Map<String, CommonTables.Entry> tables) {
        CommonTables.Entry common = name.isSimple()
                ? tables.get(name.last().value())
                : parts.findVirtual(name).orElse(null);
        if (common != null) {
            refuseProperties(name, properties);
            CompiledQuery query = common.query();
            List<String> key = query.key() == null
                    ? null
                    : query.key().stream().map(query.names()::get).toList();
            return new Source(
                    common.view(),
                    query.changes(),
                    query.names(),
                    key,
                    query.isTimed(),
                    null,
                    false,
                    query.ranking(),
                    query.versions(),
                    null,
                    List.of(),
                    query.leftmost(),
                    null);
        }
        if (name.size() == 3 && name.first().value().equals(SYSTEM)) {
            throw refused(
                    name,
                    "system table \"%s\" cannot be the source of a continuous query"
                            .formatted(name.last().value()));
        }
        Relation relation = parts.require(name);
        Settings settings = SourceProperties.read(properties, relation.properties());
        List<String> columns =
                relation.columns().columns().stream().map(Column::name).toList();
        String table =
                switch (relation.kind()) {
                    case STREAM, CHANGELOG -> parts.source(relation, settings);
                    case MATERIALIZED_VIEW ->
                        throw refused(
                                name,
                                "materialized view \"%s\" cannot be the source of a continuous query"
                                        .formatted(relation.name()));
                    case TABLE ->
                        throw refused(
                                name,
                                "table \"%s\" cannot be the source of a continuous query".formatted(relation.name()));
                };
        boolean stream = relation.kind() == Relation.Kind.STREAM;
        boolean plain = !stream && !RelationProperties.of(relation).get(RelationProperties.UPSERT);
        return new Source(
                plain ? newest(relation, table) : table,
                stream ? Changes.NONE : Changes.BY_KEY,
                columns,
                stream ? null : relation.primaryKey(),
                true,
                settings.find(SourceProperties.TIMESTAMP)
                        .map(written ->
                                SourceTables.timestampColumn(relation, written).name())
                        .orElse(null),
                true,
                null,
                Optional::empty,
                plain ? table : null,
                relation.path(),
                relation,
                settings);
    }

    /**
     * A changelog is its newest row per key. In upsert mode Flink keeps it itself; a plain one is kept by a view, which
     * Flink knows as a versioned table and so can join in time.
     */
    private String newest(Relation relation, String table) {
        List<String> columns = new ArrayList<>(
                relation.columns().columns().stream().map(Column::name).toList());
        columns.addAll(List.of("$kts", "$topic", "$partition", "$offset", "$tstype", "$rt"));
        if (parts.readsKey(relation)) {
            for (Field field : SourceTables.keyFields(relation)) {
                columns.add(SourceTables.KEY_PREFIX + field.name());
            }
        }
        String names = SourceTables.joined(columns);
        return parts.view(
                relation.name(),
                "SELECT %s FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY %s ORDER BY `$rt` DESC) AS `$rn` FROM %s) WHERE `$rn` = 1"
                        .formatted(names, SourceTables.joined(relation.primaryKey()), FlinkSql.name(table)));
    }

    /** What is read, and how, was said inside; the event time of a virtual relation is that of its query. */
    private static void refuseProperties(QualifiedName name, List<Property> properties) {
        if (!properties.isEmpty()) {
            throw FlinkSql.at(
                    properties.get(0).at(),
                    StatementException.of(
                                    ErrorCode.INVALID_PARAMETER, "\"%s\" is a query, and takes no properties", name)
                            .hint("write them after the relation that the query reads"));
        }
    }

    private static StatementException refused(QualifiedName name, String problem) {
        return FlinkSql.at(name.at(), StatementException.of(ErrorCode.INVALID_RELATION, "%s", problem));
    }
}
