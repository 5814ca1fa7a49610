package io.braid.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may stand after FROM and JOIN. Properties are those of the WITH that follows the item. */
public sealed interface FromItem
        permits FromItem.TableReference,
                FromItem.WindowedRelation,
                FromItem.SubSelect,
                FromItem.Join,
                FromItem.Unnest,
                FromItem.TableFunction,
                MatchRecognize {
    Position at();

    record TableReference(QualifiedName name, @Nullable Identifier alias, List<Property> properties, Position at)
            implements FromItem {
        public TableReference {
            properties = List.copyOf(properties);
        }
    }

    /**
     * {@code TUMBLE(relation, SIZE 1 HOUR)} and its kin.
     *
     * @param partitionBy of SESSION alone
     * @param size for SESSION, the gap
     * @param step what HOP advances by, what CUMULATE grows by; absent for TUMBLE and SESSION
     */
    record WindowedRelation(
            Kind kind,
            QualifiedName relation,
            List<Expression> partitionBy,
            TimeSpan size,
            @Nullable TimeSpan step,
            @Nullable Identifier alias,
            List<Property> properties,
            Position at)
            implements FromItem {
        public WindowedRelation {
            partitionBy = List.copyOf(partitionBy);
            properties = List.copyOf(properties);
        }

        public enum Kind {
            TUMBLE,
            HOP,
            CUMULATE,
            SESSION
        }
    }

    record SubSelect(
            Query query, @Nullable Identifier alias, List<Identifier> columns, List<Property> properties, Position at)
            implements FromItem {
        public SubSelect {
            columns = List.copyOf(columns);
            properties = List.copyOf(properties);
        }
    }

    /**
     * Two items side by side.
     *
     * @param within the time bound of a stream-to-stream join
     * @param on absent for CROSS alone
     */
    record Join(
            FromItem left,
            FromItem right,
            Type type,
            @Nullable TimeSpan within,
            @Nullable Expression on,
            Position at) implements FromItem {
        public enum Type {
            INNER,
            LEFT,
            RIGHT,
            FULL,
            CROSS
        }
    }

    /** {@code UNNEST(array) [WITH ORDINALITY] AS alias (columns)}. */
    record Unnest(
            Expression value,
            Ordinality ordinality,
            @Nullable Identifier alias,
            List<Identifier> columns,
            Position at) implements FromItem {
        public Unnest {
            columns = List.copyOf(columns);
        }

        public enum Ordinality {
            WITHOUT,
            WITH
        }
    }

    /** {@code LATERAL TABLE(f(x)) AS alias (columns)}. */
    record TableFunction(Call call, @Nullable Identifier alias, List<Identifier> columns, Position at)
            implements FromItem {
        public TableFunction {
            columns = List.copyOf(columns);
        }
    }
}
