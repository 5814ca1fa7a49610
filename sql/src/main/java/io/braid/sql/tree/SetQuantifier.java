package io.braid.sql.tree;

/** Whether equal rows, or equal arguments of an aggregate, count once. */
public enum SetQuantifier {
    ALL,
    DISTINCT
}
