package io.braid.flink.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/**
 * What becomes of a plan that Flink compiled before it is kept: joins see all versions, times before 1970 are cast as the
 * calendar has them, and plans of one statement are equal. Flink names the state of an operator after the id of its node in the
 * plan, and takes the ids from a counter that runs as long as the JVM: without this the same statement compiled twice
 * could not be restored from its own state.
 */
final class CompiledPlans {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CompiledPlans() {}

    /** @return with its nodes numbered from 1 in the order of the text */
    static String finished(String plan) {
        try {
            JsonNode root = JSON.readTree(plan);
            VersionedJoins.connect(root);
            EarlyTimes.mend(root);
            Map<Integer, Integer> numbers = new HashMap<>();
            for (JsonNode node : root.path("nodes")) {
                int number = numbers.size() + 1;
                numbers.put(node.path("id").intValue(), number);
                ((ObjectNode) node).put("id", number);
            }
            for (JsonNode edge : root.path("edges")) {
                ((ObjectNode) edge)
                        .put("source", numbers.get(edge.path("source").intValue()));
                ((ObjectNode) edge)
                        .put("target", numbers.get(edge.path("target").intValue()));
            }
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Flink's plan is not JSON", e);
        }
    }
}
