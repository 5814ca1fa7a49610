package io.braid.engine.analysis;

import io.braid.catalog.Relation;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.ErrorCode;
import io.braid.spi.Names;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Identifier;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.QualifiedName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The relations of one FROM and how their columns are found by name. */
final class Scope {
    /**
     * A relation in scope.
     *
     * @param alias what qualifies its columns, in the query and in Flink SQL
     * @param path database, schema and name when it was not renamed; empty otherwise
     * @param columns visible columns, in order
     * @param time the hidden column that holds its event time for operations in time; null when it has lost it
     * @param timestamp the visible column that the event time is taken from, if it is one
     * @param read the relation when its records are read here, so that their metadata and keys are known
     */
    record Item(
            String alias,
            List<String> path,
            List<String> columns,
            @Nullable String time,
            @Nullable String timestamp,
            @Nullable Relation read) {

        /** The result of a query, of which only the visible columns are left, and perhaps the event time. */
        static Item of(String alias, List<String> columns, boolean timed) {
            return new Item(alias, List.of(), columns, timed ? "$rt" : null, null, null);
        }

        boolean metadata() {
            return read != null;
        }

        boolean hasTime() {
            return time != null;
        }

        /** The declared type of a column; null where a query has made it. */
        @Nullable
        DataType type(String column) {
            return read == null
                    ? null
                    : read.columns().find(column).map(Column::type).orElse(null);
        }
    }

    private final List<Item> items = new ArrayList<>();
    private final @Nullable Scope outer;
    /** Once all relations have become one: the columns that are asked for, by their Flink SQL before that. */
    private @Nullable Map<String, String> merged;

    Scope(@Nullable Scope outer) {
        this.outer = outer;
    }

    void add(Item item, Position at) {
        if (items.stream().anyMatch(other -> other.alias().equals(item.alias()))) {
            throw FlinkSql.at(
                    at,
                    StatementException.of(
                                    ErrorCode.INVALID_QUERY,
                                    "relation name \"%s\" appears more than once in FROM",
                                    item.alias())
                            .hint("give one of them an alias with AS"));
        }
        items.add(item);
    }

    List<Item> items() {
        return items;
    }

    /**
     * From now on the relations are one with this alias.
     *
     * @return the columns that are asked for from now on: their Flink SQL before, and their names in the one relation
     */
    Map<String, String> merge() {
        Map<String, String> columns = new LinkedHashMap<>();
        merged = columns;
        return columns;
    }

    /** The Flink SQL of a column, visible or hidden. */
    String sql(Item item, String column) {
        String plain = FlinkSql.name(item.alias()) + "." + FlinkSql.name(column);
        return merged == null
                ? plain
                : OverWindows.ALIAS + "."
                        + FlinkSql.name(merged.computeIfAbsent(plain, unseen -> item.alias() + "." + column));
    }

    /** The relation that a column belongs to, when that is clear. */
    Optional<Item> owner(QualifiedName name) {
        List<Item> owners = owners(name);
        return owners.size() == 1 ? Optional.of(owners.get(0)) : Optional.empty();
    }

    /** The Flink SQL of a column. */
    String resolve(QualifiedName name) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            List<Item> found = scope.owners(name);
            if (found.size() == 1) {
                return scope.sql(found.get(0), name.last().value());
            }
            if (found.size() > 1) {
                throw FlinkSql.at(
                        name.at(),
                        StatementException.of(ErrorCode.INVALID_QUERY, "column \"%s\" is ambiguous", name)
                                .hint("put the name of its relation before it"));
            }
        }
        throw missing(name);
    }

    /** The declared type of a column; null where a query has made it, or nobody has. */
    @Nullable
    DataType type(QualifiedName name) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            List<Item> found = scope.owners(name);
            if (!found.isEmpty()) {
                return found.size() == 1 ? found.get(0).type(name.last().value()) : null;
            }
        }
        return null;
    }

    boolean contains(QualifiedName name) {
        return !owners(name).isEmpty();
    }

    private List<Item> owners(QualifiedName name) {
        String column = name.last().value();
        return items.stream()
                .filter(item -> item.columns().contains(column) && qualifies(name, item))
                .toList();
    }

    private static boolean qualifies(QualifiedName name, Item item) {
        List<String> qualifier = name.values().subList(0, name.size() - 1);
        int size = qualifier.size();
        if (size == 0 || (size == 1 && qualifier.get(0).equals(item.alias()))) {
            return true;
        }
        List<String> path = item.path();
        return size <= path.size()
                && path.subList(path.size() - size, path.size()).equals(qualifier);
    }

    /** The item that an alias or relation name means. */
    Item require(QualifiedName qualifier) {
        List<Item> found = items.stream()
                .filter(item -> (qualifier.isSimple()
                                && item.alias().equals(qualifier.last().value()))
                        || (item.path().size() >= qualifier.size()
                                && item.path()
                                        .subList(
                                                item.path().size() - qualifier.size(),
                                                item.path().size())
                                        .equals(qualifier.values())))
                .toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        throw FlinkSql.at(
                qualifier.at(),
                StatementException.of(
                        ErrorCode.INVALID_RELATION, "relation \"%s\" does not exist in this FROM", qualifier));
    }

    private StatementException missing(QualifiedName name) {
        StatementException problem =
                StatementException.of(ErrorCode.INVALID_QUERY, "column \"%s\" does not exist", name);
        Optional<String> fields = fields(name);
        if (fields.isPresent()) {
            return FlinkSql.at(name.at(), problem.hint("fields of a STRUCT follow an arrow: " + fields.get()));
        }
        String wanted = name.last().value();
        List<String> near = items.stream()
                .flatMap(item -> item.columns().stream())
                .filter(column -> column.equalsIgnoreCase(wanted) || similar(column, wanted))
                .distinct()
                .toList();
        if (near.isEmpty()) {
            String all = items.stream()
                    .flatMap(item -> item.columns().stream())
                    .filter(column -> !column.startsWith("expr$"))
                    .distinct()
                    .limit(12)
                    .map(Names::quoted)
                    .collect(Collectors.joining(", "));
            return FlinkSql.at(name.at(), all.isEmpty() ? problem : problem.hint("there are " + all));
        }
        return FlinkSql.at(name.at(), problem.hint("did you mean " + Names.quoted(near.get(0)) + "?"));
    }

    /** The name with arrows, when its first parts are a column. */
    private Optional<String> fields(QualifiedName name) {
        for (int size = 1; size < name.size(); size++) {
            QualifiedName column = new QualifiedName(name.parts().subList(0, size), name.at());
            if (contains(column)) {
                return Optional.of(column.values().stream().map(Names::quoted).collect(Collectors.joining("."))
                        + name.values().subList(size, name.size()).stream()
                                .map(field -> "->" + Names.quoted(field))
                                .collect(Collectors.joining()));
            }
        }
        return Optional.empty();
    }

    private static boolean similar(String column, String wanted) {
        String a = column.replace("_", "").toLowerCase(java.util.Locale.ROOT);
        String b = wanted.replace("_", "").toLowerCase(java.util.Locale.ROOT);
        return a.equals(b) || (b.length() > 3 && (a.startsWith(b) || b.startsWith(a)));
    }

    /** Names that a relation without columns of its own gives to its alias. */
    static String aliasOf(@Nullable Identifier alias, String fallback) {
        return alias == null ? fallback : alias.value();
    }
}
