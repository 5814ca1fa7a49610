package io.braid.sql.tree;

import org.jspecify.annotations.Nullable;

/** LIST, also spelled SHOW. */
public sealed interface ListStatement extends Statement {
    /**
     * Shows objects of one kind that the role can see.
     *
     * @param type what to list
     * @param in the database of schemas, the schema of relations, the path of entities
     * @param store of entities
     * @param where a condition on the columns of the listing
     */
    record ListObjects(
            ObjectType type,
            @Nullable QualifiedName in,
            @Nullable Identifier store,
            @Nullable Expression where,
            Position at)
            implements ListStatement {}
}
