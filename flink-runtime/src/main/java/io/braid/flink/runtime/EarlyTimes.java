package io.braid.flink.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Casts of times before 1970. Flink's division rounds towards 1970: what is not midnight would be cast to the next DATE, and
 * to no TIME at all. In a compiled plan such a cast takes the midnight before for its DATE, and for its TIME the same
 * moment of a day that is late enough.
 */
final class EarlyTimes {
    private static final Set<String> CASTS = Set.of("$CAST$1", "$TRY_CAST$1");
    private static final Pattern CAST_IN_SQL = Pattern.compile(" AS (?:DATE|TIME(?:\\(\\d\\))?)\\)");

    /** Later than 1970 from the first year on, and no later than the planner can count from the last one. */
    private static final long DAYS = 730_000;

    private EarlyTimes() {}

    /** Whether a SELECT may have such a cast. */
    static boolean occurIn(String select) {
        return CAST_IN_SQL.matcher(select).find();
    }

    /** Changes a plan as Flink compiles it. */
    static void mend(JsonNode node) {
        node.forEach(EarlyTimes::mend);
        if (!(node instanceof ObjectNode call)
                || !CASTS.contains(call.path("internalName").asText())
                || !(call.path("operands").path(0) instanceof ObjectNode value)
                || !value.path("type").asText().startsWith("TIMESTAMP")) {
            return;
        }
        String to = call.path("type").asText();
        if (to.startsWith("DATE")) {
            call.set("operands", one(midnight(value)));
        } else if (to.startsWith("TIME(")) {
            call.set("operands", one(later(value)));
        }
    }

    private static ArrayNode one(JsonNode operand) {
        return JsonNodeFactory.instance.arrayNode().add(operand);
    }

    /** {@code FLOOR(value TO DAY)}. */
    private static ObjectNode midnight(ObjectNode value) {
        ObjectNode floor = call("$FLOOR$1", value);
        ObjectNode unit = floor.withArray("operands").addObject();
        unit.put("kind", "LITERAL").put("symbol", "TIME_UNIT_RANGE").put("value", "DAY");
        unit.putObject("type").put("type", "SYMBOL").put("nullable", false);
        return floor;
    }

    /** {@code value} and an interval of days. */
    private static ObjectNode later(ObjectNode value) {
        ObjectNode sum = call("$+$1", value).put("syntax", "SPECIAL");
        sum.withArray("operands")
                .addObject()
                .put("kind", "LITERAL")
                .put("value", String.valueOf(Duration.ofDays(DAYS).toMillis()))
                .put("type", "INTERVAL SECOND(3) NOT NULL");
        return sum;
    }

    /** A call that gives what its first operand is. */
    private static ObjectNode call(String name, ObjectNode value) {
        ObjectNode call = JsonNodeFactory.instance.objectNode();
        call.put("kind", "CALL").put("internalName", name);
        call.set("operands", one(value.deepCopy()));
        call.set("type", value.path("type").deepCopy());
        return call;
    }
}
