package io.braid.engine.analysis;

/** Whether a query yields independent rows or versions of keyed rows. */
public enum ResultKind {
    STREAM,
    CHANGELOG
}
