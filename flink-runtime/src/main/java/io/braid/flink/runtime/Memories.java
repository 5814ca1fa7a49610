package io.braid.flink.runtime;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which operators of a compiled plan remember rows: such a job cannot begin in the middle of its input. */
final class Memories {
    private static final Pattern NODE = Pattern.compile("\"type\"\\s*:\\s*\"stream-exec-([a-z-]+)_\\d+\"");

    /** Operators that forget each row once it is through. */
    private static final List<String> FORGETFUL = List.of(
            "table-source-scan",
            "calc",
            "watermark-assigner",
            "sink",
            "correlate",
            "union",
            "expand",
            "values",
            "exchange");

    private static final Map<String, String> WORDS = Map.of(
            "match", "MATCH_RECOGNIZE",
            "over-aggregate", "OVER",
            "interval-join", "a join",
            "temporal-join", "a join",
            "join", "a join",
            "multi-join", "a join",
            "deduplicate", "a changelog",
            "changelog-normalize", "a changelog");

    private Memories() {}

    static List<String> of(String compiled) {
        TreeSet<String> found = new TreeSet<>();
        Matcher nodes = NODE.matcher(compiled);
        while (nodes.find()) {
            String node = nodes.group(1);
            if (!FORGETFUL.contains(node)) {
                found.add(WORDS.getOrDefault(node, "an aggregation"));
            }
        }
        return List.copyOf(found);
    }
}
