package io.braid.engine.analysis;

import io.braid.spi.StatementException;
import java.util.function.Function;

/**
 * Whether generated SQL says where the user wrote what is in it. Usually it does not: plans are kept and compared, and
 * the same expression at two places is the same expression. Only when the planner has found something wrong is the SQL
 * made once more, with marks, and the planner asked again: then it says where.
 */
public enum Marking {
    NONE,
    PLACES;

    /**
     * Makes and plans SQL.
     *
     * @throws StatementException with a place, if it could be found
     */
    public static <T> T planning(Function<Marking, T> attempt) {
        try {
            return attempt.apply(NONE);
        } catch (StatementException e) {
            throw e.hasPosition() ? e : located(e, attempt);
        }
    }

    private static <T> StatementException located(StatementException first, Function<Marking, T> attempt) {
        try {
            var unused = attempt.apply(PLACES);
            return first;
        } catch (StatementException second) {
            boolean same = second.code() == first.code() && second.problem().equals(first.problem());
            return same && second.hasPosition() ? first.at(second.line(), second.column()) : first;
        }
    }
}
