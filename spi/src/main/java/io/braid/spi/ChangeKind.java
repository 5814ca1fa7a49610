package io.braid.spi;

/** What a row of a changelog says about its key. */
public enum ChangeKind {
    INSERT,
    UPDATE_BEFORE,
    UPDATE_AFTER,
    DELETE
}
