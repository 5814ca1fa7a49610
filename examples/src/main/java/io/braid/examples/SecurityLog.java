package io.braid.examples;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** An hour of a cloud's audit log: people work, a script guesses a password, and somebody deletes what he should not. */
final class SecurityLog implements Application {
    private static final int EVENTS = 400;
    private static final int PEOPLE = 12;
    private static final long HOUR = 3_600_000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final List<String> TYPES = List.of("login", "read", "read", "read", "update", "delete");

    @Override
    public String name() {
        return "security-log";
    }

    @Override
    public List<Event> events(long seed) {
        Random random = new Random(seed);
        Story story = new Story(random, 3_000);
        network(story, "10.1", "office", 0);
        network(story, "10.2", "office", 0);
        network(story, "185.220", "exit node", 90);
        for (int i = 0; i < EVENTS; i++) {
            int person = random.nextInt(PEOPLE);
            String type = TYPES.get(random.nextInt(TYPES.size()));
            int status = type.equals("login") && random.nextInt(6) == 0 ? 401 : 200;
            String ip = "10." + (1 + person % 2) + ".0." + person;
            String environment = type.equals("delete") ? "test" : random.nextInt(2) == 0 ? "prod" : null;
            event(
                    story,
                    MORNING + random.nextInt((int) HOUR),
                    type,
                    "user-" + person,
                    ip,
                    "browser",
                    status,
                    environment,
                    i);
        }
        for (int i = 0; i < 30; i++) {
            event(
                    story,
                    MORNING + 20 * 60_000 + i * 4_000L,
                    "login",
                    "user-3",
                    "185.220.101.7",
                    i % 2 == 0 ? "curl" : "python",
                    401,
                    null,
                    1_000 + i);
        }
        event(story, MORNING + 40 * 60_000, "delete", "user-5", "10.2.0.5", "terraform", 200, "prod", 2_000);
        story.nonsense(MORNING + 41 * 60_000, "audit_log", "<xml>not json</xml>");
        story.tell(
                MORNING + 42 * 60_000,
                "audit_log",
                "eventType",
                "org.other.noise",
                "eventTime",
                TIME.format(Instant.ofEpochMilli(MORNING + 42 * 60_000)),
                "data",
                Map.of());
        event(story, MORNING + 3 * HOUR, "read", "user-0", "10.1.0.0", "browser", 200, null, 3_000);
        return story.told();
    }

    private static void network(Story story, String network, String reputation, int score) {
        long since = MORNING - HOUR;
        story.tell(
                since, "audit_networks", "network", network, "reputation", reputation, "score", score, "since", since);
    }

    private static void event(
            Story story,
            long at,
            String type,
            String principal,
            String ip,
            String agent,
            int status,
            @Nullable String environment,
            int number) {
        Map<String, @Nullable Object> tags = Story.object("ops", Story.object("env", environment));
        story.tell(
                at,
                "audit_log",
                "eventType",
                "com.cloud." + type,
                "eventTime",
                TIME.format(Instant.ofEpochMilli(at)),
                "data",
                Story.object(
                        "identity",
                        Story.object("principalName", principal, "ipAddress", ip),
                        "request",
                        Story.object(
                                "id",
                                "r-" + number,
                                "headers",
                                Story.object("User-Agent", List.of(agent), "opc-request-id", List.of("opc-" + number))),
                        "response",
                        Story.object("status", Integer.toString(status)),
                        "message",
                        "did " + type + " on ocid1.bucket." + (number % 10) + "x, well",
                        "definedTags",
                        environment == null ? null : tags));
    }
}
