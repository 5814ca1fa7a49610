package io.braid.sql.format;

import io.braid.sql.parse.SqlParser;
import io.braid.sql.tree.Call;
import io.braid.sql.tree.ColumnDefinition;
import io.braid.sql.tree.Identifier;
import io.braid.sql.tree.Property;
import io.braid.sql.tree.PropertyValue;
import io.braid.sql.tree.QualifiedName;
import io.braid.sql.tree.QueryReference;
import io.braid.sql.tree.TimeSpan;
import io.braid.sql.tree.TypeName;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the small parts that statements, queries and expressions share. */
final class Words {
    /** Words that are not reserved, but begin something of their own where a name may stand. */
    private static final Set<String> AMBIGUOUS = Set.of(
            "ALL",
            "ARRAY",
            "BOTH",
            "COLUMNS",
            "CUBE",
            "CUMULATE",
            "DATE",
            "ENTITY",
            "EVENTS",
            "GROUPING",
            "HISTORY",
            "HOP",
            "IF",
            "INTERVAL",
            "KEY",
            "LATERAL",
            "LEADING",
            "MAP",
            "METRICS",
            "PRIMARY",
            "ROLE",
            "ROLLUP",
            "SESSION",
            "STATE",
            "TIME",
            "TIMESTAMP",
            "TOPIC",
            "TRAILING",
            "TUMBLE",
            "UNNEST",
            "VALUE",
            "VALUES");

    /** Keywords that are also names of functions. */
    private static final Set<String> CALLED_LIKE_OTHERS =
            Set.of("ceil", "ceiling", "first", "floor", "grouping", "if", "last", "left", "right", "substring", "trim");

    private static final Pattern BARE = Pattern.compile("[a-z_][a-z0-9_]*");

    private Words() {}

    static String identifier(Identifier identifier) {
        return identifier(identifier.value());
    }

    static String identifier(String name) {
        boolean bare = BARE.matcher(name).matches()
                && !Call.needsNoParentheses(name)
                && !SqlParser.reservedWords().contains(name.toUpperCase(Locale.ROOT))
                && !AMBIGUOUS.contains(name.toUpperCase(Locale.ROOT));
        return bare ? name : quoted(name);
    }

    /** Names of functions are quoted sooner: many words before a parenthesis are not calls. */
    static String function(String name) {
        boolean bare = BARE.matcher(name).matches() && !SqlParser.keywords().contains(name.toUpperCase(Locale.ROOT));
        return bare || CALLED_LIKE_OTHERS.contains(name) ? name : quoted(name);
    }

    static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    static String identifiers(List<Identifier> identifiers) {
        return list(identifiers, Words::identifier);
    }

    static String name(QualifiedName name) {
        return name.parts().stream().map(Words::identifier).collect(Collectors.joining("."));
    }

    static String string(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    static <T> String list(Collection<T> items, Function<? super T, String> writer) {
        return items.stream().map(writer).collect(Collectors.joining(", "));
    }

    /** The text with a blank before it, or nothing. */
    static String after(String word, @Nullable String text) {
        return text == null || text.isEmpty() ? "" : " " + word + (word.isEmpty() ? "" : " ") + text;
    }

    static String alias(@Nullable Identifier alias) {
        return alias == null ? "" : " AS " + identifier(alias);
    }

    static String columns(List<Identifier> columns) {
        return columns.isEmpty() ? "" : " (" + identifiers(columns) + ")";
    }

    /** {@code WITH (…)} with a blank before it, or nothing where there are no properties. */
    static String properties(List<Property> properties) {
        return properties.isEmpty() ? "" : requiredProperties(properties);
    }

    static String requiredProperties(List<Property> properties) {
        return " WITH (" + list(properties, Words::property) + ")";
    }

    private static String property(Property property) {
        return string(property.key()) + (property.value() == null ? "" : " = " + value(property.value()));
    }

    private static String value(PropertyValue value) {
        if (value instanceof PropertyValue.Text text) {
            return string(text.text());
        }
        if (value instanceof PropertyValue.Name name) {
            return name(name.name());
        }
        if (value instanceof PropertyValue.Items items) {
            return "(" + list(items.items(), Words::value) + ")";
        }
        return value instanceof PropertyValue.Number number
                ? number.text()
                : value.text().toUpperCase(Locale.ROOT);
    }

    static String query(QueryReference reference) {
        String name = reference.id().isPresent() ? reference.name().value() : identifier(reference.name());
        return reference.version() == null ? name : name + ":" + reference.version();
    }

    static String timeSpan(TimeSpan span) {
        return span.amount() + " "
                + (span.amount() == 1 ? span.unit().name() : span.unit().plural());
    }

    static String column(ColumnDefinition column) {
        return identifier(column.name()) + " " + type(column.type()) + nullability(column.nullability());
    }

    static String type(TypeName type) {
        if (type instanceof TypeName.ArrayOf array) {
            return "ARRAY<" + type(array.element()) + ">";
        }
        if (type instanceof TypeName.MapOf map) {
            return "MAP<" + type(map.key()) + ", " + type(map.value()) + ">";
        }
        if (type instanceof TypeName.Struct struct) {
            return "STRUCT<" + list(struct.fields(), Words::field) + ">";
        }
        TypeName.Simple simple = (TypeName.Simple) type;
        return simple.parameters().isEmpty()
                ? simple.name()
                : simple.name() + "(" + list(simple.parameters(), String::valueOf) + ")";
    }

    private static String field(TypeName.Field field) {
        return identifier(field.name()) + " " + type(field.type()) + nullability(field.nullability());
    }

    private static String nullability(TypeName.Nullability nullability) {
        return nullability == TypeName.Nullability.NOT_NULL ? " NOT NULL" : "";
    }
}
