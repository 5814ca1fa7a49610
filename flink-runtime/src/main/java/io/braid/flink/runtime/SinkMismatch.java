package io.braid.flink.runtime;

import io.braid.flink.job.function.TypeNames;
import io.braid.flink.runtime.PlannerComplaints.Said;
import java.util.ArrayList;
import java.util.List;

/** Which column of a query does not fit the one at its place in what it writes to. */
final class SinkMismatch {
    private SinkMismatch() {}

    /** @param query and {@code sink}: columns as the planner lists them, {@code name: TYPE} with commas between */
    static Said of(String query, String sink) {
        List<String> given = columns(TypeNames.in(query));
        List<String> wanted = columns(TypeNames.in(sink));
        if (given.size() != wanted.size()) {
            return Said.of("the query has %d columns and what it writes to has %d: (%s)"
                    .formatted(given.size(), wanted.size(), String.join(", ", wanted)));
        }
        for (int i = 0; i < given.size(); i++) {
            String from = type(given.get(i));
            String to = type(wanted.get(i));
            if (!from.equals(to)) {
                return new Said(
                        io.braid.spi.ErrorCode.INVALID_QUERY,
                        "column %d of the query is %s and does not fit %s of what it writes to"
                                .formatted(i + 1, from, named(wanted.get(i))),
                        "CAST it to " + to);
            }
        }
        return Said.of("the columns of the query do not fit what it writes to: (%s) into (%s)"
                .formatted(String.join(", ", given), String.join(", ", wanted)));
    }

    /** Commas inside of types separate nothing. */
    private static List<String> columns(String text) {
        List<String> columns = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' || c == '<' ? 1 : c == ')' || c == '>' ? -1 : 0;
            if (c == ',' && depth == 0) {
                columns.add(text.substring(start, i).strip());
                start = i + 1;
            }
        }
        if (start < text.length()) {
            columns.add(text.substring(start).strip());
        }
        return columns;
    }

    private static String type(String column) {
        return column.substring(column.indexOf(": ") + 2);
    }

    private static String named(String column) {
        int colon = column.indexOf(": ");
        return "\"" + column.substring(0, colon) + "\", which is " + column.substring(colon + 2) + ",";
    }
}
