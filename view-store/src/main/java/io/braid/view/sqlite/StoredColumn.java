package io.braid.view.sqlite;

import io.braid.spi.DataType;
import io.braid.spi.JsonText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * How the values of a type are kept: as whole numbers, texts or bytes that SQLite compares and sorts just as the values
 * compare. Floating numbers become the whole number of the same rank (NaN is the greatest, as in PostgreSQL), decimals
 * are unscaled, moments count microseconds.
 */
final class StoredColumn {
    private static final int LONG_DIGITS = 18;
    private static final int MICRO_DIGITS = 6;
    private static final int NANOS_OF_MICRO = 1_000;

    private final DataType type;
    private final Storage storage;

    StoredColumn(DataType type) {
        this.type = type;
        this.storage = storage(type);
    }

    /** What SQLite is given: a Long, a String or a byte[]. */
    enum Storage {
        INTEGER,
        TEXT,
        BLOB
    }

    /**
     * Where a value stands among the stored ones.
     *
     * @param least the first of those equal to it
     * @param greatest the last of those equal to it; they differ only for zero, which has a sign in floating numbers
     * @param exact false when no stored value can equal it; {@code greatest} is then the last one below it
     */
    record Place(Object least, Object greatest, boolean exact) {}

    Storage storage() {
        return storage;
    }

    private static Storage storage(DataType type) {
        return switch (type.kind()) {
            case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, FLOAT, DOUBLE, DATE, TIME -> Storage.INTEGER;
            case DECIMAL -> ((DataType.Decimal) type).precision() <= LONG_DIGITS ? Storage.INTEGER : Storage.BLOB;
            case TIMESTAMP, TIMESTAMP_LTZ ->
                ((DataType.Temporal) type).precision() <= MICRO_DIGITS ? Storage.INTEGER : Storage.BLOB;
            case VARCHAR, ARRAY, MAP, STRUCT -> Storage.TEXT;
            case VARBINARY -> Storage.BLOB;
        };
    }

    Object encode(Object value) {
        return switch (type.kind()) {
            case BOOLEAN -> (Boolean) value ? 1L : 0L;
            case TINYINT, SMALLINT, INTEGER, BIGINT -> ((Number) value).longValue();
            case FLOAT, DOUBLE -> rank(((Number) value).doubleValue());
            case DECIMAL ->
                unscaled(((BigDecimal) value)
                        .setScale(scale(), RoundingMode.HALF_UP)
                        .unscaledValue());
            case VARCHAR, VARBINARY -> value;
            case DATE -> ((LocalDate) value).toEpochDay();
            case TIME -> ((LocalTime) value).toNanoOfDay();
            case TIMESTAMP -> moment(((LocalDateTime) value).toInstant(ZoneOffset.UTC));
            case TIMESTAMP_LTZ -> moment((Instant) value);
            case ARRAY, MAP, STRUCT -> JsonText.of(type, value);
        };
    }

    Object decode(Object stored) {
        return switch (type.kind()) {
            case BOOLEAN -> number(stored) != 0;
            case TINYINT, SMALLINT, INTEGER -> (int) number(stored);
            case BIGINT -> number(stored);
            case FLOAT -> (float) ranked(number(stored));
            case DOUBLE -> ranked(number(stored));
            case DECIMAL ->
                storage == Storage.INTEGER
                        ? BigDecimal.valueOf(number(stored), scale())
                        : new BigDecimal(new BigInteger(flipped((byte[]) stored)), scale());
            case VARCHAR, VARBINARY -> stored;
            case DATE -> LocalDate.ofEpochDay(number(stored));
            case TIME -> LocalTime.ofNanoOfDay(number(stored));
            case TIMESTAMP -> {
                Instant moment = moment(stored);
                yield LocalDateTime.ofEpochSecond(moment.getEpochSecond(), moment.getNano(), ZoneOffset.UTC);
            }
            case TIMESTAMP_LTZ -> moment(stored);
            case ARRAY, MAP, STRUCT -> NestedJson.read(type, (String) stored);
        };
    }

    /** For comparisons; the value may be finer or greater than the column can hold. */
    Place place(Object value) {
        return switch (type.kind()) {
            case FLOAT, DOUBLE -> {
                double number = ((Number) value).doubleValue();
                yield number == 0.0
                        ? new Place(rank(-0.0), rank(0.0), true)
                        : new Place(rank(number), rank(number), true);
            }
            case DECIMAL -> {
                BigDecimal floor = ((BigDecimal) value).setScale(scale(), RoundingMode.FLOOR);
                BigInteger limit = BigInteger.TEN.pow(((DataType.Decimal) type).precision());
                Object stored = unscaled(floor.unscaledValue().min(limit).max(limit.negate()));
                yield new Place(stored, stored, floor.compareTo((BigDecimal) value) == 0);
            }
            case TIMESTAMP -> place(((LocalDateTime) value).toInstant(ZoneOffset.UTC));
            case TIMESTAMP_LTZ -> place((Instant) value);
            default -> {
                Object stored = encode(value);
                yield new Place(stored, stored, true);
            }
        };
    }

    private Place place(Instant value) {
        Object stored = moment(value);
        return new Place(
                stored,
                stored,
                storage == Storage.BLOB || value.truncatedTo(ChronoUnit.MICROS).equals(value));
    }

    private int scale() {
        return ((DataType.Decimal) type).scale();
    }

    private Object unscaled(BigInteger number) {
        if (storage == Storage.INTEGER) {
            return number.longValueExact();
        }
        byte[] bytes = number.toByteArray();
        byte[] stored = new byte[16];
        Arrays.fill(stored, 0, 16 - bytes.length, (byte) (number.signum() < 0 ? -1 : 0));
        System.arraycopy(bytes, 0, stored, 16 - bytes.length, bytes.length);
        return flipped(stored);
    }

    /** Bytes compare without sign; with the sign bit turned over they compare as numbers. */
    private static byte[] flipped(byte[] bytes) {
        byte[] flipped = bytes.clone();
        flipped[0] ^= (byte) 0x80;
        return flipped;
    }

    private Object moment(Instant value) {
        if (storage == Storage.INTEGER) {
            return Math.addExact(
                    Math.multiplyExact(value.getEpochSecond(), 1_000_000L), value.getNano() / NANOS_OF_MICRO);
        }
        return ByteBuffer.allocate(12)
                .putLong(value.getEpochSecond() ^ Long.MIN_VALUE)
                .putInt(value.getNano())
                .array();
    }

    private Instant moment(Object stored) {
        if (storage == Storage.INTEGER) {
            long micros = number(stored);
            return Instant.ofEpochSecond(
                    Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * NANOS_OF_MICRO);
        }
        ByteBuffer bytes = ByteBuffer.wrap((byte[]) stored);
        return Instant.ofEpochSecond(bytes.getLong() ^ Long.MIN_VALUE, bytes.getInt());
    }

    private static long number(Object stored) {
        return ((Number) stored).longValue();
    }

    private static long rank(double number) {
        long bits = Double.doubleToLongBits(number);
        return bits ^ (bits >> 63 & Long.MAX_VALUE);
    }

    private static double ranked(long rank) {
        return Double.longBitsToDouble(rank ^ (rank >> 63 & Long.MAX_VALUE));
    }
}
