package io.braid.engine.generate;

import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.RowType;
import io.braid.sql.format.SqlFormatter;
import io.braid.sql.tree.Identifier;
import io.braid.sql.tree.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** CREATE statements over several lines. */
final class DdlText {
    private DdlText() {}

    /** @param primaryKey empty for none */
    static String create(
            String kind, String name, RowType columns, List<String> primaryKey, Map<String, String> properties) {
        List<String> elements = new ArrayList<>();
        for (Column column : columns.columns()) {
            elements.add("  " + name(column.name()) + " " + type(column.type()));
        }
        if (!primaryKey.isEmpty()) {
            elements.add(
                    "  PRIMARY KEY (" + primaryKey.stream().map(DdlText::name).collect(Collectors.joining(", ")) + ")");
        }
        return "CREATE " + kind + " " + name + " (\n" + String.join(",\n", elements) + "\n) WITH (\n"
                + properties.entrySet().stream()
                        .map(property -> "  " + text(property.getKey()) + " = " + text(property.getValue()))
                        .collect(Collectors.joining(",\n"))
                + "\n);";
    }

    static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    static String name(String name) {
        return SqlFormatter.format(new Identifier(name, true, Position.NONE));
    }

    /** A type as one types it: names of fields in quotes where they are words of the language. */
    static String type(DataType type) {
        if (type instanceof DataType.ArrayOf array) {
            return "ARRAY<" + type(array.element()) + ">";
        }
        if (type instanceof DataType.MapOf map) {
            return "MAP<" + type(map.key()) + ", " + type(map.value()) + ">";
        }
        if (type instanceof DataType.StructOf struct) {
            return struct.fields().stream()
                    .map(field -> name(field.name()) + " " + type(field.type()))
                    .collect(Collectors.joining(", ", "STRUCT<", ">"));
        }
        return type.toString();
    }
}
