package io.braid.engine.analysis;

import io.braid.catalog.UserFunction;
import java.util.Arrays;
import java.util.List;

/** Which secrets a function may read: those that its parameter {@code secrets} names, separated by commas. */
public final class FunctionSecrets {
    public static final String PARAMETER = "secrets";

    private FunctionSecrets() {}

    public static List<String> of(UserFunction function) {
        return names(function.properties().getOrDefault(PARAMETER, ""));
    }

    public static List<String> names(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
