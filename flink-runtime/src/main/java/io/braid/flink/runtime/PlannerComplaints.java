package io.braid.flink.runtime;

import io.braid.engine.function.BuiltIns;
import io.braid.flink.job.function.TimePart;
import io.braid.flink.job.function.TypeNames;
import io.braid.spi.ErrorCode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the planner is known to complain of, and what to say of it. The first that fits counts. Each has a case in the
 * scripts about errors, which ask the planner itself: its texts change between versions.
 */
final class PlannerComplaints {
    static final String COMBINATION = "the query uses a combination of features that is not supported";

    private static final List<Rule> RULES = List.of(
            // names
            says(
                    "Column '(.+?)' not found in any table(?:; did you mean '(.+?)'\\?)?",
                    m -> column(m.group(1)) + " does not exist" + meant(m.group(2))),
            says(
                    "Column '(.+?)' not found in table '(.+?)'(?:; did you mean '(.+?)'\\?)?",
                    m -> column(m.group(1)) + " does not exist in \"" + m.group(2) + "\"" + meant(m.group(3))),
            says("Column '(.+?)' is ambiguous", m -> column(m.group(1)) + " is ambiguous"),
            says("(?:Object|Table) '(.+?)' not found.*", m -> "relation \"" + m.group(1) + "\" does not exist"),
            says("Unknown identifier '(.+?)'", m -> "\"" + m.group(1) + "\" does not exist"),
            says("Unknown field '(.+?)'", m -> "field \"" + m.group(1) + "\" does not exist"),
            // calls
            says(
                    "No match found for function signature ([^(]+)\\((.*)\\)",
                    m -> "function " + m.group(1) + "(" + TypeNames.inBrackets(m.group(2)) + ") does not exist"),
            rule(
                    "Cannot apply '(.+?)' to arguments of type '(.+?)'\\.\\s*(?:Supported form\\(s\\): (.*))?",
                    PlannerComplaints::notApplicable),
            rule("Invalid function call:\\s*(\\w+)\\(([^\n]*)\\)(?:\n.*)?", PlannerComplaints::invalidCall),
            says(
                    "Invalid number of arguments to function '(.+?)'\\. Was expecting (\\d+) arguments",
                    m -> "function " + m.group(1) + " takes " + m.group(2)
                            + (m.group(2).equals("1") ? " argument" : " arguments")),
            says(
                    "Function '(\\w+)\\(.*\\)' can only be used in MATCH_RECOGNIZE",
                    m -> "function " + m.group(1) + " works in MATCH_RECOGNIZE only"),
            says(
                    "Aggregate expression is illegal in (.+?) clause.*",
                    m -> "an aggregate cannot stand in " + m.group(1)),
            // types
            says("WHERE clause must be a condition", m -> "WHERE needs a condition"),
            says("HAVING clause must be a condition", m -> "HAVING needs a condition"),
            says("DEFINE clause must be a condition", m -> "DEFINE needs a condition"),
            says("Expected a boolean type", m -> "a condition must be BOOLEAN"),
            says("Expected a character type", m -> "a text is needed here"),
            says(
                    "Illegal mixing of types in CASE or COALESCE statement",
                    m -> "the branches of CASE or COALESCE have types that do not go together"),
            says("Parameters must be of the same type", m -> "the values here have types that do not go together"),
            says(
                    "Values passed to (.+) operator must have compatible types",
                    m -> "the values that " + m.group(1) + " compares have types that do not go together"),
            says(
                    "Type mismatch in column (\\d+) of (.+)",
                    m -> "the types of column " + m.group(1) + " of " + m.group(2) + " do not go together"),
            says(
                    "Column count mismatch in (\\w+)",
                    m -> "the two sides of " + m.group(1) + " have different numbers of columns"),
            hints(
                    "Cast function cannot convert value of type (.+) to type (.+)",
                    m -> TypeNames.in(m.group(1)) + " cannot be cast to " + TypeNames.in(m.group(2)),
                    "nothing of the one can be said in the other"),
            hints(
                    "[Ii]mplicit type conversion between (.+) and (.+) is not supported (?:on join's condition )?now",
                    m -> TypeNames.in(m.group(1)) + " and " + TypeNames.in(m.group(2)) + " cannot be compared",
                    "CAST one of them to the type of the other"),
            says("Illegal use of 'NULL'", m -> "NULL has no type here; CAST(NULL AS a type) gives it one"),
            says(
                    "Interval field value (.+?) exceeds precision of (.+?) field.*",
                    m -> "an interval has too many digits: " + m.group(1)),
            says(
                    "Illegal interval literal format (.+?) for INTERVAL (.+)",
                    m -> m.group(1) + " is no interval of " + m.group(2)),
            says(
                    "Values in expression list must have compatible types",
                    m -> "the values that IN compares have types that do not go together"),
            says("Require at least 1 argument", m -> "ARRAY needs at least one element, which says of what type it is"),
            says(
                    "Cannot infer type of field '(.+?)' within ROW type: .*",
                    m -> "field \"" + m.group(1) + "\" does not exist"),
            // grouping
            says("Expression '(.+)' is not being grouped", m -> expression(m) + " is neither grouped nor aggregated"),
            says("Aggregate expressions cannot be nested", m -> "aggregates cannot be nested"),
            says("GROUPING operator may only occur in an aggregate query", m -> "GROUPING needs a GROUP BY"),
            says(
                    "Argument to GROUPING operator must be a grouped expression",
                    m -> "GROUPING takes an expression that the rows are grouped by"),
            // windows and time
            says(
                    "The window function (\\w+)\\(.*requires the timecol to be .*?, but is (.+?)\\.\\s.*",
                    m -> m.group(1) + " needs an event time, but its column has type " + TypeNames.in(m.group(2))),
            says(
                    "The window function requires the timecol is a time attribute type, but is (.+?)\\..*",
                    m -> "a window needs an event time, but its column has type " + TypeNames.in(m.group(1))
                            + " without one"),
            says(
                    ".*[Tt]emporal [Tt]able [Jj]oin requires primary key.*",
                    m -> "a join with a changelog must compare its whole primary key"),
            says(
                    ".*[Tt]emporal [Tt]able [Jj]oin requires .*row time attribute.*",
                    m -> "a join with a changelog needs the event time of both sides"),
            says(
                    "Sort on a non-time-attribute field is not supported\\.?",
                    m ->
                            "ORDER BY without LIMIT needs the event time: a stream has no end at which it could be sorted"),
            says(
                    ".*OVER windows' ordering in stream mode must be defined on a time attribute.*",
                    m -> "OVER needs ORDER BY record_timestamp()"),
            // patterns
            says(
                    "Greedy quantifiers are not allowed as the last element of a Pattern yet.*",
                    m -> "the last variable of a PATTERN cannot take as many rows as it can get: end with one that"
                            + " takes one row, or write a ? after its quantifier"),
            refuses(
                    "Flink does not support physical offsets within partition.*",
                    "PREV and NEXT are not supported in MATCH_RECOGNIZE"),
            refuses(".*[Aa]lternat.*|.*PATTERN_ALTER.*|.*branching.*", "| in a PATTERN is not supported"),
            refuses(".*PATTERN_PERMUTE.*|.*permutations.*", "PERMUTE in a PATTERN is not supported"),
            says(
                    "Match Recognize doesn't support consuming (.+?) changes.*",
                    m -> "MATCH_RECOGNIZE reads a stream, and this is a changelog"),
            // sinks
            says(
                    "Table sink '.+?' doesn't support consuming (.+?) changes.*",
                    m -> "the query changes rows that it has emitted, and what it writes to can only grow"),
            rule(
                    "Column types of query result and sink for '.+?' do not match\\.\\s*Cause: (.+?)\\.?\\s*"
                            + "Query schema: \\[(.*?)\\]\\s*Sink schema:\\s*\\[(.*?)\\]",
                    m -> SinkMismatch.of(m.group(2), m.group(3))),
            hints(
                    "JSON format doesn't support non-string as key type of (?:map|multiset)\\..*",
                    m -> "JSON has texts for the keys of a map and nothing else",
                    "declare it as MAP<VARCHAR, …>, or the column as VARCHAR, which then holds the JSON"),
            // the rest
            says("Encountered \"(.*?)\" at line.*", m -> "syntax error near \"" + m.group(1) + "\""),
            says("(?:Incorrect syntax|Lexical error).*", m -> "syntax error"),
            says(".*does not support retraction.*", m -> COMBINATION),
            says("(?:.*: )?Cannot generate a valid execution plan.*", m -> COMBINATION));

    /** What only the one who wrote the planner can make sense of. */
    private static final Pattern INSIDE =
            Pattern.compile("(?i).*(?:flink|calcite|\\$\\w|org\\.|java\\.|rel#|RexNode).*", Pattern.DOTALL);

    private PlannerComplaints() {}

    /** A sentence, what to do about it, and which code it goes under. */
    record Said(ErrorCode code, String sentence, @Nullable String hint) {
        static Said of(String sentence) {
            return new Said(ErrorCode.INVALID_QUERY, sentence, null);
        }
    }

    /** Whether somebody has thought about what to say of a complaint. */
    static boolean isKnown(String complaint) {
        return RULES.stream().anyMatch(rule -> rule.pattern().matcher(complaint).matches());
    }

    /** What to say of a complaint, cleaned of names that nobody declared; empty when it means nothing to a user. */
    static Optional<Said> find(String complaint) {
        for (Rule rule : RULES) {
            Matcher matcher = rule.pattern().matcher(complaint);
            if (matcher.matches()) {
                return Optional.of(rule.words().apply(matcher));
            }
        }
        String line = complaint.lines().findFirst().orElse("");
        line = line.replaceAll(" (?:The physical plan is|Plan):.*", "").replaceAll("[.:\\s]+$", "");
        line = line.replaceAll("\\b(?:[a-z_]\\w*\\.){2,}[A-Z][\\w$]*: ", "");
        if (line.isEmpty() || INSIDE.matcher(line).matches()) {
            return Optional.empty();
        }
        line = line.replaceAll("'([A-Za-z_][\\w$]*)'", "\"$1\"");
        return Optional.of(Said.of(lowerFirst(TypeNames.inBrackets(line))));
    }

    private static String column(String name) {
        return "column \"" + name + "\"";
    }

    private static String expression(MatchResult match) {
        return "expression \"" + match.group(1) + "\"";
    }

    private static String meant(@Nullable String name) {
        return name == null ? "" : ", did you mean \"" + name + "\"";
    }

    private static Said notApplicable(MatchResult match) {
        String written = match.group(1);
        String name = written.equals("ITEM") ? "[]" : written.replaceFirst("^TRANSLATE3$", "TRANSLATE");
        String arguments = TypeNames.inBrackets(match.group(2));
        if (written.startsWith("BETWEEN")) {
            Matcher sides = Pattern.compile("(.*?) BETWEEN (?:A?SYMMETRIC )?(.*) AND (.*)")
                    .matcher(arguments);
            return Said.of(
                    sides.matches()
                            ? "%s does not lie BETWEEN %s AND %s: the types do not go together"
                                    .formatted(sides.group(1), sides.group(2), sides.group(3))
                            : "the types of BETWEEN do not go together");
        }
        arguments = arguments.replace("[BOTH|LEADING|TRAILING] ", "");
        arguments = arguments.replaceAll("<((?:ARRAY|MAP|STRUCT)<[^()]*>)>", "$1");
        if (written.equals("OVERLAPS")) {
            return Said.of("OVERLAPS compares two periods of time, each (from, to) or (from, length)");
        }
        if (written.equals("NOT")) {
            return Said.of("NOT needs a condition, not " + arguments.replaceFirst("^NOT ?", ""));
        }
        if (written.equals("LIKE") || written.equals("SIMILAR TO")) {
            String sides = arguments.replace(written + "(", "").replaceAll("[()]", "");
            return Said.of(written + " compares texts, not " + sides.replace(", ", " with "));
        }
        String given = arguments.startsWith(written + "(") ? arguments.substring(written.length()) : arguments;
        String sentence = name + " cannot be applied to " + given;
        String known = BuiltIns.forms(name);
        return known.isEmpty()
                ? Said.of(sentence + forms(match.group(3)))
                : new Said(ErrorCode.INVALID_QUERY, sentence, "there is " + known);
    }

    private static Said invalidCall(MatchResult match) {
        String name = match.group(1).replaceFirst("^TRANSLATE3$", "TRANSLATE");
        if (match.group(1).startsWith(TimePart.PREFIX)) {
            return Said.of("the " + match.group(1).substring(TimePart.PREFIX.length()) + " of "
                    + TypeNames.in(match.group(2)) + " cannot be taken; it needs a date, a time or a timestamp");
        }
        String known = BuiltIns.forms(name);
        return new Said(
                ErrorCode.INVALID_QUERY,
                name + " cannot be applied to (" + TypeNames.in(match.group(2)) + ")",
                known.isEmpty() ? null : "there is " + known);
    }

    /** The forms that would do, when they are few enough to read. */
    private static String forms(@Nullable String text) {
        if (text == null) {
            return "";
        }
        List<String> forms = Arrays.stream(text.split("\n"))
                .map(form -> TypeNames.inBrackets(form.strip().replace("'", "")))
                .filter(form -> !form.isEmpty() && !form.contains("EQUIVALENT") && !form.contains("COMPARABLE"))
                .toList();
        return forms.isEmpty() || forms.size() > 3 ? "" : "; it takes " + String.join(" or ", forms);
    }

    private static String lowerFirst(String text) {
        boolean word = text.length() < 2 || !Character.isUpperCase(text.charAt(1));
        return text.isEmpty() || !word ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    private static Rule says(String pattern, Function<MatchResult, String> words) {
        return rule(pattern, match -> Said.of(words.apply(match)));
    }

    private static Rule hints(String pattern, Function<MatchResult, String> words, String hint) {
        return rule(pattern, match -> new Said(ErrorCode.INVALID_QUERY, words.apply(match), hint));
    }

    private static Rule refuses(String pattern, String sentence) {
        return rule(pattern, match -> new Said(ErrorCode.FEATURE_NOT_SUPPORTED, sentence, null));
    }

    private static Rule rule(String pattern, Function<MatchResult, Said> words) {
        return new Rule(Pattern.compile(pattern, Pattern.DOTALL), words);
    }

    private record Rule(Pattern pattern, Function<MatchResult, Said> words) {}
}
