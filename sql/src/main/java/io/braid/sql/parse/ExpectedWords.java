package io.braid.sql.parse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.atn.RuleStopState;
import org.antlr.v4.runtime.atn.RuleTransition;
import org.antlr.v4.runtime.atn.Transition;
import org.jspecify.annotations.Nullable;

/**
 * Finds what could have stood where a statement went wrong, in words for people.
 *
 * <p>The parser itself knows only what the decision it failed in would have taken at its first token. So we walk the
 * grammar from there along the tokens, on all ways at once, up to the token that fits none of them.
 */
final class ExpectedWords {
    static final String END = "end of statement";
    static final String STATEMENT = "a statement";
    static final String OPERATOR = "an operator";
    static final String IDENTIFIER = "an identifier";
    static final String EXPRESSION = "an expression";

    /** Parts of the grammar that have a name for people. */
    private static final Map<Integer, String> NAMED = Map.ofEntries(
            Map.entry(BraidSqlParser.RULE_expression, EXPRESSION),
            Map.entry(BraidSqlParser.RULE_valueExpression, EXPRESSION),
            Map.entry(BraidSqlParser.RULE_identifier, IDENTIFIER),
            Map.entry(BraidSqlParser.RULE_anyWord, "a word"),
            Map.entry(BraidSqlParser.RULE_string, "a string"),
            Map.entry(BraidSqlParser.RULE_number, "a number"),
            Map.entry(BraidSqlParser.RULE_dataType, "a type"),
            Map.entry(BraidSqlParser.RULE_statement, STATEMENT),
            Map.entry(BraidSqlParser.RULE_query, "SELECT"),
            Map.entry(BraidSqlParser.RULE_queryBody, "SELECT"),
            Map.entry(BraidSqlParser.RULE_selectItem, EXPRESSION),
            Map.entry(BraidSqlParser.RULE_sortItem, EXPRESSION),
            Map.entry(BraidSqlParser.RULE_groupItem, EXPRESSION),
            Map.entry(BraidSqlParser.RULE_fromItem, "a relation"),
            Map.entry(BraidSqlParser.RULE_fromPrimary, "a relation"),
            Map.entry(BraidSqlParser.RULE_objectName, IDENTIFIER),
            Map.entry(BraidSqlParser.RULE_queryReference, "the id or name of a query"),
            Map.entry(BraidSqlParser.RULE_propertyKey, "the name of a property"),
            Map.entry(BraidSqlParser.RULE_propertyValue, "a value"),
            Map.entry(BraidSqlParser.RULE_timeUnit, "a unit of time"),
            Map.entry(BraidSqlParser.RULE_timeSpan, "a duration such as 5 MINUTES"),
            Map.entry(BraidSqlParser.RULE_comparisonOperator, OPERATOR),
            Map.entry(BraidSqlParser.RULE_predicate, OPERATOR));

    /** Parts that may follow nearly anything, so that naming them helps no one. */
    private static final Set<Integer> UNNAMED = Set.of(
            BraidSqlParser.RULE_alias,
            BraidSqlParser.RULE_setQuantifier,
            BraidSqlParser.RULE_nullTreatment,
            BraidSqlParser.RULE_withinGroup,
            BraidSqlParser.RULE_filter,
            BraidSqlParser.RULE_over,
            BraidSqlParser.RULE_matchRecognize,
            BraidSqlParser.RULE_timeZone,
            BraidSqlParser.RULE_functionName);

    private static final Set<Integer> EXPRESSION_RULES =
            Set.of(BraidSqlParser.RULE_expression, BraidSqlParser.RULE_valueExpression, BraidSqlParser.RULE_primary);

    private static final Set<Integer> OPERATORS = Set.of(
            BraidSqlParser.PLUS,
            BraidSqlParser.MINUS,
            BraidSqlParser.STAR,
            BraidSqlParser.SLASH,
            BraidSqlParser.PERCENT,
            BraidSqlParser.CONCAT,
            BraidSqlParser.ARROW,
            BraidSqlParser.DOT,
            BraidSqlParser.LBRACKET,
            BraidSqlParser.AND,
            BraidSqlParser.OR);

    /** Parts of which the first words are worth comparing with a mistyped one. */
    private static final Set<Integer> BEGINNINGS =
            Set.of(BraidSqlParser.RULE_statement, BraidSqlParser.RULE_query, BraidSqlParser.RULE_queryBody);

    /** More ways than this, and the sentence would not be worth the wait. */
    private static final int MOST_STEPS = 50_000;

    private final ATN grammar;
    private final List<Integer> tokens;
    private final Set<String> found = new LinkedHashSet<>();
    private final Set<String> firstWords = new LinkedHashSet<>();
    private final Map<Long, Follow> follows = new HashMap<>();
    private final Set<Step> seen = new HashSet<>();
    private final Deque<Step> open = new ArrayDeque<>();

    private ExpectedWords(ATN grammar, List<Integer> tokens) {
        this.grammar = grammar;
        this.tokens = tokens;
    }

    /** Walks from a place to the offending token. */
    static ExpectedWords after(Place place, Parser parser, Token offending) {
        ExpectedWords words =
                new ExpectedWords(parser.getATN(), types(parser.getInputStream(), place.token(), offending));
        Follow follow = null;
        for (int i = place.callers().size() - 1; i >= 0; i--) {
            ATNState caller = words.grammar.states.get(place.callers().get(i));
            follow = words.follow(((RuleTransition) caller.transition(0)).followState, follow);
        }
        words.walk(place.state(), follow);
        return words;
    }

    /** What may stand there. */
    Set<String> found() {
        return found;
    }

    /** What may stand there, and the words it may begin with. */
    Set<String> withFirstWords() {
        Set<String> all = new LinkedHashSet<>(found);
        all.addAll(firstWords);
        return all;
    }

    private static List<Integer> types(TokenStream stream, int start, Token offending) {
        List<Integer> types = new ArrayList<>();
        for (int i = start; i < offending.getTokenIndex(); i++) {
            Token token = stream.get(i);
            if (token.getChannel() == Token.DEFAULT_CHANNEL) {
                types.add(token.getType());
            }
        }
        return types;
    }

    private Follow follow(ATNState state, @Nullable Follow next) {
        long key = ((long) state.stateNumber << Integer.SIZE) | (next == null ? 0 : next.id);
        return follows.computeIfAbsent(key, absent -> new Follow(follows.size() + 1, state, next));
    }

    private void walk(int state, @Nullable Follow follow) {
        add(grammar.states.get(state), follow, 0);
        while (!open.isEmpty() && seen.size() < MOST_STEPS) {
            step(open.pollFirst());
        }
    }

    private void add(ATNState state, @Nullable Follow follow, int token) {
        Step step = new Step(state, follow, token);
        if (seen.add(step)) {
            open.addLast(step);
        }
    }

    private void step(Step step) {
        if (step.state instanceof RuleStopState) {
            if (step.follow != null) {
                add(step.follow.state, step.follow.next, step.token);
            } else if (step.token == tokens.size()) {
                found.add(END);
            }
            return;
        }
        boolean atEnd = step.token == tokens.size();
        for (Transition transition : step.state.getTransitions()) {
            if (transition instanceof RuleTransition call) {
                int rule = call.target.ruleIndex;
                if (atEnd && UNNAMED.contains(rule)) {
                    continue;
                }
                String name = atEnd ? NAMED.get(rule) : null;
                if (name == null) {
                    add(call.target, follow(call.followState, step.follow), step.token);
                } else {
                    found.add(name);
                    if (BEGINNINGS.contains(rule)) {
                        grammar.nextTokens(call.target).toList().forEach(type -> firstWords.add(word(type)));
                    }
                }
            } else if (transition.isEpsilon()) {
                add(transition.target, step.follow, step.token);
            } else if (atEnd) {
                name(step.state, transition);
            } else if (transition.label().contains(tokens.get(step.token))) {
                add(transition.target, step.follow, step.token + 1);
            }
        }
    }

    private void name(ATNState state, Transition transition) {
        if (state.ruleIndex == BraidSqlParser.RULE_qualifiedName) {
            return; // a name could always go on
        }
        boolean inExpression = EXPRESSION_RULES.contains(state.ruleIndex);
        for (int type : transition.label().toList()) {
            if (inExpression && OPERATORS.contains(type)) {
                found.add(OPERATOR);
            } else if (!inExpression || type != BraidSqlParser.LPAREN) {
                found.add(type == Token.EOF || type == BraidSqlParser.SEMICOLON ? END : word(type));
            }
        }
    }

    private static String word(int type) {
        return switch (type) {
            case BraidSqlParser.STRING -> "a string";
            case BraidSqlParser.INTEGER -> "a whole number";
            case BraidSqlParser.UUID -> "an id";
            case BraidSqlParser.NEQ -> "\"<>\"";
            case BraidSqlParser.IDENTIFIER, BraidSqlParser.QUOTED_IDENTIFIER, BraidSqlParser.BACK_QUOTED_IDENTIFIER ->
                IDENTIFIER;
            default -> {
                String literal = BraidSqlParser.VOCABULARY.getLiteralName(type);
                if (literal == null) {
                    yield BraidSqlParser.VOCABULARY.getSymbolicName(type);
                }
                String plain = literal.substring(1, literal.length() - 1);
                yield Character.isLetter(plain.charAt(0)) ? plain : "\"" + plain + "\"";
            }
        };
    }

    private record Step(ATNState state, @Nullable Follow follow, int token) {}

    /** A stack of places to go on at. Equal ones have one id, so that ways that meet again are walked once. */
    private record Follow(int id, ATNState state, @Nullable Follow next) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Follow that && id == that.id;
        }

        @Override
        public int hashCode() {
            return id;
        }
    }
}
