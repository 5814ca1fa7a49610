package io.braid.engine.function;

import io.braid.spi.ErrorCode;
import io.braid.spi.Spelling;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Call;
import io.braid.sql.tree.SetQuantifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The one list of built-in functions; {@code functions.txt} beside this class. Shared between threads. */
public final class BuiltIns {
    private static final List<BuiltIn> ALL = read();
    private static final Map<String, List<BuiltIn>> BY_NAME = byName();

    private BuiltIns() {}

    private static List<BuiltIn> read() {
        try (InputStream file = BuiltIns.class.getResourceAsStream("functions.txt")) {
            return FunctionFile.read(new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, List<BuiltIn>> byName() {
        return ALL.stream()
                .filter(function -> !function.name().isEmpty())
                .collect(Collectors.groupingBy(BuiltIn::name, LinkedHashMap::new, Collectors.toUnmodifiableList()));
    }

    public static List<BuiltIn> all() {
        return ALL;
    }

    /** Names that a call can have, upper case. */
    public static Set<String> names() {
        return new LinkedHashSet<>(BY_NAME.keySet());
    }

    /**
     * What a call means.
     *
     * @throws StatementException 3D019 when there is no such function, or when it is not called so; 0A000 for one that is
     *     not to be had
     */
    public static BuiltIn require(Call call) {
        String name = call.function().toUpperCase(Locale.ROOT);
        List<BuiltIn> named = call.name().isSimple() ? BY_NAME.getOrDefault(name, List.of()) : List.of();
        if (named.isEmpty()) {
            throw unknown(call);
        }
        BuiltIn first = named.get(0);
        if (first.kind() == BuiltIn.Kind.REFUSED) {
            throw at(
                    call,
                    StatementException.of(ErrorCode.FEATURE_NOT_SUPPORTED, "function %s is not supported", name)
                            .hint(lowerFirst(first.meaning())));
        }
        BuiltIn fitting = named.stream()
                .filter(function -> function.takes(call.arguments().size()))
                .findFirst()
                .orElseThrow(() -> at(
                        call,
                        StatementException.of(
                                        ErrorCode.INVALID_QUERY,
                                        "function %s takes %s, not %d",
                                        name,
                                        named.get(0).counts(),
                                        call.arguments().size())
                                .hint("there is " + signatures(named))));
        requirePlace(call, fitting);
        return fitting;
    }

    /** Words of an aggregate have nothing to say to a function of one row. */
    private static void requirePlace(Call call, BuiltIn function) {
        if (function.kind() == BuiltIn.Kind.TABLE) {
            throw at(call, problem("function %s gives rows and stands in FROM", function.name()));
        }
        boolean many = function.kind() == BuiltIn.Kind.AGGREGATE || function.kind() == BuiltIn.Kind.OVER;
        if (call.over() != null && !many) {
            throw at(call, problem("function %s is no aggregate and takes no OVER", function.name()));
        }
        if (call.over() == null && function.kind() == BuiltIn.Kind.OVER) {
            throw at(
                    call,
                    problem("function %s needs OVER", function.name())
                            .hint("as in " + function.signature() + " OVER (ORDER BY record_timestamp())"));
        }
        if (!many
                && (call.quantifier() == SetQuantifier.DISTINCT
                        || call.filter() != null
                        || !call.orderBy().isEmpty())) {
            throw at(
                    call,
                    problem("function %s is no aggregate and takes no DISTINCT, FILTER or ORDER BY", function.name()));
        }
    }

    /** What to say of a name that no function has. */
    public static StatementException unknown(Call call) {
        StatementException problem = problem("function \"%s\" does not exist", call.name());
        return at(
                call,
                Spelling.closest(call.function().toUpperCase(Locale.ROOT), BY_NAME.keySet())
                        .map(close -> problem.hint("did you mean " + close + "?"))
                        .orElse(problem));
    }

    /** The ways in which a function can be called, for messages; empty when there is none of that name. */
    public static String forms(String name) {
        return signatures(BY_NAME.getOrDefault(name.toUpperCase(Locale.ROOT), List.of()));
    }

    /** Whether the language has a function of that name, in any case of letters. */
    public static boolean has(String name) {
        return BY_NAME.containsKey(name.toUpperCase(Locale.ROOT));
    }

    private static String signatures(List<BuiltIn> functions) {
        return functions.stream().map(BuiltIn::signature).collect(Collectors.joining(", "));
    }

    private static String lowerFirst(String sentence) {
        String text = sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
        boolean name = text.length() > 1 && Character.isUpperCase(text.charAt(1));
        return name ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    private static StatementException problem(String format, Object... arguments) {
        return StatementException.of(ErrorCode.INVALID_QUERY, format, arguments);
    }

    private static StatementException at(Call call, StatementException problem) {
        return problem.at(call.at().line(), call.at().column());
    }

    /** Chapters in order, and what is in each. */
    static Map<String, List<BuiltIn>> chapters() {
        return ALL.stream()
                .collect(Collectors.groupingBy(BuiltIn::chapter, LinkedHashMap::new, Collectors.toUnmodifiableList()));
    }

    static List<BuiltIn> where(Predicate<BuiltIn> condition) {
        return ALL.stream().filter(condition).toList();
    }
}
