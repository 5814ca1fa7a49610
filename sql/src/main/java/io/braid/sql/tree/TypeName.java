package io.braid.sql.tree;

import java.util.List;

/** A data type as it was written. Whether there is such a type, and what it takes, is for others to say. */
public sealed interface TypeName {
    Position at();

    /**
     * A type without parts.
     *
     * @param name upper case; {@code TIMESTAMP WITH LOCAL TIME ZONE} is {@code TIMESTAMP_LTZ}
     * @param parameters length, precision, scale
     */
    record Simple(String name, List<Integer> parameters, Position at) implements TypeName {
        public Simple {
            parameters = List.copyOf(parameters);
        }
    }

    record ArrayOf(TypeName element, Position at) implements TypeName {}

    record MapOf(TypeName key, TypeName value, Position at) implements TypeName {}

    record Struct(List<Field> fields, Position at) implements TypeName {
        public Struct {
            fields = List.copyOf(fields);
        }
    }

    record Field(Identifier name, TypeName type, Nullability nullability) {}

    enum Nullability {
        NULLABLE,
        NOT_NULL
    }
}
