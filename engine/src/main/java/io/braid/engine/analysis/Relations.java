package io.braid.engine.analysis;

import io.braid.catalog.Relation;
import io.braid.sql.tree.QualifiedName;

/** Finds relations for a query, as its role and session see them. */
public interface Relations {
    /** @throws io.braid.spi.StatementException 3D020 with the place, when it is not there or cannot be seen */
    Relation require(QualifiedName name);
}
