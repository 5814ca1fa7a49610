package io.braid.sql.tree;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One or more names joined by dots, such as {@code database.schema.relation} or the path of an entity. */
public record QualifiedName(List<Identifier> parts, Position at) {
    public QualifiedName {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a qualified name has at least one part");
        }
        parts = List.copyOf(parts);
    }

    public static QualifiedName of(Identifier only) {
        return new QualifiedName(List.of(only), only.at());
    }

    /** A name that no text stands behind, with the case of its parts kept. */
    public static QualifiedName of(String... parts) {
        return new QualifiedName(Stream.of(parts).map(Identifier::of).toList(), Position.NONE);
    }

    public int size() {
        return parts.size();
    }

    public boolean isSimple() {
        return parts.size() == 1;
    }

    public Identifier first() {
        return parts.get(0);
    }

    public Identifier last() {
        return parts.get(parts.size() - 1);
    }

    /** The values of the parts, in order. */
    public List<String> values() {
        return parts.stream().map(Identifier::value).toList();
    }

    /** The values joined by dots, without quotes: for people, not for parsing. */
    @Override
    public String toString() {
        return parts.stream().map(Identifier::value).collect(Collectors.joining("."));
    }
}
