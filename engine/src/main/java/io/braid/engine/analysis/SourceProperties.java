package io.braid.engine.analysis;

import io.braid.catalog.Relation;
import io.braid.spi.DataType;
import io.braid.spi.ErrorCode;
import io.braid.spi.Setting;
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Property;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The properties a relation may carry in FROM … WITH (…); most may stand in its own WITH as a default. */
public final class SourceProperties {
    /** How bad records are dealt with. */
    public enum OnBadRecord {
        TERMINATE,
        IGNORE,
        IGNORE_AND_LOG
    }

    /** Where a new query starts to read. */
    public enum Start {
        EARLIEST,
        LATEST,
        TIMESTAMP
    }

    /** How timestamps are written in text formats. */
    public enum TimestampFormat {
        SQL,
        ISO8601
    }

    public static final Setting<String> TIMESTAMP =
            Setting.text("timestamp", "Column that holds the event time; without it the time of the record counts.");
    public static final Setting<TimestampFormat> TIMESTAMP_FORMAT = Setting.choice(
                    "timestamp.format", TimestampFormat.class, "How timestamps are written in text formats.")
            .orElse(TimestampFormat.SQL);
    public static final Setting<Start> STARTING_POSITION = Setting.choice(
                    "starting.position", Start.class, "Where a new query starts to read.")
            .orElse(Start.LATEST);
    public static final Setting<Long> STARTING_TIMESTAMP = Setting.atLeast(
            "starting.position.timestamp.ms",
            0,
            "With TIMESTAMP: time of the oldest record that is read, in milliseconds of the epoch.");
    public static final Setting<Long> ALLOW_LATENCY = Setting.atLeast(
                    "source.allow.latency.millis",
                    1,
                    "How far a record may lag behind the newest one, in milliseconds.")
            .orElse(10_000L);
    public static final Setting<Long> IDLE_TIMEOUT = Setting.atLeast(
                    "source.idle.timeout.millis",
                    0,
                    "A partition that is silent so long no longer holds back the event time, in milliseconds.")
            .orElse(15_000L);
    public static final Setting<OnBadRecord> ON_BAD_RECORD = Setting.choice(
                    "source.deserialization.error.handling",
                    OnBadRecord.class,
                    "What happens when a record cannot be read.")
            .orElse(OnBadRecord.TERMINATE);
    public static final Setting<String> LOG_TOPIC = Setting.text(
            "source.deserialization.error.log.topic", "Takes the records that cannot be read, with IGNORE_AND_LOG.");
    public static final Setting<String> LOG_STORE = Setting.text(
            "source.deserialization.error.log.store", "Store of that topic; the relation's own when left out.");
    public static final Setting<Integer> LOG_PARTITIONS = Setting.between(
                    "source.deserialization.error.log.topic.partitions",
                    1,
                    RelationProperties.MOST_PARTITIONS,
                    "Its partitions, if it has to be created.")
            .orElse(1);
    public static final Setting<Integer> LOG_REPLICAS = Setting.between(
                    "source.deserialization.error.log.topic.replicas",
                    1,
                    RelationProperties.MOST_REPLICAS,
                    "Its replicas, if it has to be created.")
            .orElse(1);
    public static final Setting<String> STATE_TTL = Setting.text(
            "flink.sql.state.ttl", "How long a join or a GROUP BY keeps rows of this relation, such as 24h.");

    /** All of them. */
    public static final List<Setting<?>> ALL = List.of(
            TIMESTAMP,
            TIMESTAMP_FORMAT,
            STARTING_POSITION,
            STARTING_TIMESTAMP,
            ALLOW_LATENCY,
            IDLE_TIMEOUT,
            ON_BAD_RECORD,
            LOG_TOPIC,
            LOG_STORE,
            LOG_PARTITIONS,
            LOG_REPLICAS,
            STATE_TTL);

    private SourceProperties() {}

    /** What FROM says, over what the relation says. */
    public static Settings read(List<Property> written, Map<String, String> ofRelation) {
        Map<String, String> given = new LinkedHashMap<>();
        for (Setting<?> setting : ALL) {
            String value = ofRelation.get(setting.name());
            if (value != null) {
                given.put(setting.name(), value);
            }
        }
        given.putAll(texts(written));
        Settings settings;
        try {
            settings = Settings.read(ALL, given);
        } catch (StatementException e) {
            throw written.isEmpty() ? e : FlinkSql.at(written.get(0).at(), e);
        }
        if (settings.get(ON_BAD_RECORD) == OnBadRecord.IGNORE_AND_LOG && !settings.has(LOG_TOPIC)) {
            StatementException missing = Settings.missing(List.of(LOG_TOPIC.name()));
            throw written.isEmpty() ? missing : FlinkSql.at(written.get(0).at(), missing);
        }
        if (settings.get(STARTING_POSITION) == Start.TIMESTAMP && !settings.has(STARTING_TIMESTAMP)) {
            StatementException missing = Settings.missing(List.of(STARTING_TIMESTAMP.name()));
            throw written.isEmpty() ? missing : FlinkSql.at(written.get(0).at(), missing);
        }
        return settings;
    }

    /** @throws StatementException 3D008 when the event time is to come from a column that has none */
    public static void requireTimestamp(Relation relation, Settings settings) {
        var unused = SourceTables.eventTime(relation, settings);
    }

    /** Where to read from, as a plan keeps it until it is pinned: {@code earliest}, {@code latest}, {@code timestamp:1700}. */
    static String position(Settings settings) {
        Start start = settings.get(STARTING_POSITION);
        String word = start.name().toLowerCase(Locale.ROOT);
        return start == Start.TIMESTAMP
                ? word + ":" + settings.find(STARTING_TIMESTAMP).orElseThrow()
                : word;
    }

    /** Properties as texts by folded name; NULL and doubled keys are refused. */
    public static Map<String, String> texts(List<Property> properties) {
        Map<String, String> texts = new LinkedHashMap<>();
        List<String> twice = new ArrayList<>();
        for (Property property : properties) {
            if (texts.put(property.foldedKey(), property.text()) != null) {
                twice.add(property.key());
            }
        }
        if (!twice.isEmpty()) {
            throw FlinkSql.at(
                    properties.get(0).at(),
                    StatementException.of(
                            ErrorCode.INVALID_PARAMETER, "parameter \"%s\" is given twice", twice.get(0)));
        }
        return texts;
    }

    /** The event time of a row as Flink SQL over the table's own columns. */
    static String eventTime(String column, DataType type) {
        String name = FlinkSql.name(column);
        return switch (type.kind()) {
            case BIGINT -> "COALESCE(TO_TIMESTAMP_LTZ(" + name + ", 3), `$kts`)";
            case TIMESTAMP, TIMESTAMP_LTZ -> "COALESCE(CAST(" + name + " AS TIMESTAMP_LTZ(3)), `$kts`)";
            default ->
                throw StatementException.of(
                                ErrorCode.INVALID_PARAMETER,
                                "column \"%s\" of type %s cannot be the timestamp",
                                column,
                                type)
                        .hint("the timestamp is a BIGINT of milliseconds, a TIMESTAMP or a TIMESTAMP_LTZ");
        };
    }
}
