package io.braid.catalog;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What is remembered of queries beside what they are. */
public interface QueryLogView {
    /** Newest first; only the newest are kept. */
    List<QueryEvent> events(UUID query);

    /** Empty for a query that is not terminated, or that had not read anything. */
    List<SavedPosition> positions(UUID query);

    /** By name. */
    Map<String, String> tags(UUID query);
}
