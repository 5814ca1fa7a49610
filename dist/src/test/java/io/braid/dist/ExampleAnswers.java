package io.braid.dist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.braid.examples.Event;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the examples' questions must answer, worked out from the events with loops and maps. */
final class ExampleAnswers {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MINUTE = 60_000;
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private ExampleAnswers() {}

    static List<List<List<@Nullable String>>> of(String application, List<Event> events) {
        return switch (application) {
            case "card-fraud" -> cardFraud(events);
            case "patient-vitals" -> patientVitals(events);
            case "flight-disruption" -> flightDisruption(events);
            case "support-context" -> supportContext(events);
            case "security-log" -> securityLog(events);
            default -> throw new IllegalArgumentException(application);
        };
    }

    private static List<List<List<@Nullable String>>> cardFraud(List<Event> events) {
        List<JsonNode> cards = values(events, "cards");
        List<JsonNode> payments = new ArrayList<>(values(events, "card_payments"));
        payments.sort(Comparator.comparingLong(p -> p.get("paid_at").asLong()));
        payments.remove(payments.size() - 1); // nothing comes after it, so it waits
        List<List<@Nullable String>> alerts = new ArrayList<>();
        Map<String, Integer> counts = new TreeMap<>();
        Map<String, BigDecimal> sums = new TreeMap<>();
        for (JsonNode payment : payments) {
            long at = payment.get("paid_at").asLong();
            JsonNode card = Objects.requireNonNull(
                    newest(cards, "card_id", payment.get("card_id").asText(), "updated_at", at));
            long recent = 0;
            BigDecimal hour = BigDecimal.ZERO;
            for (JsonNode other : payments) {
                long before = at - other.get("paid_at").asLong();
                if (other.get("card_id").equals(payment.get("card_id")) && before >= 0) {
                    recent += before <= 10 * MINUTE ? 1 : 0;
                    hour = before <= 60 * MINUTE ? hour.add(amount(other)) : hour;
                }
            }
            String country = payment.get("merchant").get("country").asText();
            boolean abroad = !country.equals(card.get("home_country").asText());
            boolean much = hour.compareTo(card.get("daily_limit").decimalValue()) > 0;
            int score = (recent >= 5 ? 40 : 0) + (abroad ? 30 : 0) + (much ? 50 : 0);
            if (score >= 50) {
                alerts.add(row(
                        payment.get("tx_id").asText(), payment.get("card_id").asText(), score));
            }
            counts.merge(country, 1, Integer::sum);
            sums.merge(country, amount(payment), BigDecimal::add);
        }
        alerts.sort(Comparator.<List<@Nullable String>>comparingInt(row -> -Integer.parseInt(row.get(2)))
                .thenComparing(row -> row.get(0)));
        assertPlanted(alerts, "card-007");
        assertPlanted(alerts, "card-021");
        List<List<@Nullable String>> spending = new ArrayList<>();
        counts.forEach((country, count) -> spending.add(row(
                country,
                count,
                sums.getOrDefault(country, BigDecimal.ZERO).setScale(2).toPlainString())));
        return List.of(alerts, List.of(row("card-013", 2, "899.00")), spending);
    }

    private static BigDecimal amount(JsonNode payment) {
        return new BigDecimal(payment.get("amount").asText());
    }

    private static void assertPlanted(List<List<@Nullable String>> rows, String id) {
        if (rows.stream().noneMatch(row -> row.contains(id))) {
            throw new AssertionError("the planted case " + id + " is missing from " + rows);
        }
    }

    private static List<List<List<@Nullable String>>> patientVitals(List<Event> events) {
        record Reading(String patient, String kind, double measured, long at) {}
        List<Reading> readings = new ArrayList<>();
        for (JsonNode message : values(events, "monitors")) {
            long at = Instant.parse(message.get("measured_at").asText()).toEpochMilli();
            for (JsonNode reading : message.get("readings")) {
                if (!reading.get("value").isNull()) {
                    readings.add(new Reading(
                            message.get("patient_id").asText(),
                            reading.get("kind").asText(),
                            reading.get("value").asDouble(),
                            at));
                }
            }
        }
        Map<List<Object>, double[]> windows = new LinkedHashMap<>();
        Map<List<String>, double[]> newest = new TreeMap<>(Comparator.comparing(List::toString));
        for (Reading reading : readings) {
            long first = Math.floorDiv(reading.at(), MINUTE) * MINUTE - 4 * MINUTE;
            for (long start = first; start <= reading.at(); start += MINUTE) {
                double[] sum = windows.computeIfAbsent(
                        List.of(start + 5 * MINUTE, reading.patient(), reading.kind()), unseen -> new double[2]);
                sum[0] += reading.measured();
                sum[1]++;
            }
            double[] last = newest.computeIfAbsent(List.of(reading.patient(), reading.kind()), unseen -> new double[2]);
            last[0]++;
            last[1] = reading.measured();
        }
        Map<List<String>, long[]> alarms = new TreeMap<>(Comparator.comparing(List::toString));
        windows.forEach((window, sum) -> {
            String alarm = alarm((String) window.get(2), sum[0] / sum[1]);
            if (!alarm.isEmpty()) {
                long[] seen = alarms.computeIfAbsent(
                        List.of((String) window.get(1), alarm), unseen -> new long[] {0, Long.MAX_VALUE});
                seen[0]++;
                seen[1] = Math.min(seen[1], (Long) window.get(0));
            }
        });
        List<List<@Nullable String>> alarmed = new ArrayList<>();
        alarms.forEach((key, seen) ->
                alarmed.add(row(key.get(0), key.get(1), seen[0], TIMESTAMP.format(Instant.ofEpochMilli(seen[1])))));
        assertPlanted(alarmed, "p-03");
        assertPlanted(alarmed, "p-08");
        List<List<@Nullable String>> last = new ArrayList<>();
        newest.forEach((key, seen) -> last.add(row(key.get(0), key.get(1), (long) seen[0], seen[1])));
        return List.of(alarmed, last);
    }

    private static String alarm(String kind, double mean) {
        if (kind.equals("heart_rate")) {
            return mean > 120 ? "tachycardia" : mean < 45 ? "bradycardia" : "";
        }
        return mean < 90 ? "hypoxia" : "";
    }

    private static List<List<List<@Nullable String>>> flightDisruption(List<Event> events) {
        List<JsonNode> statuses = values(events, "flight_status");
        List<JsonNode> passengers = values(events, "flight_passengers");
        List<List<@Nullable String>> queue = new ArrayList<>();
        Map<String, int[]> load = new TreeMap<>();
        for (JsonNode status : statuses) {
            boolean cancelled = status.get("status").asText().equals("CANCELLED");
            String flight = status.get("flight").asText();
            if (flight.equals("BR199")
                    || !(cancelled || status.get("delay_minutes").asInt() >= 120)) {
                continue; // the last one waits for one after it
            }
            long at = status.get("at").asLong();
            for (JsonNode booking : values(events, "flight_bookings")) {
                boolean near = Math.abs(at - booking.get("booked_at").asLong()) <= 24 * 60 * MINUTE;
                if (booking.get("flight").asText().equals(flight) && near) {
                    String id = booking.get("passenger_id").asText();
                    JsonNode passenger = newest(passengers, "passenger_id", id, "updated_at", at);
                    String tier =
                            passenger == null ? "none" : passenger.get("tier").asText();
                    String seating = passenger == null
                            ? "any"
                            : passenger.get("preferences").get("seating").asText();
                    queue.add(row(booking.get("booking_id").asText(), flight, id, tier, seating));
                    int[] counts = load.computeIfAbsent(flight, unseen -> new int[2]);
                    counts[0]++;
                    counts[1] += tier.equals("gold") ? 1 : 0;
                }
            }
        }
        List<String> ranks = List.of("gold", "silver");
        queue.sort(Comparator.<List<@Nullable String>>comparingInt(
                        row -> ranks.contains(row.get(3)) ? ranks.indexOf(row.get(3)) : 2)
                .thenComparing(row -> row.get(0)));
        List<List<@Nullable String>> loads = new ArrayList<>();
        load.forEach((flight, counts) -> loads.add(row(flight, counts[0], counts[1])));
        Map<String, Integer> worst = new TreeMap<>();
        Set<String> cancelled = new HashSet<>();
        for (JsonNode status : statuses) {
            String flight = status.get("flight").asText();
            worst.merge(flight, status.get("delay_minutes").asInt(), Math::max);
            if (status.get("status").asText().equals("CANCELLED")) {
                cancelled.add(flight);
            }
        }
        List<List<@Nullable String>> trouble = new ArrayList<>();
        worst.forEach((flight, delay) -> {
            if (cancelled.contains(flight) || delay >= 120) {
                trouble.add(row(flight, delay, cancelled.contains(flight)));
            }
        });
        return List.of(queue, loads, trouble);
    }

    private static List<List<List<@Nullable String>>> supportContext(List<Event> events) {
        Map<String, JsonNode> accounts = new TreeMap<>();
        for (Event event : events) {
            if (event.topic().equals("support_accounts")) {
                String id = read(event.key()).get("account_id").asText();
                accounts.remove(id);
                if (event.value() != null) {
                    accounts.put(id, read(event.value()));
                }
            }
        }
        Map<String, String> owners = new TreeMap<>();
        values(events, "support_tickets")
                .forEach(ticket -> owners.put(
                        ticket.get("ticket_id").asText(),
                        ticket.get("account_id").asText()));
        Map<String, Set<String>> tickets = new TreeMap<>();
        Map<String, int[]> facts = new TreeMap<>();
        Map<String, List<String>> lines = new TreeMap<>();
        for (JsonNode message : values(events, "support_messages")) {
            String ticket = message.get("ticket_id").asText();
            String account = owners.get(ticket);
            JsonNode meta = message.get("meta").isNull()
                    ? null
                    : read(message.get("meta").asText());
            tickets.computeIfAbsent(account, unseen -> new TreeSet<>()).add(ticket);
            int[] counts = facts.computeIfAbsent(account, unseen -> new int[2]);
            counts[0]++;
            counts[1] += meta != null && meta.get("mood").asText().equals("angry") ? 1 : 0;
            lines.computeIfAbsent(ticket, unseen -> new ArrayList<>())
                    .add(message.get("author").asText() + ": "
                            + message.get("body").asText().strip());
        }
        List<List<@Nullable String>> context = new ArrayList<>();
        accounts.forEach((id, account) -> {
            int[] counts = facts.get(id);
            if (counts != null) {
                context.add(row(
                        id,
                        account.get("company").asText(),
                        account.get("plan").asText(),
                        tickets.getOrDefault(id, Set.of()).size(),
                        counts[0],
                        counts[1]));
            }
        });
        List<List<@Nullable String>> most = new ArrayList<>();
        lines.forEach((ticket, said) ->
                most.add(row(ticket, said.size(), String.join(" / ", said).length())));
        most.sort(Comparator.<List<@Nullable String>>comparingInt(row -> -Integer.parseInt(row.get(1)))
                .thenComparing(row -> row.get(0)));
        return List.of(context, most.subList(0, 5));
    }

    private static List<List<List<@Nullable String>>> securityLog(List<Event> events) {
        List<JsonNode> networks = values(events, "audit_networks");
        Map<List<Object>, Integer> failures = new LinkedHashMap<>();
        Map<String, int[]> risk = new TreeMap<>();
        Map<String, Set<String>> addresses = new TreeMap<>();
        List<JsonNode> log = values(events, "audit_log");
        for (int i = 0; i < log.size(); i++) {
            JsonNode entry = log.get(i);
            if (!entry.get("eventType").asText().startsWith("com.cloud.")) {
                continue;
            }
            long at = Instant.parse(entry.get("eventTime").asText()).toEpochMilli();
            String type = entry.get("eventType").asText().substring("com.cloud.".length());
            JsonNode data = entry.get("data");
            String principal = data.get("identity").get("principalName").asText();
            String ip = data.get("identity").get("ipAddress").asText();
            int status = Integer.parseInt(data.get("response").get("status").asText());
            if (type.equals("login") && (status == 401 || status == 403)) {
                long start = Math.floorDiv(at, 5 * MINUTE) * 5 * MINUTE;
                failures.merge(List.of(start, principal, ip), 1, Integer::sum);
                failures.merge(List.of(start - 5 * MINUTE, principal, ip), 1, Integer::sum);
            }
            if (i == log.size() - 1) {
                continue; // it waits for one after it
            }
            String[] parts = ip.split("\\.", -1);
            JsonNode network = newest(networks, "network", parts[0] + "." + parts[1], "since", at);
            boolean prod = !data.get("definedTags").isNull()
                    && data.get("definedTags").get("ops").get("env").asText().equals("prod");
            int[] counts = risk.computeIfAbsent(principal, unseen -> new int[3]);
            counts[0]++;
            counts[1] = Math.max(
                    counts[1], network == null ? 0 : network.get("score").asInt());
            counts[2] += type.equals("delete") && prod ? 1 : 0;
            addresses.computeIfAbsent(principal, unseen -> new TreeSet<>()).add(ip);
        }
        Map<List<String>, Integer> guessing = new TreeMap<>(Comparator.comparing(List::toString));
        failures.forEach((window, count) -> {
            if (count >= 5) {
                guessing.merge(List.of((String) window.get(1), (String) window.get(2)), count, Math::max);
            }
        });
        List<List<@Nullable String>> guessers = new ArrayList<>();
        guessing.forEach((who, count) -> guessers.add(row(who.get(0), who.get(1), count)));
        assertPlanted(guessers, "user-3");
        List<List<@Nullable String>> risky = new ArrayList<>();
        risk.forEach((principal, counts) -> {
            if (counts[1] >= 80 || counts[2] > 0) {
                risky.add(row(
                        principal,
                        counts[0],
                        counts[1],
                        addresses.getOrDefault(principal, Set.of()).size(),
                        counts[2]));
            }
        });
        assertPlanted(risky, "user-5");
        return List.of(guessers, risky);
    }

    /** The values of a topic that are JSON, in the order in which they were written. */
    private static List<JsonNode> values(List<Event> events, String topic) {
        List<JsonNode> values = new ArrayList<>();
        for (Event event : events) {
            if (event.topic().equals(topic) && event.value() != null) {
                try {
                    values.add(JSON.readTree(event.value()));
                } catch (IOException e) {
                    // what cannot be read is ignored, as the application asks for
                }
            }
        }
        return values;
    }

    private static JsonNode read(@Nullable String json) {
        try {
            return JSON.readTree(String.valueOf(json));
        } catch (IOException e) {
            throw new AssertionError(json, e);
        }
    }

    /** The newest version of a thing at a time; null when there is none yet. */
    private static @Nullable JsonNode newest(List<JsonNode> all, String key, String wanted, String time, long at) {
        JsonNode newest = null;
        for (JsonNode one : all) {
            boolean later =
                    newest == null || one.get(time).asLong() >= newest.get(time).asLong();
            if (one.get(key).asText().equals(wanted) && one.get(time).asLong() <= at && later) {
                newest = one;
            }
        }
        return newest;
    }

    private static List<@Nullable String> row(Object... cells) {
        return Arrays.stream(cells).map(String::valueOf).toList();
    }
}
