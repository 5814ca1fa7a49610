package io.braid.engine.analysis;

import io.braid.spi.ErrorCode;
import io.braid.spi.Setting;
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Property;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The properties in QUERY WITH (…). */
public final class QueryProperties {
    public static final Setting<String> NAME =
            Setting.text("query.name", "Name of the query; a name used again makes the next version of it.");
    public static final Setting<Long> STATE_TTL =
            Setting.whole("state.ttl.millis", "How long state that is not touched is kept, in milliseconds.");
    public static final Setting<String> RESUME_ID =
            Setting.text("resume.from.query.id", "Start at the saved positions of this terminated query.");
    public static final Setting<String> RESUME_NAME =
            Setting.text("resume.from.query.name", "The same, by the name of the query.");
    public static final Setting<Long> RESUME_VERSION =
            Setting.whole("resume.from.query.version", "With the name: which version; the newest when left out.");

    public static final List<Setting<?>> ALL = List.of(NAME, STATE_TTL, RESUME_ID, RESUME_NAME, RESUME_VERSION);

    private QueryProperties() {}

    static Settings read(List<Property> written) {
        Settings settings;
        try {
            settings = Settings.read(ALL, SourceProperties.texts(written));
        } catch (StatementException e) {
            throw written.isEmpty() ? e : FlinkSql.at(written.get(0).at(), e);
        }
        if (settings.has(RESUME_ID) && settings.has(RESUME_NAME)) {
            throw FlinkSql.at(
                    written.get(0).at(),
                    StatementException.of(
                            ErrorCode.INVALID_PARAMETER,
                            "resume.from.query.id and resume.from.query.name exclude each other"));
        }
        if (settings.has(RESUME_VERSION) && !settings.has(RESUME_NAME)) {
            throw FlinkSql.at(written.get(0).at(), Settings.missing(List.of(RESUME_NAME.name())));
        }
        return settings;
    }

    /** Whether the query goes on where another one stopped. */
    public static boolean resumes(Settings settings) {
        return settings.has(RESUME_ID) || settings.has(RESUME_NAME);
    }

    static Map<String, String> plannerOptions(Settings settings) {
        Map<String, String> options = new LinkedHashMap<>();
        settings.find(STATE_TTL).ifPresent(millis -> options.put("table.exec.state.ttl", millis + " ms"));
        return options;
    }
}
