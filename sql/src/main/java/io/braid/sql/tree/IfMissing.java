package io.braid.sql.tree;

/** What a DROP does when there is no such object: {@code IF EXISTS} skips. */
public enum IfMissing {
    FAIL,
    SKIP
}
