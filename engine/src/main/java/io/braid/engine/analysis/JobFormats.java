package io.braid.engine.analysis;

import io.braid.catalog.Relation;
import io.braid.engine.analysis.RelationProperties.FormatName;
import java.util.Map;

/** The formats of module flink-job, as options of a table. */
public final class JobFormats {
    private JobFormats() {}

    /** @param prefix {@code value.} or {@code key.} */
    public static Map<String, String> of(String prefix, FormatName format, Relation relation) {
        return SourceTables.valueFormat(prefix, format, null, RelationProperties.of(relation));
    }
}
