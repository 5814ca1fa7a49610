package io.braid.engine.eval;

import io.braid.spi.DataType;
import io.braid.spi.DataType.Kind;
import io.braid.sql.tree.Call;
import io.braid.sql.tree.SetQuantifier;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Functions of many rows. */
final class Aggregates {
    private static final Map<String, Maker> MAKERS = new TreeMap<>();

    static {
        MAKERS.put("count", Aggregates::count);
        MAKERS.put("sum", Aggregates::sum);
        MAKERS.put("avg", Aggregates::average);
        MAKERS.put("min", (call, x) -> ofInput(x, () -> new Accumulators.Extreme(Comparisons.order(x.type()), -1)));
        MAKERS.put("max", (call, x) -> ofInput(x, () -> new Accumulators.Extreme(Comparisons.order(x.type()), 1)));
        MAKERS.put("first_value", (call, x) -> ofInput(x, () -> new Accumulators.Chosen(true)));
        MAKERS.put("last_value", (call, x) -> ofInput(x, () -> new Accumulators.Chosen(false)));
        MAKERS.put("any_value", (call, x) -> ofInput(x, () -> new Accumulators.Chosen(true)));
        MAKERS.put("listagg", Aggregates::listAgg);
        MAKERS.put("array_agg", Aggregates::arrayAgg);
        MAKERS.put("stddev", (call, x) -> spread(x, true, true));
        MAKERS.put("stddev_samp", (call, x) -> spread(x, true, true));
        MAKERS.put("stddev_pop", (call, x) -> spread(x, false, true));
        MAKERS.put("variance", (call, x) -> spread(x, true, false));
        MAKERS.put("var_samp", (call, x) -> spread(x, true, false));
        MAKERS.put("var_pop", (call, x) -> spread(x, false, false));
    }

    private Aggregates() {}

    /** Chooses the accumulator for a call with its first argument. */
    private interface Maker {
        Kernel make(Call call, Node argument);
    }

    /** What does the work, and of which type the result is. */
    private record Kernel(DataType type, boolean nullable, boolean takesNulls, Supplier<Accumulator> accumulator) {}

    /** Takes the values of one group. */
    interface Accumulator {
        void add(@Nullable Object value);

        @Nullable
        Object result();
    }

    /**
     * An aggregate ready for groups.
     *
     * @param argument what is looked at in each row
     */
    record Aggregate(
            DataType type,
            boolean nullable,
            Node argument,
            @Nullable Node filter,
            boolean distinct,
            boolean takesNulls,
            Supplier<Accumulator> accumulator) {
        Accumulator start(RowBudget budget) {
            Accumulator plain = accumulator.get();
            return distinct ? new Accumulators.Distinct(plain, budget) : plain;
        }

        void feed(Accumulator group, @Nullable Object[] row) {
            if (filter != null && !Boolean.TRUE.equals(filter.evaluate(row))) {
                return;
            }
            Object value = argument.evaluate(row);
            if (value != null || takesNulls) {
                group.add(value);
            }
        }
    }

    static boolean isAggregate(String name) {
        return MAKERS.containsKey(name.toLowerCase(Locale.ROOT));
    }

    static Set<String> names() {
        return MAKERS.keySet();
    }

    static Aggregate of(Call call, ExpressionCompiler compiler) {
        String name = call.function().toLowerCase(Locale.ROOT);
        Maker maker = MAKERS.get(name);
        boolean two = name.equals("listagg");
        int count = call.arguments().size();
        if (maker == null || count < 1 || count > (two ? 2 : 1)) {
            throw Problems.at(call.at(), "aggregate \"%s\" takes 1 argument, not %d", name, count);
        }
        if (call.isOfAllRows() && !name.equals("count")) {
            throw Problems.at(call.at(), "\"*\" stands only in COUNT(*)");
        }
        if (!call.orderBy().isEmpty()) {
            throw Problems.unsupported(call.at(), "ORDER BY inside an aggregate is not supported");
        }
        Node argument = call.isOfAllRows()
                ? Node.constant(DataType.BOOLEAN, true)
                : compiler.value(call.arguments().get(0));
        Kernel kernel = maker.make(call, argument);
        Node filter = call.filter() == null ? null : compiler.condition(call.filter(), "FILTER");
        boolean distinct = call.quantifier() == SetQuantifier.DISTINCT;
        return new Aggregate(
                kernel.type, kernel.nullable, argument, filter, distinct, kernel.takesNulls, kernel.accumulator);
    }

    private static Kernel ofInput(Node argument, Supplier<Accumulator> accumulator) {
        return new Kernel(argument.type(), true, false, accumulator);
    }

    private static Kernel count(Call call, Node argument) {
        return new Kernel(DataType.BIGINT, false, false, Accumulators.Count::new);
    }

    private static void requireNumber(Call call, Node argument) {
        if (!argument.type().kind().isNumeric()) {
            throw Problems.at(
                            call.at(),
                            "aggregate \"%s\" does not take %s as argument 1",
                            call.function(),
                            argument.type())
                    .hint("CAST it to a number type");
        }
    }

    private static Kernel sum(Call call, Node argument) {
        requireNumber(call, argument);
        DataType type = argument.type() instanceof DataType.Decimal decimal
                ? DataType.decimal(38, decimal.scale())
                : argument.type();
        return new Kernel(type, true, false, () -> new Accumulators.Sum(type));
    }

    private static Kernel average(Call call, Node argument) {
        requireNumber(call, argument);
        DataType type = wide(argument.type());
        DataType sum = argument.type().kind().isInteger() ? DataType.BIGINT : type;
        return new Kernel(type, true, false, () -> new Accumulators.Average(new Accumulators.Sum(sum), type));
    }

    /** Decimals that come from a division get more digits. */
    private static DataType wide(DataType type) {
        return type instanceof DataType.Decimal decimal ? DataType.decimal(38, Math.max(6, decimal.scale())) : type;
    }

    private static Kernel spread(Node argument, boolean sample, boolean root) {
        if (!argument.type().kind().isNumeric()) {
            throw Problems.value("STDDEV and VARIANCE take numbers, not %s", argument.type());
        }
        DataType type = wide(argument.type());
        return new Kernel(type, true, false, () -> new Accumulators.Spread(type, sample, root));
    }

    private static Kernel listAgg(Call call, Node argument) {
        if (argument.type().kind() != Kind.VARCHAR) {
            throw Problems.at(call.at(), "aggregate \"listagg\" does not take %s as argument 1", argument.type())
                    .hint("CAST it to VARCHAR");
        }
        String separator = ",";
        if (call.arguments().size() > 1) {
            List<Node> second = new ExpressionCompiler(x -> null, Fidelity.FRIENDLY, Subqueries.none())
                    .compileAll(call.arguments().subList(1, 2));
            if (!(second.get(0).value() instanceof String text)) {
                throw Problems.at(call.at(), "the separator of LISTAGG is a text");
            }
            separator = text;
        }
        String between = separator;
        return new Kernel(DataType.VARCHAR, true, false, () -> new Accumulators.Text(between));
    }

    private static Kernel arrayAgg(Call call, Node argument) {
        boolean nulls = call.nulls() != Call.Nulls.IGNORE;
        return new Kernel(DataType.array(argument.type()), true, nulls, Accumulators.Values::new);
    }
}
