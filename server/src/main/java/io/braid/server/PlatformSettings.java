package io.braid.server;

import static io.braid.server.SettingKinds.duration;
import static io.braid.server.SettingKinds.number;
import static io.braid.server.SettingKinds.path;
import static io.braid.server.SettingKinds.size;

import io.braid.spi.Setting;
import io.braid.spi.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything about the server that can be set. A value comes from the command line, else from the environment ({@code
 * http.port} is {@code BRAID_HTTP_PORT} there), else from a file, else it is the default.
 */
public final class PlatformSettings {
    private static final int MANY = 1_000_000;

    public static final Setting<Path> DATA =
            path("data", Path.of("braid-data"), "Directory of everything the server keeps.");

    public static final Setting<String> HTTP_HOST = Setting.text(
                    "http.host",
                    "Address to listen on; 0.0.0.0 is reachable from other machines. Use TLS or a proxy with it then.")
            .orElse("127.0.0.1");
    public static final Setting<Integer> HTTP_PORT =
            number("http.port", 8080, 0, 65_535, "Port of the statement API; 0 picks a free one.");
    public static final Setting<String> HTTP_PUBLIC_URL = Setting.text(
            "http.public.url",
            "How clients reach this server when a proxy is between, such as https://braid.example.com; else they are"
                    + " sent to the host they asked for.");
    public static final Setting<Path> HTTP_TLS_CERTIFICATE =
            path("http.tls.certificate", null, "Certificate chain as PEM; with it and its key the API speaks TLS.");
    public static final Setting<Path> HTTP_TLS_KEY =
            path("http.tls.key", null, "Private key of the certificate as PEM (PKCS #8, without password).");
    public static final Setting<Integer> HTTP_THREADS = number(
            "http.threads", 200, 16, 2_000, "Threads that answer requests; half of them may wait for statements.");

    public static final Setting<Integer> KAFKA_PORT =
            number("kafka.port", 0, 0, 65_535, "Port of the embedded Kafka broker; 0 picks a free one at each start.");
    public static final Setting<Integer> FLINK_SLOTS = number(
            "flink.slots", 64, 1, 1_000, "How many jobs the embedded Flink runs at once, times their parallelism.");
    public static final Setting<Integer> FLINK_PARALLELISM =
            number("flink.parallelism", 1, 1, 64, "Parallelism of queries that do not ask for another.");
    public static final Setting<String> FLINK_REST_URI = Setting.text(
            "flink.rest.uri",
            "REST address of a Flink session cluster, such as http://flink:8081, that takes the place of the embedded"
                    + " one.");
    public static final Setting<String> FLINK_JOB_CODE = Setting.text(
                    "flink.job.code",
                    "How what we run inside jobs gets to that cluster: upload sends it with each job, installed finds it"
                            + " among the cluster's libraries.")
            .orElse("upload");
    public static final Setting<Path> FLINK_STATE = path(
            "flink.state",
            null,
            "Directory of checkpoints and savepoints; remote clusters must see it under the same path. In the data"
                    + " directory unless it is said.");
    public static final Setting<String> FEED_HOST = Setting.text(
                    "feed.host", "Address to listen on for rows of remote jobs; used once there is a remote cluster.")
            .orElse("127.0.0.1");
    public static final Setting<Integer> FEED_PORT =
            number("feed.port", 0, 0, 65_535, "Port for rows of remote jobs; 0 picks a free one and keeps to it.");
    public static final Setting<String> FEED_PUBLIC_HOST = Setting.text(
            "feed.public.host", "Host name under which remote jobs reach this server; feed.host unless it is said.");
    public static final Setting<Duration> CHECKPOINT_INTERVAL = duration(
            "checkpoint.interval",
            Duration.ofSeconds(1),
            "How often a running query takes a checkpoint; sinks that commit exactly once show their rows this often.");
    public static final Setting<Duration> VIEW_FLUSH = duration(
            "view.flush",
            Duration.ofMillis(50),
            "How long a row of a materialized view waits for others before it is written.");

    public static final Setting<Duration> STATEMENT_WAIT = duration(
            "statement.wait",
            Duration.ofSeconds(10),
            "How long a request waits for its statement before it is told to ask again; under 60s, where clients give"
                    + " up.");
    public static final Setting<Duration> STATEMENT_RETENTION =
            duration("statement.retention", Duration.ofHours(1), "How long the result of a statement can be fetched.");
    public static final Setting<Duration> QUERY_RETENTION = duration(
            "query.retention",
            Duration.ofDays(30),
            "How long a terminated query is remembered, with the state from which it can be resumed.");
    public static final Setting<Duration> AUDIT_RETENTION =
            duration("audit.retention", Duration.ofDays(365), "How long the audit remembers a statement.");
    public static final Setting<Integer> RESULT_PARTITION_ROWS =
            number("result.partition.rows", 1_000, 1, MANY, "Rows of a result that are sent in one answer.");

    public static final Setting<Long> LIMIT_BODY =
            size("limit.body", 100L << 20, "Largest request, attachments included.");
    public static final Setting<Integer> LIMIT_STATEMENT_LENGTH = number(
            "limit.statement.length", MANY, 1, 100 * MANY, "Longest statement text of a request, in characters.");
    public static final Setting<Integer> LIMIT_STATEMENT_BATCH =
            number("limit.statement.batch", 100, 1, 10_000, "Most statements in one request.");
    public static final Setting<Integer> LIMIT_STATEMENT_CONCURRENT =
            number("limit.statement.concurrent", 64, 1, 10_000, "Most requests whose statements run at once.");
    public static final Setting<Integer> LIMIT_RESULT_ROWS =
            number("limit.result.rows", MANY, 1, 100 * MANY, "Most rows of a result that is not live.");
    public static final Setting<Integer> LIMIT_SOCKETS =
            number("limit.sockets", 256, 1, 10_000, "Most live results that are read at once; each has a thread.");

    public static final Setting<Duration> SOCKET_AUTHENTICATION = duration(
            "socket.authentication",
            Duration.ofSeconds(10),
            "How long the reader of a live result may take to show its token.");
    public static final Setting<Duration> SOCKET_PING =
            duration("socket.ping", Duration.ofSeconds(30), "How often readers of live results are pinged.");
    public static final Setting<Duration> SOCKET_IDLE = duration(
            "socket.idle",
            Duration.ofMinutes(10),
            "A reader of a live result that neither reads nor answers pings for this long is disconnected.");
    public static final Setting<Duration> TICKET_VALIDITY = duration(
            "ticket.validity",
            Duration.ofMinutes(5),
            "How long after the answer to a statement its live rows can be opened.");

    public static final Setting<Boolean> TRIAL_DATA = Setting.flag(
                    "trial.data", "Whether made-up page views, users and shipments are written to the embedded broker.")
            .orElse(false);
    public static final Setting<Integer> TRIAL_RATE =
            number("trial.rate", 24, 0, 100_000, "Rows of trial data a second.");

    /** All of them, in the order of the reference. */
    public static final List<Setting<?>> ALL = List.of(
            DATA,
            HTTP_HOST,
            HTTP_PORT,
            HTTP_PUBLIC_URL,
            HTTP_TLS_CERTIFICATE,
            HTTP_TLS_KEY,
            HTTP_THREADS,
            KAFKA_PORT,
            FLINK_SLOTS,
            FLINK_PARALLELISM,
            FLINK_REST_URI,
            FLINK_JOB_CODE,
            FLINK_STATE,
            FEED_HOST,
            FEED_PORT,
            FEED_PUBLIC_HOST,
            CHECKPOINT_INTERVAL,
            VIEW_FLUSH,
            STATEMENT_WAIT,
            STATEMENT_RETENTION,
            QUERY_RETENTION,
            AUDIT_RETENTION,
            RESULT_PARTITION_ROWS,
            LIMIT_BODY,
            LIMIT_STATEMENT_LENGTH,
            LIMIT_STATEMENT_BATCH,
            LIMIT_STATEMENT_CONCURRENT,
            LIMIT_RESULT_ROWS,
            LIMIT_SOCKETS,
            SOCKET_AUTHENTICATION,
            SOCKET_PING,
            SOCKET_IDLE,
            TICKET_VALIDITY,
            TRIAL_DATA,
            TRIAL_RATE);

    private final Settings settings;

    private PlatformSettings(Settings settings) {
        this.settings = settings;
        if (find(HTTP_TLS_CERTIFICATE).isPresent() != find(HTTP_TLS_KEY).isPresent()) {
            throw new SettingsException("settings \"http.tls.certificate\" and \"http.tls.key\" need each other");
        }
    }

    /**
     * @param file of lines {@code name = value}
     * @param environment of the process; what does not start with {@code BRAID_} is nothing of ours
     * @param given on the command line
     * @throws SettingsException for anything misspelt
     */
    public static PlatformSettings read(
            Optional<Path> file, Map<String, String> environment, Map<String, String> given) {
        return new PlatformSettings(new SettingSources(ALL).read(file, environment, given));
    }

    public <T> T get(Setting<T> setting) {
        return settings.get(setting);
    }

    public <T> Optional<T> find(Setting<T> setting) {
        return settings.find(setting);
    }
}
