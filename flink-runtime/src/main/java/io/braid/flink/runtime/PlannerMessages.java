package io.braid.flink.runtime;

import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The planner's complaints in the words of the person who typed the query: one sentence, no positions in the generated
 * text, no names of classes, no types that the language does not have.
 */
final class PlannerMessages {
    private static final Logger log = LoggerFactory.getLogger(PlannerMessages.class);
    private static final int LONGEST = 500;

    /** Exceptions whose message was written for a person; others are about the planner's own insides. */
    private static final Set<String> SPEAKING = Set.of(
            "ValidationException",
            "TableException",
            "SqlParserException",
            "SqlParseException",
            "SqlValidatorException",
            "CalciteContextException",
            "UnsupportedOperationException");

    private static final Pattern NOISE = Pattern.compile(
            "^(?:SQL (?:validation|parse) failed\\. |From line \\d+, column \\d+ to line \\d+, column \\d+: "
                    + "|At line \\d+, column \\d+: |Unsupported query: )+");
    private static final Pattern CONNECTOR = Pattern.compile(
            "Unable to create a (source|sink) for (?:reading|writing) table '([^']*)'.*", Pattern.DOTALL);

    private static final List<Rule> RULES = List.of(
            rule(
                    "Column '(.+?)' not found in any table(?:; did you mean '(.+?)'\\?)?",
                    m -> column(m.group(1)) + " does not exist" + meant(m.group(2))),
            rule(
                    "Column '(.+?)' not found in table '(.+?)'(?:; did you mean '(.+?)'\\?)?",
                    m -> column(m.group(1)) + " does not exist in \"" + m.group(2) + "\"" + meant(m.group(3))),
            rule("Column '(.+?)' is ambiguous", m -> column(m.group(1)) + " is ambiguous"),
            rule("(?:Object|Table) '(.+?)' not found.*", m -> "relation \"" + m.group(1) + "\" does not exist"),
            rule("Unknown identifier '(.+?)'", m -> "\"" + m.group(1) + "\" does not exist"),
            rule(
                    "No match found for function signature ([^(]+)\\((.*)\\)",
                    m -> "function " + m.group(1) + "(" + TypeNames.inBrackets(m.group(2)) + ") does not exist"),
            rule(
                    "Cannot apply '(.+?)' to arguments of type '(.+?)'\\.\\s*(?:Supported form\\(s\\): (.*))?",
                    PlannerMessages::notApplicable),
            rule(
                    "Invalid function call:\\s*(\\w+)\\(([^\n]*)\\)(?:\n.*)?",
                    m -> m.group(1) + " cannot be applied to (" + TypeNames.in(m.group(2)) + ")"),
            rule(
                    "Invalid number of arguments to function '(.+?)'\\. Was expecting (\\d+) arguments",
                    m -> "function " + m.group(1) + " takes " + m.group(2)
                            + (m.group(2).equals("1") ? " argument" : " arguments")),
            rule("Expression '(.+)' is not being grouped", m -> expression(m) + " is neither grouped nor aggregated"),
            rule("WHERE clause must be a condition", m -> "WHERE needs a condition"),
            rule(
                    "Illegal mixing of types in CASE or COALESCE statement",
                    m -> "the branches of CASE or COALESCE have types that do not go together"),
            rule(
                    "Type mismatch in column (\\d+) of (\\w+)",
                    m -> "the types of column " + m.group(1) + " of " + m.group(2) + " do not go together"),
            rule("Illegal use of 'NULL'", m -> "NULL has no type here; CAST(NULL AS a type) gives it one"),
            rule("Encountered \"(.*?)\" at line.*", m -> "syntax error near \"" + m.group(1) + "\""),
            rule("(?:Incorrect syntax|Lexical error).*", m -> "syntax error"),
            rule(
                    "The window function (\\w+)\\(.*requires the timecol to be .*?, but is (.+?)\\.\\s.*",
                    m -> m.group(1) + " needs an event time, but its column has type " + TypeNames.in(m.group(2))),
            rule(
                    "The window function requires the timecol is a time attribute type, but is (.+?)\\..*",
                    m -> "a window needs an event time, but its column has type " + TypeNames.in(m.group(1))
                            + " without one"),
            rule(
                    "Table sink '.+?' doesn't support consuming (.+?) changes.*",
                    m -> "the query changes rows that it has emitted, and what it writes to can only grow"),
            rule(
                    "Column types of query result and sink for '.+?' do not match\\.\\s*Cause: (.+?)\\.?\\s*"
                            + "Query schema: \\[(.*?)\\]\\s*Sink schema:\\s*\\[(.*?)\\]",
                    m -> "the columns of the query do not fit what it writes to: (" + TypeNames.in(m.group(2))
                            + ") into (" + TypeNames.in(m.group(3)) + ")"),
            rule(
                    ".*[Tt]emporal [Tt]able [Jj]oin requires primary key.*",
                    m -> "a join with a changelog must compare its whole primary key"),
            rule(
                    ".*[Tt]emporal [Tt]able [Jj]oin requires .*row time attribute.*",
                    m -> "a join with a changelog needs the event time of both sides"),
            rule(
                    "Cannot generate a valid execution plan.*",
                    m -> "the query uses a combination of features that is not supported"),
            rule(
                    "Sort on a non-time-attribute field is not supported\\.?",
                    m ->
                            "ORDER BY without LIMIT needs the event time: a stream has no end at which it could be sorted"));

    private PlannerMessages() {}

    /** Runs planning and translates what it throws. */
    static <T> T translating(Supplier<T> planning) {
        try {
            return planning.get();
        } catch (StatementException e) {
            throw e;
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            throw translate(e);
        }
    }

    static StatementException translate(Throwable error) {
        List<Throwable> chain = chain(error);
        for (Throwable next : chain) {
            Matcher connector = CONNECTOR.matcher(text(next));
            if (connector.matches()) {
                return connector(connector.group(1), connector.group(2), chain);
            }
        }
        for (Throwable next : chain) {
            if (SPEAKING.contains(next.getClass().getSimpleName())
                    && !text(next).isEmpty()) {
                return failure(sentence(text(next))).causedBy(error);
            }
        }
        log.atWarn().setCause(error).log("the planner failed");
        return failure(
                        error instanceof StackOverflowError
                                ? "the query is nested too deeply"
                                : "the query uses a combination of features that is not supported")
                .causedBy(error);
    }

    /** The planner prints all options of the table here, passwords included: only what lies below may be shown or kept. */
    private static StatementException connector(String direction, String table, List<Throwable> chain) {
        Throwable cause = chain.get(chain.size() - 1);
        String verb = direction.equals("source") ? "read" : "written";
        String reason = CONNECTOR.matcher(text(cause)).matches() ? "its connector refuses" : sentence(text(cause));
        return failure("\"" + plainNames(table) + "\" cannot be " + verb + ": " + reason);
    }

    private static StatementException failure(String sentence) {
        return StatementException.of(
                ErrorCode.INVALID_QUERY,
                "%s",
                sentence.length() > LONGEST ? sentence.substring(0, LONGEST) + "…" : sentence);
    }

    private static List<Throwable> chain(Throwable error) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable next = error; next != null && !chain.contains(next); next = next.getCause()) {
            chain.add(next);
        }
        return chain;
    }

    private static String text(Throwable error) {
        return error.getMessage() == null ? "" : error.getMessage();
    }

    static String sentence(String message) {
        String text = NOISE.matcher(plainNames(message)).replaceFirst("").strip();
        for (Rule rule : RULES) {
            Matcher matcher = rule.pattern().matcher(text);
            if (matcher.matches()) {
                return rule.words().apply(matcher);
            }
        }
        String line = text.lines().findFirst().orElse("the query cannot be planned");
        line = line.replaceAll(" (?:The physical plan is|Plan):.*", "").replaceAll("[.:]$", "");
        line = line.replaceAll("\\b(?:[a-z_]\\w*\\.){2,}[A-Z][\\w$]*: ", "");
        line = line.replaceAll("'([A-Za-z_][\\w$]*)'", "\"$1\"");
        return lowerFirst(TypeNames.inBrackets(line));
    }

    /** Without back-quotes, the planner's own schemas, and the names of columns that nobody declared. */
    private static String plainNames(String text) {
        return text.replace("`", "")
                .replace("default_catalog.default_database.", "")
                .replaceAll("['\"]?\\$rt\\b['\"]?", "event time")
                .replaceAll("(?<![\\w$])\\$(?=[a-z])", "");
    }

    private static String column(String name) {
        return "column \"" + name + "\"";
    }

    private static String expression(MatchResult match) {
        return "expression \"" + match.group(1) + "\"";
    }

    private static String meant(String name) {
        return name == null ? "" : ", did you mean \"" + name + "\"";
    }

    private static String notApplicable(MatchResult match) {
        String name = match.group(1).equals("ITEM") ? "[]" : match.group(1);
        String arguments = TypeNames.inBrackets(match.group(2));
        String call = match.group(1) + "(";
        String given =
                arguments.startsWith(call) ? arguments.substring(match.group(1).length()) : arguments;
        return name + " cannot be applied to " + given + forms(match.group(3));
    }

    /** The forms that would do, when they are few enough to read. */
    private static String forms(String text) {
        if (text == null) {
            return "";
        }
        List<String> forms = Arrays.stream(text.split("\n"))
                .map(form -> TypeNames.inBrackets(form.strip().replace("'", "")))
                .filter(form -> !form.isEmpty() && !form.contains("EQUIVALENT"))
                .toList();
        return forms.isEmpty() || forms.size() > 3 ? "" : "; it takes " + String.join(" or ", forms);
    }

    private static String lowerFirst(String text) {
        boolean word = text.length() < 2 || !Character.isUpperCase(text.charAt(1));
        return text.isEmpty() || !word ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    private static Rule rule(String pattern, Function<MatchResult, String> words) {
        return new Rule(Pattern.compile(pattern, Pattern.DOTALL), words);
    }

    private record Rule(Pattern pattern, Function<MatchResult, String> words) {}
}
