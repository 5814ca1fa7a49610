package io.braid.engine.eval;

import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.Names;
import io.braid.spi.RowType;
import io.braid.spi.Spelling;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Identifier;
import io.braid.sql.tree.QualifiedName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The columns an expression can name, and where each is in the row. */
public final class Scope {
    private final List<Entry> entries;

    private Scope(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * A column that can be named.
     *
     * @param qualifier what may stand before it: one alias, or the parts of its relation's name; a tail of them is enough
     * @param slot its place in the row
     */
    public record Entry(List<String> qualifier, String name, DataType type, boolean nullable, int slot) {
        public Entry {
            qualifier = List.copyOf(qualifier);
        }

        boolean answersTo(List<Identifier> parts) {
            int qualifiers = parts.size() - 1;
            if (!parts.get(qualifiers).value().equals(name) || qualifiers > qualifier.size()) {
                return false;
            }
            int skipped = qualifier.size() - qualifiers;
            for (int i = 0; i < qualifiers; i++) {
                if (!parts.get(i).value().equals(qualifier.get(skipped + i))) {
                    return false;
                }
            }
            return true;
        }

        boolean isUnder(QualifiedName relation) {
            int skipped = qualifier.size() - relation.size();
            return skipped >= 0 && qualifier.subList(skipped, qualifier.size()).equals(relation.values());
        }
    }

    public static Scope empty() {
        return new Scope(List.of());
    }

    /** The columns of one row, without qualifiers, in order. */
    public static Scope of(RowType columns) {
        return of(List.of(), columns);
    }

    /** The columns of one relation, in order. */
    public static Scope of(List<String> qualifier, RowType columns) {
        List<Entry> entries = new ArrayList<>(columns.size());
        for (Column column : columns.columns()) {
            entries.add(new Entry(qualifier, column.name(), column.type(), column.nullable(), entries.size()));
        }
        return new Scope(entries);
    }

    /** This relation and another to its right, whose slots follow. */
    Scope beside(Scope right, int leftWidth, boolean leftMayBeNull, boolean rightMayBeNull) {
        List<Entry> all = new ArrayList<>(entries.size() + right.entries.size());
        for (Entry entry : entries) {
            all.add(moved(entry, 0, leftMayBeNull));
        }
        for (Entry entry : right.entries) {
            all.add(moved(entry, leftWidth, rightMayBeNull));
        }
        return new Scope(all);
    }

    private static Entry moved(Entry entry, int by, boolean mayBeNull) {
        return new Entry(entry.qualifier, entry.name, entry.type, entry.nullable || mayBeNull, entry.slot + by);
    }

    public List<Entry> entries() {
        return entries;
    }

    /** The entries that {@code relation.*} stands for; none if there is no such relation. */
    List<Entry> under(QualifiedName relation) {
        return entries.stream().filter(entry -> entry.isUnder(relation)).toList();
    }

    /** Finds the one column of that name. */
    public Entry require(QualifiedName name) {
        Entry found = null;
        for (Entry entry : entries) {
            if (entry.answersTo(name.parts())) {
                if (found != null) {
                    throw ambiguous(name);
                }
                found = entry;
            }
        }
        if (found == null) {
            throw missing(name);
        }
        return found;
    }

    /** Finds the one column of that name; absent if there is none. */
    Optional<Entry> find(QualifiedName name) {
        return entries.stream().anyMatch(entry -> entry.answersTo(name.parts()))
                ? Optional.of(require(name))
                : Optional.empty();
    }

    private StatementException ambiguous(QualifiedName name) {
        Set<String> choices = new LinkedHashSet<>();
        for (Entry entry : entries) {
            if (entry.answersTo(name.parts()) && !entry.qualifier.isEmpty()) {
                choices.add(
                        Names.quoted(entry.qualifier.get(entry.qualifier.size() - 1)) + "." + Names.quoted(entry.name));
            }
        }
        StatementException problem = Problems.at(name.at(), "column \"%s\" is ambiguous", name);
        return choices.size() < 2 ? problem : problem.hint("write " + String.join(" or ", choices));
    }

    private StatementException missing(QualifiedName name) {
        StatementException problem = Problems.at(name.at(), "column \"%s\" does not exist", name);
        String wanted = name.last().value();
        return Spelling.closest(wanted, entries.stream().map(Entry::name).toList())
                .map(close -> problem.hint("did you mean " + Names.quoted(close) + "?"))
                .orElse(problem);
    }
}
