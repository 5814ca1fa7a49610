package io.braid.flink.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Lets joins in time see every version of a plain changelog. To the planner such a changelog is "the newest row of each
 * key", kept by an operator that drops rows older than the one it has: a version that comes out of order, though early
 * enough for the join, would be lost, and rows of its time would meet the version before it. The join keeps versions by
 * their times itself, so here it is connected to what that operator reads. Where nobody else wants the newest rows, the
 * operator goes, and a second copy of the changelog in memory with it.
 */
final class VersionedJoins {
    private static final String JOIN = "stream-exec-temporal-join_";
    private static final String NEWEST = "stream-exec-deduplicate_";
    private static final String SINK = "stream-exec-sink_";
    /** Operators that pass rows on one by one and remember nothing. */
    private static final Set<String> PASSING = Set.of("stream-exec-exchange_", "stream-exec-calc_");

    private static final int VERSIONS = 1;

    private final ArrayNode nodes;
    private final ArrayNode edges;
    private final TreeMap<Integer, ObjectNode> byId = new TreeMap<>();

    private VersionedJoins(JsonNode plan) {
        nodes = (ArrayNode) plan.path("nodes");
        edges = (ArrayNode) plan.path("edges");
        nodes.forEach(node -> byId.put(id(node), (ObjectNode) node));
    }

    /** Changes a plan as Flink compiles it. */
    static void connect(JsonNode plan) {
        VersionedJoins joins = new VersionedJoins(plan);
        List<ObjectNode> all = List.copyOf(joins.byId.values());
        all.stream().filter(node -> type(node).startsWith(JOIN)).forEach(joins::connectOne);
        joins.dropUnread();
    }

    private void connectOne(ObjectNode join) {
        ObjectNode edge = inputs(join).get(VERSIONS);
        List<ObjectNode> way = new ArrayList<>();
        ObjectNode above = source(edge);
        while (PASSING.stream().anyMatch(type(above)::startsWith)) {
            way.add(0, above);
            above = source(inputs(above).get(0));
        }
        if (!keepsNewest(above)) {
            return;
        }
        // Others may want what is on the way, too: the join gets a way of its own.
        int from = id(source(inputs(above).get(0)));
        for (ObjectNode passed : way) {
            ObjectNode twin = passed.deepCopy().put("id", byId.lastKey() + 1);
            nodes.add(twin);
            byId.put(id(twin), twin);
            edges.add(edge.deepCopy().put("source", from).put("target", id(twin)));
            from = id(twin);
        }
        edge.put("source", from);
    }

    private static boolean keepsNewest(ObjectNode node) {
        return type(node).startsWith(NEWEST)
                && node.path("isRowtime").asBoolean()
                && node.path("keepLastRow").asBoolean()
                && !node.path("outputInsertOnly").asBoolean();
    }

    /** Takes away what no sink reads. */
    private void dropUnread() {
        Set<Integer> read = new HashSet<>();
        Deque<ObjectNode> open = new ArrayDeque<>();
        byId.values().stream().filter(node -> type(node).startsWith(SINK)).forEach(open::add);
        while (!open.isEmpty()) {
            ObjectNode target = open.remove();
            if (read.add(id(target))) {
                inputs(target).forEach(edge -> open.add(source(edge)));
            }
        }
        removeIf(nodes, node -> !read.contains(id(node)));
        removeIf(edges, edge -> !read.contains(edge.path("target").intValue()));
    }

    private static void removeIf(ArrayNode array, Predicate<JsonNode> condition) {
        for (Iterator<JsonNode> elements = array.iterator(); elements.hasNext(); ) {
            if (condition.test(elements.next())) {
                elements.remove();
            }
        }
    }

    /** Edges into a node, in the order of its inputs. */
    private List<ObjectNode> inputs(ObjectNode node) {
        List<ObjectNode> inputs = new ArrayList<>();
        for (JsonNode edge : edges) {
            if (edge.path("target").intValue() == id(node)) {
                inputs.add((ObjectNode) edge);
            }
        }
        return inputs;
    }

    private ObjectNode source(ObjectNode edge) {
        return Objects.requireNonNull(byId.get(edge.path("source").intValue()));
    }

    private static int id(JsonNode node) {
        return node.path("id").intValue();
    }

    private static String type(JsonNode node) {
        return node.path("type").asText();
    }
}
