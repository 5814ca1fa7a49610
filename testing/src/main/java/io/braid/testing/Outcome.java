package io.braid.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came of a statement, in texts that a script can compare. */
public sealed interface Outcome {

    /** It was done, and this was said. */
    record Said(List<String> lines) implements Outcome {
        public Said {
            lines = List.copyOf(lines);
        }

        public static Said of(String... lines) {
            return new Said(List.of(lines));
        }
    }

    /** It gave rows; a cell may be null. */
    record Table(List<String> columns, List<List<@Nullable String>> rows) implements Outcome {
        public Table {
            columns = List.copyOf(columns);
            List<List<@Nullable String>> copies = new ArrayList<>();
            for (List<@Nullable String> row : rows) {
                copies.add(Collections.unmodifiableList(new ArrayList<>(row)));
            }
            rows = Collections.unmodifiableList(copies);
        }
    }

    /** It was refused, or it failed. */
    record Failed(String code, String message) implements Outcome {}

    /** It gives rows until somebody closes it. */
    record Live(LiveRows rows) implements Outcome {}

    /** Rows that keep coming. Used by one thread. */
    interface LiveRows extends AutoCloseable {
        /** The next row, or nothing when none came in time. */
        Optional<List<@Nullable String>> next(Duration timeout);

        @Override
        void close();
    }
}
