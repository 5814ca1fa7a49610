package io.braid.engine.analysis;

/** The queries that a WITH clause names. */
final class CommonTables {
    private CommonTables() {}

    /** @param view the temporary view that stands for it */
    record Entry(String view, CompiledQuery query) {}
}
