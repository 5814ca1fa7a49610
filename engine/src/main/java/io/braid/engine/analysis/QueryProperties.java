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
            name("Name of the query; a name used again makes the next version of it.");
    public static final Setting<Long> STATE_TTL =
            Setting.atLeast("state.ttl.millis", 0, "How long state that is not touched is kept, in milliseconds.");
    public static final Setting<String> RESUME_ID =
            Setting.text("resume.from.query.id", "Start at the saved positions of this terminated query.");
    public static final Setting<String> RESUME_NAME =
            Setting.text("resume.from.query.name", "The same, by the name of the query.");
    public static final Setting<Long> RESUME_VERSION =
            Setting.atLeast("resume.from.query.version", 1, "With the name: which version; the newest when left out.");

    public static final List<Setting<?>> ALL = List.of(NAME, STATE_TTL, RESUME_ID, RESUME_NAME, RESUME_VERSION);

    private static final int LONGEST_NAME = 255;

    private QueryProperties() {}

    static Setting<String> name(String meaning) {
        return new Setting<>(
                "query.name", "text", QueryProperties::checkedName, null, false, false, List.of(), meaning);
    }

    private static String checkedName(String text) {
        if (text.isBlank() || text.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("expected a name of 1 to " + LONGEST_NAME + " characters");
        }
        return text;
    }

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
