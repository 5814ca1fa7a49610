package io.braid.spi;

/** What a kind of store can do. What is not claimed is refused with 0A000, and a contract test holds both. */
public enum Capability {
    LIST_ENTITIES,
    CREATE_ENTITY,
    DROP_ENTITY,
    INSERT_ENTITY,
    TRUNCATE_ENTITY,
    /** Raw records for PRINT ENTITY and for reads without a job. */
    READ_RECORDS,
    /** Can be the source of a continuous query. */
    SOURCE,
    /** Can be the sink of a continuous query. */
    SINK
}
