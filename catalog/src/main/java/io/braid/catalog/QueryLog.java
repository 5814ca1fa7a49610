package io.braid.catalog;

import java.util.List;
import java.util.UUID;

/** Changes to what is remembered of queries. New states are written down by the catalog itself. */
public interface QueryLog extends QueryLogView {
    /** Writes down something that did not change the state; the same again, right after, is not repeated. */
    void warn(UUID query, Query.Actual state, String message);

    /** Replaces those that were saved before. */
    void savePositions(UUID query, List<SavedPosition> positions);

    void putTag(UUID query, String name, String value);

    /** Returns whether there was one. */
    boolean removeTag(UUID query, String name);
}
