package io.braid.view;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Rows of a scan, one consistent state of the view. Used by one thread. */
public interface ViewRows extends Iterator<@Nullable Object[]>, AutoCloseable {
    @Override
    void close();
}
