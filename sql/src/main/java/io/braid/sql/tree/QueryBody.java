package io.braid.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the rows of a query come from. */
public sealed interface QueryBody {
    Position at();

    /** @param from absent in {@code SELECT 1} */
    record Select(
            SetQuantifier quantifier,
            List<SelectItem> items,
            @Nullable FromItem from,
            @Nullable Expression where,
            List<GroupItem> groupBy,
            @Nullable Expression having,
            Position at)
            implements QueryBody {
        public Select {
            items = List.copyOf(items);
            groupBy = List.copyOf(groupBy);
        }
    }

    record SetOperation(Kind kind, SetQuantifier quantifier, QueryBody left, QueryBody right, Position at)
            implements QueryBody {
        public enum Kind {
            UNION,
            INTERSECT,
            EXCEPT
        }
    }

    /** {@code VALUES (1, 'a'), (2, 'b')}. */
    record Values(List<List<Expression>> rows, Position at) implements QueryBody {
        public Values {
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /** A query in parentheses, as an operand of a set operation. */
    record Nested(Query query, Position at) implements QueryBody {}

    /** One item of a select list. */
    sealed interface SelectItem {
        Position at();

        /** @param alias absent where none was written; the name is then for the analyzer to find */
        record Column(Expression expression, @Nullable Identifier alias, Position at) implements SelectItem {}

        /** {@code *} or {@code qualifier.*}. */
        record All(@Nullable QualifiedName qualifier, Position at) implements SelectItem {}
    }

    /** One item of a GROUP BY. */
    sealed interface GroupItem {
        record By(Expression expression) implements GroupItem {}

        record Rollup(List<Expression> expressions) implements GroupItem {
            public Rollup {
                expressions = List.copyOf(expressions);
            }
        }

        record Cube(List<Expression> expressions) implements GroupItem {
            public Cube {
                expressions = List.copyOf(expressions);
            }
        }

        /** {@code GROUPING SETS ((a, b), ())}; {@code GROUP BY ()} is one empty set. */
        record Sets(List<List<Expression>> sets) implements GroupItem {
            public Sets {
                sets = sets.stream().map(List::copyOf).toList();
            }
        }
    }
}
