package io.braid.sql.tree;

/** What a CREATE does when there is such an object already: {@code IF NOT EXISTS} skips. */
public enum IfExists {
    FAIL,
    SKIP
}
