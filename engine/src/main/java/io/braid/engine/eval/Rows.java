package io.braid.engine.eval;

import io.braid.view.ViewRows;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Streams of rows made from streams of rows. Closing one closes what it reads. */
final class Rows {
    private Rows() {}

    /** Rows that can be read any number of times. */
    interface Source {
        ViewRows open();
    }

    /** What becomes of a row; null drops it. */
    interface Step {
        @Nullable
        Object @Nullable [] apply(@Nullable Object[] row);
    }

    static ViewRows of(Iterator<@Nullable Object[]> rows) {
        return new ViewRows() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public @Nullable Object[] next() {
                return rows.next();
            }

            @Override
            public void close() {}
        };
    }

    /** A stream that reads on until it has something to say. */
    abstract static class Ahead implements ViewRows {
        private @Nullable Object @Nullable [] next;

        /** The next row; null at the end. */
        abstract @Nullable Object @Nullable [] advance();

        @Override
        public boolean hasNext() {
            if (next == null) {
                next = advance();
            }
            return next != null;
        }

        @Override
        public @Nullable Object[] next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException();
            }
            @Nullable Object[] row = next;
            next = null;
            return row;
        }
    }

    static ViewRows mapped(ViewRows input, Step step) {
        return new Ahead() {
            @Override
            @Nullable
            Object @Nullable [] advance() {
                while (input.hasNext()) {
                    @Nullable Object @Nullable [] row = step.apply(input.next());
                    if (row != null) {
                        return row;
                    }
                }
                return null;
            }

            @Override
            public void close() {
                input.close();
            }
        };
    }

    static ViewRows limited(ViewRows input, long offset, long limit) {
        return new ViewRows() {
            private long skipped;
            private long given;

            @Override
            public boolean hasNext() {
                while (skipped < offset && input.hasNext()) {
                    input.next();
                    skipped++;
                }
                return (limit < 0 || given < limit) && input.hasNext();
            }

            @Override
            public @Nullable Object[] next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                given++;
                return input.next();
            }

            @Override
            public void close() {
                input.close();
            }
        };
    }

    /** One after the other; the second is opened when the first has ended. */
    static ViewRows concatenated(Source first, Source second) {
        return new ViewRows() {
            private ViewRows current = first.open();
            private boolean inSecond;

            @Override
            public boolean hasNext() {
                if (!inSecond && !current.hasNext()) {
                    current.close();
                    current = second.open();
                    inSecond = true;
                }
                return current.hasNext();
            }

            @Override
            public @Nullable Object[] next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return current.next();
            }

            @Override
            public void close() {
                current.close();
            }
        };
    }

    /** All rows at once; they count. */
    static List<@Nullable Object[]> kept(Source source, RowBudget budget) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        try (ViewRows input = source.open()) {
            while (input.hasNext()) {
                budget.keepOne();
                rows.add(input.next());
            }
        }
        return rows;
    }
}
