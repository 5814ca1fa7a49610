package io.braid.sql.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;

/**
 * Where in the grammar the parser is: a copy, because it changes its own record as it goes on.
 *
 * @param token the index of the token before it
 * @param state the state of the grammar
 * @param callers the states that called the rules under way, innermost first
 */
record Place(int token, int state, List<Integer> callers) {
    Place {
        callers = List.copyOf(callers);
    }

    /** The place of a parser; rules that have taken no token yet are left again, to be named as a whole. */
    static Place of(Parser parser, int token) {
        int state = parser.getState();
        ParserRuleContext context = parser.getContext();
        while (context != null
                && context.invokingState >= 0
                && context.getStart() != null
                && context.getStart().getTokenIndex() >= token) {
            state = context.invokingState;
            context = context.getParent();
        }
        List<Integer> callers = new ArrayList<>();
        for (; context != null && context.invokingState >= 0; context = context.getParent()) {
            callers.add(context.invokingState);
        }
        return new Place(token, state, callers);
    }
}
