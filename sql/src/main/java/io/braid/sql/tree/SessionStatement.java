package io.braid.sql.tree;

import org.jspecify.annotations.Nullable;

/** Statements about who asks, and from where. */
public sealed interface SessionStatement extends Statement {
    /** @param type an organization, role, database, schema, store or compute pool */
    record Use(ObjectType type, QualifiedName name, Position at) implements SessionStatement {}

    /** @param type as for {@link Use} */
    record SetDefault(ObjectType type, QualifiedName name, Position at) implements SessionStatement {}

    /**
     * {@code CAN I CREATE_QUERY}, {@code CAN I SELECT FROM RELATION r}.
     *
     * @param action lower case, words joined by an underscore: {@code create_query}, {@code select_from}
     * @param target absent for privileges of the organization
     */
    record CanI(String action, RoleStatement.@Nullable Securable target, Position at) implements SessionStatement {}

    /** {@code TEST DATATYPES}: drivers ask for one value of each type. */
    record TestDatatypes(Position at) implements SessionStatement {}
}
