package io.braid.engine.run;

import io.braid.spi.RowType;

/** What the type checker says of a SELECT. */
public record QueryShape(RowType columns) {}
