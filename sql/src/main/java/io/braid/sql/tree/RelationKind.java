package io.braid.sql.tree;

/** The kinds of relations a CREATE can name. */
public enum RelationKind {
    STREAM,
    CHANGELOG,
    TABLE,
    MATERIALIZED_VIEW;

    /** As the language spells it. */
    public String keyword() {
        return name().replace('_', ' ');
    }

    public ObjectType objectType() {
        return ObjectType.valueOf(name());
    }
}
