package io.braid.flink.job.function;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.ArgumentCount;
import org.apache.flink.table.types.inference.CallContext;
import org.apache.flink.table.types.inference.ConstantArgumentCount;
import org.apache.flink.table.types.inference.InputTypeStrategy;
import org.apache.flink.table.types.inference.Signature;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.table.types.inference.TypeStrategies;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.utils.TypeConversions;
import org.jspecify.annotations.Nullable;

/**
 * {@code PART_OF_HOUR(t)} and its like: EXTRACT as the calendar has it. Flink's own counts towards 1970, and so puts the
 * last hour of 1969 into 1970, as its hour 0.
 */
public final class TimePart extends ScalarFunction {
    /** The name of each function without its unit. */
    public static final String PREFIX = "PART_OF_";

    private static final long serialVersionUID = 1L;

    private final Unit unit;

    public TimePart(Unit unit) {
        this.unit = unit;
    }

    /** What can be taken, under its name in the language. */
    public enum Unit {
        NANOSECOND(time -> time.get(ChronoField.NANO_OF_SECOND)),
        MICROSECOND(time -> time.get(ChronoField.MICRO_OF_SECOND)),
        MILLISECOND(time -> time.get(ChronoField.MILLI_OF_SECOND)),
        SECOND(LocalDateTime::getSecond),
        MINUTE(LocalDateTime::getMinute),
        HOUR(LocalDateTime::getHour),
        DAY(LocalDateTime::getDayOfMonth),
        WEEK(time -> time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)),
        MONTH(LocalDateTime::getMonthValue),
        QUARTER(time -> time.get(IsoFields.QUARTER_OF_YEAR)),
        YEAR(LocalDateTime::getYear),
        DECADE(time -> Math.floorDiv(time.getYear(), 10)),
        CENTURY(time -> Math.floorDiv(time.getYear() + 99, 100)),
        MILLENNIUM(time -> Math.floorDiv(time.getYear() + 999, 1000)),
        EPOCH(time -> time.toEpochSecond(ZoneOffset.UTC)),
        DOW(time -> time.getDayOfWeek().getValue() % 7 + 1),
        ISODOW(time -> time.getDayOfWeek().getValue()),
        DOY(LocalDateTime::getDayOfYear),
        ISOYEAR(time -> time.get(IsoFields.WEEK_BASED_YEAR));

        @SuppressWarnings("ImmutableEnumChecker") // functions without state
        private final ToLongFunction<LocalDateTime> part;

        Unit(ToLongFunction<LocalDateTime> part) {
            this.part = part;
        }

        boolean isOfTheDay() {
            return compareTo(HOUR) <= 0;
        }
    }

    public String name() {
        return PREFIX + unit;
    }

    /** Found by Flink through reflection, as are the others. */
    public @Nullable Long eval(@Nullable LocalDateTime time) {
        return time == null ? null : unit.part.applyAsLong(time);
    }

    public @Nullable Long eval(@Nullable Instant time) {
        return time == null ? null : unit.part.applyAsLong(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
    }

    public @Nullable Long eval(@Nullable LocalDate date) {
        return date == null ? null : unit.part.applyAsLong(date.atStartOfDay());
    }

    public @Nullable Long eval(@Nullable LocalTime time) {
        return time == null ? null : unit.part.applyAsLong(time.atDate(LocalDate.EPOCH));
    }

    @Override
    public TypeInference getTypeInference(DataTypeFactory types) {
        return TypeInference.newBuilder()
                .inputTypeStrategy(new OneTime(unit.isOfTheDay()))
                .outputTypeStrategy(TypeStrategies.explicit(DataTypes.BIGINT()))
                .build();
    }

    /** Each kind of time as it is: a cast to another would lose a zone or a day. */
    private record OneTime(boolean orTimeOfDay) implements InputTypeStrategy {
        private static final Set<LogicalTypeRoot> TIMES = EnumSet.of(
                LogicalTypeRoot.DATE,
                LogicalTypeRoot.TIMESTAMP_WITHOUT_TIME_ZONE,
                LogicalTypeRoot.TIMESTAMP_WITH_LOCAL_TIME_ZONE);

        @Override
        public ArgumentCount getArgumentCount() {
            return ConstantArgumentCount.of(1);
        }

        @Override
        public Optional<List<DataType>> inferInputTypes(CallContext call, boolean throwOnFailure) {
            LogicalType type = call.getArgumentDataTypes().get(0).getLogicalType();
            LogicalTypeRoot root = type.getTypeRoot();
            boolean fits = TIMES.contains(root) || (orTimeOfDay && root == LogicalTypeRoot.TIME_WITHOUT_TIME_ZONE);
            return fits
                    ? Optional.of(List.of(TypeConversions.fromLogicalToDataType(type)))
                    : call.fail(throwOnFailure, "a date, a time or a timestamp is needed");
        }

        @Override
        public List<Signature> getExpectedSignatures(FunctionDefinition definition) {
            return List.of(Signature.of(Signature.Argument.of("time")));
        }
    }
}
