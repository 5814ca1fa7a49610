package io.braid.engine.eval;

import io.braid.engine.eval.Aggregates.Accumulator;
import io.braid.spi.DataType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The state of one aggregate in one group. */
final class Accumulators {
    private Accumulators() {}

    static final class Count implements Accumulator {
        private long count;

        @Override
        public void add(@Nullable Object value) {
            count++;
        }

        @Override
        public Object result() {
            return count;
        }
    }

    static final class Sum implements Accumulator {
        private final DataType type;
        private @Nullable Number sum;

        Sum(DataType type) {
            this.type = type;
        }

        @Override
        public void add(@Nullable Object value) {
            Number next = (Number) value;
            Number before = sum;
            if (next == null) {
                return;
            }
            sum = switch (type.kind()) {
                case FLOAT -> (before == null ? 0f : before.floatValue()) + next.floatValue();
                case DOUBLE -> (before == null ? 0d : before.doubleValue()) + next.doubleValue();
                case DECIMAL ->
                    before == null
                            ? Arithmetic.decimal(next)
                            : Arithmetic.decimal(before).add(Arithmetic.decimal(next));
                default -> (before == null ? 0L : before.longValue()) + next.longValue();
            };
        }

        @Override
        public @Nullable Object result() {
            Number total = sum;
            return total == null ? null : Casts.number(total, type);
        }
    }

    static final class Average implements Accumulator {
        private final Sum sum;
        private final DataType type;
        private long count;

        Average(Sum sum, DataType type) {
            this.sum = sum;
            this.type = type;
        }

        @Override
        public void add(@Nullable Object value) {
            sum.add(value);
            count++;
        }

        @Override
        public @Nullable Object result() {
            Number total = (Number) sum.result();
            if (total == null) {
                return null;
            }
            return switch (type.kind()) {
                case FLOAT, DOUBLE -> Casts.number(total.doubleValue() / count, type);
                case DECIMAL ->
                    Casts.number(
                            Arithmetic.decimal(total)
                                    .divide(BigDecimal.valueOf(count), new MathContext(38, RoundingMode.HALF_UP)),
                            type);
                default -> Casts.number(total.longValue() / count, type);
            };
        }
    }

    /** The least or the greatest. */
    static final class Extreme implements Accumulator {
        private final Comparator<Object> order;
        private final int direction;
        private @Nullable Object best;

        Extreme(Comparator<Object> order, int direction) {
            this.order = order;
            this.direction = direction;
        }

        @Override
        public void add(@Nullable Object value) {
            Object before = best;
            if (value != null && (before == null || order.compare(value, before) * direction > 0)) {
                best = value;
            }
        }

        @Override
        public @Nullable Object result() {
            return best;
        }
    }

    /** The first or the last. */
    static final class Chosen implements Accumulator {
        private final boolean first;
        private @Nullable Object chosen;

        Chosen(boolean first) {
            this.first = first;
        }

        @Override
        public void add(@Nullable Object value) {
            if (chosen == null || !first) {
                chosen = value;
            }
        }

        @Override
        public @Nullable Object result() {
            return chosen;
        }
    }

    static final class Text implements Accumulator {
        private final StringJoiner joined;
        private boolean empty = true;

        Text(String separator) {
            this.joined = new StringJoiner(separator);
        }

        @Override
        public void add(@Nullable Object value) {
            joined.add((String) value);
            empty = false;
        }

        @Override
        public @Nullable Object result() {
            return empty ? null : joined.toString();
        }
    }

    static final class Values implements Accumulator {
        private final List<@Nullable Object> values = new ArrayList<>();

        @Override
        public void add(@Nullable Object value) {
            values.add(value);
        }

        @Override
        public @Nullable Object result() {
            return values.isEmpty() ? null : values;
        }
    }

    /** Variance and standard deviation by Welford's recurrence, which keeps its digits where sums of squares lose them. */
    static final class Spread implements Accumulator {
        private final DataType type;
        private final boolean sample;
        private final boolean root;
        private long count;
        private double mean;
        private double squares;

        Spread(DataType type, boolean sample, boolean root) {
            this.type = type;
            this.sample = sample;
            this.root = root;
        }

        @Override
        public void add(@Nullable Object value) {
            if (value == null) {
                return;
            }
            double x = Arithmetic.number(value);
            double delta = x - mean;
            count++;
            mean += delta / count;
            squares += delta * (x - mean);
        }

        @Override
        public @Nullable Object result() {
            long divisor = sample ? count - 1 : count;
            if (divisor <= 0) {
                return null;
            }
            double variance = squares / divisor;
            return Casts.number(root ? Math.sqrt(variance) : variance, type);
        }
    }

    /** Lets every value through once. */
    static final class Distinct implements Accumulator {
        private final Accumulator rest;
        private final RowBudget budget;
        private final Set<Key> seen = new HashSet<>();

        Distinct(Accumulator rest, RowBudget budget) {
            this.rest = rest;
            this.budget = budget;
        }

        @Override
        public void add(@Nullable Object value) {
            if (seen.add(new Key(new @Nullable Object[] {value}))) {
                budget.keepOne();
                rest.add(value);
            }
        }

        @Override
        public @Nullable Object result() {
            return rest.result();
        }
    }
}
