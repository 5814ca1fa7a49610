package io.braid.flink.job.feed;

import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.types.RowKind;

/** What the reader of a feed is told of rows that came before. */
enum FeedChanges {
    /** Nothing: the planner refuses what would change a row. */
    NONE,
    /** New rows alone; that one is taken back stays in the job. */
    TAKEN_BACK,
    /** New versions, and the key of what was deleted. */
    BY_KEY,
    /** Old versions as well. */
    MOVING;

    /**
     * The key is known to the reader alone: as a key of the table it could hold no NULL. So for the planner this is a table
     * without one, and old versions come only where a filter or a join needs them to say that a row is gone.
     */
    ChangelogMode of(ChangelogMode requested) {
        return switch (this) {
            case NONE -> ChangelogMode.insertOnly();
            case TAKEN_BACK, BY_KEY -> withoutOldVersions(requested);
            case MOVING -> requested;
        };
    }

    private static ChangelogMode withoutOldVersions(ChangelogMode requested) {
        ChangelogMode.Builder accepted = ChangelogMode.newBuilder();
        requested.getContainedKinds().stream()
                .filter(kind -> kind != RowKind.UPDATE_BEFORE)
                .forEach(accepted::addContainedKind);
        return accepted.build();
    }
}
