package io.braid.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names for values: given from outside, such as the address of a broker, or caught by an expectation, such as the id of
 * a query. {@code ${_}} stands for anything and is not remembered.
 */
final class Variables {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_.]*)}");
    private static final String ANYTHING = "_";

    private final Map<String, String> inputs;
    private final Map<String, String> values;

    Variables(Map<String, String> inputs) {
        this.inputs = Map.copyOf(inputs);
        this.values = new HashMap<>(inputs);
    }

    /** The text with every name replaced by its value. */
    String fill(String text) {
        Matcher reference = REFERENCE.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (reference.find()) {
            String value = values.get(reference.group(1));
            if (value == null) {
                throw new IllegalArgumentException("nothing is known as ${" + reference.group(1) + "}");
            }
            reference.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return reference.appendTail(filled).toString();
    }

    /** The text for people: names that have a value are filled in. */
    String fillKnown(String text) {
        return REFERENCE
                .matcher(text)
                .replaceAll(reference ->
                        Matcher.quoteReplacement(values.getOrDefault(reference.group(1), reference.group())));
    }

    /** Whether an actual line is the expected one; names without a value catch what stands at their place. */
    boolean matches(String expected, String actual) {
        StringBuilder regex = new StringBuilder();
        List<String> caught = new ArrayList<>();
        Matcher reference = REFERENCE.matcher(expected);
        int end = 0;
        while (reference.find()) {
            regex.append(Pattern.quote(expected.substring(end, reference.start())));
            end = reference.end();
            String name = reference.group(1);
            String value = values.get(name);
            if (value != null) {
                regex.append(Pattern.quote(value));
            } else {
                caught.add(name);
                regex.append("(.*?)");
            }
        }
        regex.append(Pattern.quote(expected.substring(end)));
        Matcher match = Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(actual);
        if (!match.matches()) {
            return false;
        }
        for (int i = 0; i < caught.size(); i++) {
            if (!caught.get(i).equals(ANYTHING)) {
                values.put(caught.get(i), match.group(i + 1));
            }
        }
        return true;
    }

    /** A line for a script: values from outside get their names back. */
    String unfill(String actual) {
        String text = actual;
        for (Map.Entry<String, String> input : inputs.entrySet()) {
            // A short value such as "1" would be found everywhere.
            if (input.getValue().length() > 3) {
                text = text.replace(input.getValue(), "${" + input.getKey() + "}");
            }
        }
        return text;
    }
}
