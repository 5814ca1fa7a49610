package io.braid.flink.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Records and queries made by chance: two streams {@code a} and {@code b} of the same columns, a changelog {@code c} of
 * versions, and queries over them in our language beside what means the same in Flink's batch mode.
 *
 * <p>No sums of floating point numbers, whose end depends on the order of rows, and no two versions of one time.
 */
final class RandomQueries {
    static final String COLUMNS = "id BIGINT, ts BIGINT, k VARCHAR, v BIGINT, w BIGINT, flag BOOLEAN";
    /** Rows of this key come last and only make time pass; every query leaves them out. */
    static final String END = "end";

    private static final long START_MILLIS = 1_704_067_200_000L;
    private static final int SPAN_MILLIS = 120_000;
    private static final int DISORDER_MILLIS = 4_000;
    private static final String READING =
            " WITH ('starting.position' = 'earliest', 'source.allow.latency.millis' = " + DISORDER_MILLIS + ")";
    private static final String REAL = "k <> '" + END + "'";

    /** One row of {@code a} or {@code b}. */
    record Event(
            long id,
            long millis,
            String key,
            @Nullable Long v,
            long w,
            @Nullable Boolean flag) {
        String json() {
            return String.format(
                    Locale.ROOT,
                    "{\"id\":%d,\"ts\":%d,\"k\":\"%s\",\"v\":%s,\"w\":%d,\"flag\":%s}",
                    id,
                    millis,
                    key,
                    v,
                    w,
                    flag);
        }
    }

    /** A query and its twin. */
    record Twins(String live, String batch) {}

    private final Random random;

    RandomQueries(long seed) {
        random = new Random(seed);
    }

    /** Rows in the order they are written: event times go up, each up to {@link #DISORDER_MILLIS} late. */
    List<Event> events(int count) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long millis = START_MILLIS + (long) SPAN_MILLIS * i / count + random.nextInt(DISORDER_MILLIS);
            events.add(new Event(
                    i,
                    millis,
                    key(),
                    random.nextInt(5) == 0 ? null : (long) random.nextInt(20) - 5,
                    random.nextInt(4),
                    random.nextInt(4) == 0 ? null : random.nextBoolean()));
        }
        return events;
    }

    /** What makes time pass on a source, for windows and for partners that might still come. */
    static List<Event> end() {
        return IntStream.of(1, 2)
                .mapToObj(i -> new Event(-i, START_MILLIS + 3_600_000L * i, END, 0L, 0, true))
                .toList();
    }

    Twins next(int shape) {
        return switch (shape % 16) {
            case 0 -> sameOf("SELECT id, " + scalar("") + " AS x, " + text("") + " AS y FROM a" + " WHERE " + where());
            case 1 -> sameOf("SELECT DISTINCT k, " + scalar("") + " AS x FROM a WHERE " + where());
            case 2 -> sameOf("SELECT k, w, " + aggregates() + " FROM a WHERE " + where() + " GROUP BY k, w");
            case 3 ->
                sameOf("SELECT " + text("") + " AS y, " + aggregates() + " FROM a WHERE " + where() + " GROUP BY "
                        + lastText + " HAVING COUNT(*) > " + random.nextInt(4));
            case 4 -> window("TUMBLE(a, SIZE %d SECONDS)", "TUMBLE(TABLE a, DESCRIPTOR(t), INTERVAL '%d' SECOND)", 1);
            case 5 ->
                window(
                        "HOP(a, SIZE %2$d SECONDS, ADVANCE BY %1$d SECONDS)",
                        "HOP(TABLE a, DESCRIPTOR(t), INTERVAL '%d' SECOND, INTERVAL '%d' SECOND)",
                        1 + random.nextInt(3));
            case 6 ->
                window(
                        "CUMULATE(a, SIZE %2$d SECONDS, STEP %1$d SECONDS)",
                        "CUMULATE(TABLE a, DESCRIPTOR(t), INTERVAL '%d' SECOND, INTERVAL '%d' SECOND)",
                        1 + random.nextInt(3));
            case 7 -> session();
            case 8 -> within("JOIN");
            case 9 -> within("LEFT JOIN");
            case 10 -> versions();
            case 11 ->
                sameOf("SELECT k, " + scalar("") + " AS x FROM a WHERE " + where() + " "
                        + pick("UNION", "INTERSECT", "EXCEPT") + " SELECT k, " + scalar("") + " AS x FROM b WHERE "
                        + where());
            case 12 ->
                sameOf("SELECT id, k FROM a WHERE " + where() + " AND k IN (SELECT k FROM b WHERE " + where() + ")");
            case 13 ->
                sameOf("SELECT l.k, l.n, r.m FROM (SELECT k, COUNT(*) AS n FROM a WHERE " + where()
                        + " GROUP BY k) l JOIN (SELECT k, " + pick("MAX", "MIN", "SUM") + "(v) AS m FROM b WHERE "
                        + where()
                        + " GROUP BY k) r ON l.k = r.k");
            case 14 ->
                sameOf("SELECT k, rn, w, n FROM (SELECT k, w, n, ROW_NUMBER() OVER (PARTITION BY k ORDER BY n DESC, w)"
                        + " AS rn FROM (SELECT k, w, COUNT(*) AS n FROM a WHERE " + where()
                        + " GROUP BY k, w)) WHERE rn <= "
                        + (1 + random.nextInt(2)));
            default ->
                sameOf("SELECT l.id AS lid, r.id AS rid, " + scalar("r.") + " AS x FROM a l JOIN b r"
                        + " ON l.k = r.k AND l.w = r.w WHERE l." + REAL + " AND " + condition("l.", 1));
        };
    }

    /** The same words on both sides but for how relations are read. */
    private static Twins sameOf(String sql) {
        return new Twins(sql.replaceAll("(FROM|JOIN) ([ab])\\b( [lr]\\b)?", "$1 $2$3" + READING), sql);
    }

    private Twins window(String live, String batch, int factor) {
        int step = 1 + random.nextInt(15);
        String rest = " WHERE " + where() + " GROUP BY window_start, window_end, k";
        String select = "SELECT window_start, window_end, k, " + aggregates() + " FROM ";
        return new Twins(
                select + String.format(Locale.ROOT, live, step, step * factor) + READING + rest,
                select + "TABLE(" + String.format(Locale.ROOT, batch, step, step * factor) + ")" + rest);
    }

    /** Batch mode knows no sessions: they are what lies between silences. */
    private Twins session() {
        int gap = 1 + random.nextInt(8);
        String aggregates = aggregates();
        return new Twins(
                "SELECT window_start, window_end, k, " + aggregates + " FROM SESSION(a PARTITION BY k, GAP " + gap
                        + " SECONDS)" + READING + " WHERE " + REAL + " GROUP BY window_start, window_end, k",
                "SELECT MIN(t), MAX(t) + INTERVAL '" + gap + "' SECOND, k, " + aggregates
                        + " FROM (SELECT *, SUM(fresh) OVER (PARTITION BY k ORDER BY ts, id) AS n FROM (SELECT *,"
                        + " CASE WHEN ts - LAG(ts) OVER (PARTITION BY k ORDER BY ts, id) <= " + gap * 1000
                        + " THEN 0 ELSE 1 END AS fresh FROM a WHERE " + REAL + ")) GROUP BY k, n");
    }

    private Twins within(String join) {
        int seconds = 1 + random.nextInt(5);
        String select = "SELECT l.id AS lid, r.id AS rid, " + scalar("l.") + " AS x FROM a l";
        String on = " ON l.k = r.k AND l.w = r.w";
        String where = " WHERE l." + REAL;
        return new Twins(
                select + READING + " " + join + " b r" + READING + " WITHIN " + seconds + " SECONDS" + on + where,
                select + " " + join + " b r" + on + " AND ABS(l.ts - r.ts) <= " + seconds * 1000 + where);
    }

    /** Each row with the newest version that is not newer than itself. */
    private Twins versions() {
        String join = pick("JOIN", "LEFT JOIN");
        String x = scalar("l.");
        return new Twins(
                "SELECT l.id, " + x + " AS x, c.v AS level FROM a l" + READING + " " + join + " c" + READING
                        + " ON l.k = c.k WHERE l." + REAL,
                "SELECT id, x, level FROM (SELECT l.id, " + x
                        + " AS x, c.v AS level, ROW_NUMBER() OVER (PARTITION BY l.id"
                        + " ORDER BY c.ts DESC) AS rn FROM a l " + join + " c ON l.k = c.k AND c.ts <= l.ts WHERE l."
                        + REAL + ") WHERE rn = 1");
    }

    private String lastText = "";

    private String where() {
        return REAL + " AND " + condition("", 2);
    }

    private String condition(String of, int depth) {
        if (depth > 0 && random.nextInt(3) > 0) {
            String left = condition(of, depth - 1);
            return switch (random.nextInt(3)) {
                case 0 -> "(" + left + " AND " + condition(of, depth - 1) + ")";
                case 1 -> "(" + left + " OR " + condition(of, depth - 1) + ")";
                default -> "NOT (" + left + ")";
            };
        }
        return switch (random.nextInt(7)) {
            case 0 -> of + "flag";
            case 1 -> of + "v IS " + pick("", "NOT ") + "NULL";
            case 2 -> of + "k " + pick("IN ('x', 'y')", "LIKE 'x%'", "<> 'z'", "BETWEEN 'x' AND 'yy'");
            case 3 -> of + "flag IS " + pick("TRUE", "NOT TRUE", "FALSE");
            case 4 -> "COALESCE(" + of + "v, 3) <> " + random.nextInt(10);
            default -> scalar(of) + " " + pick("<", ">=", "=", "<>") + " " + (random.nextInt(20) - 5);
        };
    }

    private String scalar(String of) {
        return switch (random.nextInt(7)) {
            case 0 -> of + "v + " + of + "w";
            case 1 -> of + "v * 2 - " + of + "w";
            case 2 -> "ABS(" + of + "v)";
            case 3 -> "CASE WHEN " + of + "flag THEN " + of + "v ELSE " + of + "w END";
            case 4 -> "COALESCE(NULLIF(" + of + "w, 1), " + of + "v)";
            case 5 -> "MOD(" + of + "v, 3)";
            default -> of + "w";
        };
    }

    private String text(String of) {
        lastText = switch (random.nextInt(4)) {
            case 0 -> "UPPER(" + of + "k)";
            case 1 -> "SUBSTRING(" + of + "k, 1, 1)";
            case 2 -> of + "k || '-' || CAST(" + of + "w AS VARCHAR)";
            default -> "LOWER(" + of + "k)";
        };
        return lastText;
    }

    private String aggregates() {
        return "COUNT(*) AS n, "
                + pick(
                        "SUM(v) AS x",
                        "MIN(v) AS x, MAX(w) AS y",
                        "COUNT(v) AS x",
                        "COUNT(DISTINCT v) AS x",
                        "SUM(CASE WHEN flag THEN 1 ELSE 0 END) AS x",
                        "MAX(v) AS x, COUNT(DISTINCT w) AS y",
                        "SUM(DISTINCT v) AS x");
    }

    private String key() {
        return pick("x", "y", "z", "xx", "yy", "Zeta");
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
