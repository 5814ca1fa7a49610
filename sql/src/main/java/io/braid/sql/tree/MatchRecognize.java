package io.braid.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code relation MATCH_RECOGNIZE (…)}: rows that follow a pattern. */
public record MatchRecognize(
        FromItem input,
        List<Expression> partitionBy,
        List<SortItem> orderBy,
        List<Measure> measures,
        RowsPerMatch rowsPerMatch,
        @Nullable AfterMatch afterMatch,
        Pattern pattern,
        @Nullable TimeSpan within,
        List<Definition> definitions,
        @Nullable Identifier alias,
        List<Property> properties,
        Position at)
        implements FromItem {
    public MatchRecognize {
        partitionBy = List.copyOf(partitionBy);
        orderBy = List.copyOf(orderBy);
        measures = List.copyOf(measures);
        definitions = List.copyOf(definitions);
        properties = List.copyOf(properties);
    }

    public record Measure(Expression expression, Identifier name) {}

    public record Definition(Identifier variable, Expression condition) {}

    public enum RowsPerMatch {
        ONE,
        ALL
    }

    /** @param variable present for the three kinds that name one */
    public record AfterMatch(Kind kind, @Nullable Identifier variable) {
        public enum Kind {
            SKIP_PAST_LAST_ROW,
            SKIP_TO_NEXT_ROW,
            SKIP_TO,
            SKIP_TO_FIRST,
            SKIP_TO_LAST
        }
    }

    /** What is between the parentheses of PATTERN. */
    public sealed interface Pattern {
        record Variable(Identifier name) implements Pattern {}

        record Sequence(List<Pattern> items) implements Pattern {
            public Sequence {
                items = List.copyOf(items);
            }
        }

        record Choice(List<Pattern> options) implements Pattern {
            public Choice {
                options = List.copyOf(options);
            }
        }

        /** @param most absent when there is no bound */
        record Repeated(Pattern item, int least, @Nullable Integer most, Greed greed) implements Pattern {}

        enum Greed {
            GREEDY,
            RELUCTANT
        }
    }
}
