package io.braid.engine.eval;

import io.braid.spi.RowType;
import io.braid.view.ViewRows;
import io.braid.view.ViewScan;

/** A relation whose present rows can be read: a view, a system table. Asked on the thread of the statement. */
public interface SnapshotSource {
    RowType columns();

    /** The rows that pass all conditions, in the wanted order, no more than the limit. The caller closes them. */
    ViewRows scan(ViewScan scan);
}
