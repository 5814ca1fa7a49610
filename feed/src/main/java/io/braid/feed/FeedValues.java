package io.braid.feed;

import io.braid.spi.ChangeKind;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows as bytes between two JVMs. Each value says what it is, so the two need not agree on the columns; Java's own
 * serialization would let the other end choose classes.
 */
final class FeedValues {
    private static final int NULL = 0;
    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int INT = 3;
    private static final int LONG = 4;
    private static final int FLOAT = 5;
    private static final int DOUBLE = 6;
    private static final int DECIMAL = 7;
    private static final int TEXT = 8;
    private static final int BYTES = 9;
    private static final int DATE = 10;
    private static final int TIME = 11;
    private static final int TIMESTAMP = 12;
    private static final int INSTANT = 13;
    private static final int LIST = 14;
    private static final int MAP = 15;

    /** What is made room for before the elements are there. */
    private static final int MOST_AT_ONCE = 1_000;

    private static final ChangeKind[] KINDS = ChangeKind.values();

    private FeedValues() {}

    @SuppressWarnings("EnumOrdinal") // both ends are of one version of the protocol
    static void writeRow(FeedRow row, DataOutputStream out) throws IOException {
        out.writeByte(row.kind().ordinal());
        out.writeInt(row.values().length);
        for (Object value : row.values()) {
            write(value, out);
        }
    }

    static FeedRow readRow(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        if (kind >= KINDS.length) {
            throw new IOException("a row of kind " + kind + " is not known");
        }
        int columns = length(in);
        List<@Nullable Object> values = readList(columns, in);
        return new FeedRow(KINDS[kind], values.toArray());
    }

    private static void write(@Nullable Object value, DataOutputStream out) throws IOException {
        if (value == null) {
            out.writeByte(NULL);
        } else if (value instanceof Boolean flag) {
            out.writeByte(flag ? TRUE : FALSE);
        } else if (value instanceof Integer number) {
            out.writeByte(INT);
            out.writeInt(number);
        } else if (value instanceof Long number) {
            out.writeByte(LONG);
            out.writeLong(number);
        } else if (value instanceof Float number) {
            out.writeByte(FLOAT);
            out.writeFloat(number);
        } else if (value instanceof Double number) {
            out.writeByte(DOUBLE);
            out.writeDouble(number);
        } else if (value instanceof BigDecimal number) {
            out.writeByte(DECIMAL);
            out.writeInt(number.scale());
            writeBytes(number.unscaledValue().toByteArray(), out);
        } else if (value instanceof String text) {
            out.writeByte(TEXT);
            writeBytes(text.getBytes(StandardCharsets.UTF_8), out);
        } else if (value instanceof byte[] bytes) {
            out.writeByte(BYTES);
            writeBytes(bytes, out);
        } else {
            writeTimeOrMany(value, out);
        }
    }

    private static void writeTimeOrMany(Object value, DataOutputStream out) throws IOException {
        if (value instanceof LocalDate date) {
            out.writeByte(DATE);
            out.writeLong(date.toEpochDay());
        } else if (value instanceof LocalTime time) {
            out.writeByte(TIME);
            out.writeLong(time.toNanoOfDay());
        } else if (value instanceof LocalDateTime time) {
            out.writeByte(TIMESTAMP);
            writeInstant(time.toInstant(ZoneOffset.UTC), out);
        } else if (value instanceof Instant time) {
            out.writeByte(INSTANT);
            writeInstant(time, out);
        } else if (value instanceof List<?> list) {
            out.writeByte(LIST);
            out.writeInt(list.size());
            for (Object element : list) {
                write(element, out);
            }
        } else if (value instanceof Map<?, ?> map) {
            out.writeByte(MAP);
            out.writeInt(map.size());
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                write(entry.getKey(), out);
                write(entry.getValue(), out);
            }
        } else {
            throw new IOException("a value of " + value.getClass() + " cannot leave a job");
        }
    }

    private static @Nullable Object read(DataInputStream in) throws IOException {
        int tag = in.readUnsignedByte();
        return switch (tag) {
            case NULL -> null;
            case TRUE -> true;
            case FALSE -> false;
            case INT -> in.readInt();
            case LONG -> in.readLong();
            case FLOAT -> in.readFloat();
            case DOUBLE -> in.readDouble();
            case DECIMAL -> {
                int scale = in.readInt();
                yield new BigDecimal(new BigInteger(readBytes(in)), scale);
            }
            case TEXT -> new String(readBytes(in), StandardCharsets.UTF_8);
            case BYTES -> readBytes(in);
            case DATE -> LocalDate.ofEpochDay(in.readLong());
            case TIME -> LocalTime.ofNanoOfDay(in.readLong());
            case TIMESTAMP -> LocalDateTime.ofEpochSecond(in.readLong(), in.readInt(), ZoneOffset.UTC);
            case INSTANT -> Instant.ofEpochSecond(in.readLong(), in.readInt());
            case LIST -> readList(length(in), in);
            case MAP -> readMap(length(in), in);
            default -> throw new IOException("a value of kind " + tag + " is not known");
        };
    }

    private static List<@Nullable Object> readList(int size, DataInputStream in) throws IOException {
        List<@Nullable Object> values = new ArrayList<>(Math.min(size, MOST_AT_ONCE));
        for (int i = 0; i < size; i++) {
            values.add(read(in));
        }
        return values;
    }

    private static Map<@Nullable Object, @Nullable Object> readMap(int size, DataInputStream in) throws IOException {
        Map<@Nullable Object, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            Object key = read(in);
            values.put(key, read(in));
        }
        return values;
    }

    private static void writeInstant(Instant time, DataOutputStream out) throws IOException {
        out.writeLong(time.getEpochSecond());
        out.writeInt(time.getNano());
    }

    private static void writeBytes(byte[] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        int length = length(in);
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("a value ends too early");
        }
        return bytes;
    }

    private static int length(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            throw new IOException("a length of " + length + " cannot be");
        }
        return length;
    }
}
