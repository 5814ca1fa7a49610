package io.braid.flink.runtime;

import io.braid.engine.plan.SourceMarks;
import io.braid.flink.runtime.PlannerComplaints.Said;
import io.braid.spi.StatementException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
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

    /** A complaint without a place, of a function by its name. */
    private static final Pattern CALL = Pattern.compile("Invalid function call:\\s*(\\w+)\\(");

    private static final Pattern PLACE = Pattern.compile("(?:From|At|at) line (\\d+), column (\\d+)");

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
        Optional<SourceMarks.Place> place = place(chain);
        for (Throwable next : chain) {
            if (!text(next).isEmpty()
                    && (SPEAKING.contains(next.getClass().getSimpleName())
                            || PlannerComplaints.isKnown(plain(text(next))))) {
                Optional<Said> said = said(text(next));
                if (said.isEmpty()) {
                    log.atWarn().setCause(error).log("a complaint of the planner is not known");
                }
                return at(
                        place,
                        failure(said.orElse(Said.of(PlannerComplaints.COMBINATION)))
                                .causedBy(error));
            }
        }
        log.atWarn().setCause(error).log("the planner failed");
        return at(
                place,
                failure(Said.of(
                                error instanceof StackOverflowError
                                        ? "the query is nested too deeply"
                                        : PlannerComplaints.COMBINATION))
                        .causedBy(error));
    }

    /** SQL that was being planned when something was found wrong with it. */
    static final class Unplanned extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String sql;

        @SuppressWarnings("serial") // it goes nowhere
        private final SourceMarks.@Nullable Place culprit;

        /** @param culprit what the planner complains of, where that is known better than the planner tells it */
        Unplanned(String sql, RuntimeException cause, SourceMarks.@Nullable Place culprit) {
            super(cause.getMessage(), cause);
            this.sql = sql;
            this.culprit = culprit;
        }
    }

    /** Where the user wrote what the planner complains of. */
    private static Optional<SourceMarks.Place> place(List<Throwable> chain) {
        Optional<Unplanned> unplanned = chain.stream()
                .filter(Unplanned.class::isInstance)
                .map(Unplanned.class::cast)
                .findFirst();
        String sql = unplanned.map(it -> it.sql).orElse("");
        Optional<SourceMarks.Place> told = places(
                PLACE,
                chain,
                found -> SourceMarks.find(sql, Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2))));
        return told.or(() -> unplanned.map(it -> it.culprit))
                .or(() -> places(CALL, chain, found -> SourceMarks.findCall(sql, found.group(1))));
    }

    private static Optional<SourceMarks.Place> places(
            Pattern pattern, List<Throwable> chain, Function<Matcher, Optional<SourceMarks.Place>> place) {
        return chain.stream()
                .map(next -> pattern.matcher(text(next)))
                .filter(Matcher::find)
                .map(place)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static StatementException at(Optional<SourceMarks.Place> place, StatementException problem) {
        return place.map(it -> problem.at(it.line(), it.column())).orElse(problem);
    }

    /** The planner prints all options of the table here, passwords included: only what lies below may be shown or kept. */
    private static StatementException connector(String direction, String table, List<Throwable> chain) {
        Throwable cause = chain.get(chain.size() - 1);
        String verb = direction.equals("source") ? "read" : "written";
        String reason = CONNECTOR.matcher(text(cause)).matches() ? "its connector refuses" : sentence(text(cause));
        return failure(Said.of("\"" + plainNames(table) + "\" cannot be " + verb + ": " + reason));
    }

    private static StatementException failure(Said said) {
        String sentence = said.sentence();
        StatementException problem = StatementException.of(
                said.code(), "%s", sentence.length() > LONGEST ? sentence.substring(0, LONGEST) + "…" : sentence);
        String hint = said.hint();
        return hint == null ? problem : problem.hint(hint);
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
        return said(message).map(Said::sentence).orElse(PlannerComplaints.COMBINATION);
    }

    private static Optional<Said> said(String message) {
        return PlannerComplaints.find(plain(message));
    }

    private static String plain(String message) {
        return NOISE.matcher(plainNames(message)).replaceFirst("").strip();
    }

    /** Without back-quotes, the planner's own schemas, and the names of columns that nobody declared. */
    private static String plainNames(String text) {
        return text.replace("`", "")
                .replace("default_catalog.default_database.", "")
                .replaceAll("/\\*@\\d+:\\d+\\*/", "")
                .replaceAll("['\"]?\\$rt\\b['\"]?", "event time")
                .replaceAll("(?<![\\w$])\\$(?=[a-z])", "");
    }
}
