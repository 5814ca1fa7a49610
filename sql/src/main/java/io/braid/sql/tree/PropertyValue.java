package io.braid.sql.tree;

import java.util.List;
import java.util.stream.Collectors;

/** What may stand after the equals sign in a WITH clause. Clients disagree on quoting, so most readers want {@link #text}. */
public sealed interface PropertyValue {
    /** The value as plain text, the same for {@code KAFKA}, {@code 'KAFKA'} and {@code "KAFKA"} but for the case. */
    String text();

    record Text(String text) implements PropertyValue {}

    /** A number as it was written, with its sign. */
    record Number(String text) implements PropertyValue {}

    record Bool(boolean value) implements PropertyValue {
        @Override
        public String text() {
            return Boolean.toString(value);
        }
    }

    /** {@code NULL}: in an UPDATE it clears the property. */
    record Null() implements PropertyValue {
        @Override
        public String text() {
            return "null";
        }
    }

    /** A word, a quoted identifier or a dotted name. */
    record Name(QualifiedName name) implements PropertyValue {
        @Override
        public String text() {
            return name.toString();
        }
    }

    /** {@code (a, b)} or {@code [a, b]}. */
    record Items(List<PropertyValue> items) implements PropertyValue {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String text() {
            return items.stream().map(PropertyValue::text).collect(Collectors.joining(","));
        }
    }
}
