package io.braid.engine.eval;

import io.braid.sql.tree.QualifiedName;

/** Finds what a name in FROM stands for. */
public interface SourceResolver {
    /** Throws a {@link io.braid.spi.StatementException} if there is no such relation, or it cannot be read this way. */
    SnapshotSource resolve(QualifiedName name);
}
