package io.braid.catalog.jdbc;

import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.Field;
import io.braid.spi.Names;
import io.braid.spi.RowType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Types as text: reads what {@link DataType#toString()} writes, and writes and reads the columns of a relation as they
 * stand in CREATE STREAM: {@code id BIGINT NOT NULL, "userId" VARCHAR}.
 */
public final class TypeText {
    private static final String NOT_NULL = " NOT NULL";

    private final String text;
    private int next;

    private TypeText(String text) {
        this.text = text;
    }

    /** The type whose canonical text this is. */
    public static DataType parse(String text) {
        TypeText reader = new TypeText(text);
        DataType type = reader.type();
        reader.expectEnd();
        return type;
    }

    /** The columns as text. */
    public static String of(RowType row) {
        return row.columns().stream()
                .map(column -> Names.quoted(column.name()) + " " + column.type() + (column.nullable() ? "" : NOT_NULL))
                .collect(Collectors.joining(", "));
    }

    /** The columns that {@link #of} has written. */
    public static RowType parseRow(String text) {
        TypeText reader = new TypeText(text);
        List<Column> columns = new ArrayList<>();
        if (!text.isEmpty()) {
            do {
                Field field = reader.field();
                columns.add(new Column(field.name(), field.type(), !reader.skip(NOT_NULL)));
            } while (reader.skip(", "));
        }
        reader.expectEnd();
        return new RowType(columns);
    }

    private DataType type() {
        String word = word();
        return switch (word) {
            case "BOOLEAN" -> DataType.BOOLEAN;
            case "TINYINT" -> DataType.TINYINT;
            case "SMALLINT" -> DataType.SMALLINT;
            case "INTEGER" -> DataType.INTEGER;
            case "BIGINT" -> DataType.BIGINT;
            case "FLOAT" -> DataType.FLOAT;
            case "DOUBLE" -> DataType.DOUBLE;
            case "DATE" -> DataType.DATE;
            case "VARCHAR" -> skip("(") ? DataType.varchar(lastNumber()) : DataType.VARCHAR;
            case "VARBINARY" -> skip("(") ? DataType.varbinary(lastNumber()) : DataType.VARBINARY;
            case "DECIMAL" -> {
                expect("(");
                int precision = number();
                expect(", ");
                yield DataType.decimal(precision, lastNumber());
            }
            case "TIME" -> DataType.time(onlyNumber());
            case "TIMESTAMP" -> DataType.timestamp(onlyNumber());
            case "TIMESTAMP_LTZ" -> DataType.timestampLtz(onlyNumber());
            case "ARRAY" -> {
                expect("<");
                DataType element = type();
                expect(">");
                yield DataType.array(element);
            }
            case "MAP" -> {
                expect("<");
                DataType key = type();
                expect(", ");
                DataType value = type();
                expect(">");
                yield DataType.map(key, value);
            }
            case "STRUCT" -> DataType.struct(fields());
            default -> throw broken();
        };
    }

    private List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        expect("<");
        if (!skip(">")) {
            do {
                fields.add(field());
            } while (skip(", "));
            expect(">");
        }
        return fields;
    }

    private Field field() {
        String name = skip("\"") ? quotedName() : word();
        expect(" ");
        return new Field(name, type());
    }

    /** The rest of a name in double quotes, where two stand for one. */
    private String quotedName() {
        StringBuilder name = new StringBuilder();
        while (true) {
            int quote = text.indexOf('"', next);
            if (quote < 0) {
                throw broken();
            }
            name.append(text, next, quote);
            next = quote + 1;
            if (!skip("\"")) {
                return name.toString();
            }
            name.append('"');
        }
    }

    private String word() {
        int start = next;
        while (next < text.length() && isWord(text.charAt(next))) {
            next++;
        }
        if (start == next) {
            throw broken();
        }
        return text.substring(start, next);
    }

    private static boolean isWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }

    private int onlyNumber() {
        expect("(");
        return lastNumber();
    }

    private int lastNumber() {
        int number = number();
        expect(")");
        return number;
    }

    private int number() {
        String word = word();
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException e) {
            throw broken();
        }
    }

    private boolean skip(String wanted) {
        if (text.startsWith(wanted, next)) {
            next += wanted.length();
            return true;
        }
        return false;
    }

    private void expect(String wanted) {
        if (!skip(wanted)) {
            throw broken();
        }
    }

    private void expectEnd() {
        if (next != text.length()) {
            throw broken();
        }
    }

    private IllegalArgumentException broken() {
        return new IllegalArgumentException("not a type at character " + next + ": " + text);
    }
}
