package io.braid.engine.analysis;

import io.braid.spi.Setting;
import java.util.List;

/** The properties of CREATE MATERIALIZED VIEW. */
public final class ViewProperties {
    public static final Setting<Long> RETENTION =
            Setting.atLeast("retention.millis", 1, "How long a row is kept, in milliseconds; for ever when left out.");
    public static final Setting<String> TIMESTAMP =
            Setting.text("timestamp", "Column that retention is measured on; the time of writing when left out.");
    public static final Setting<String> NAME = QueryProperties.name("Name of the query that fills the view.");

    public static final List<Setting<?>> ALL = List.of(RETENTION, TIMESTAMP, NAME);

    private ViewProperties() {}
}
