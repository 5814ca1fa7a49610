package io.braid.formats;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of Avro's binary encoding, from front to back. Whoever wrote them may mean harm: no length is believed that
 * goes beyond the record, and nothing nests without end.
 */
final class AvroInput {
    /** Elements that take no bytes, such as nulls, could be any number. */
    private static final int MOST_EMPTY_ELEMENTS = 1 << 16;

    private static final int DEEPEST = 200;

    private final byte[] bytes;
    private int position;
    private int depth;

    AvroInput(byte[] bytes, int position) {
        this.bytes = bytes;
        this.position = position;
    }

    int remaining() {
        return bytes.length - position;
    }

    boolean bool() {
        byte value = bytes[advance(1)];
        if (value != 0 && value != 1) {
            throw BadRecordException.of("a boolean is neither 0 nor 1");
        }
        return value == 1;
    }

    int int32() {
        long value = int64();
        if (value != (int) value) {
            throw BadRecordException.of("an int has more than 32 bits");
        }
        return (int) value;
    }

    /** Seven bits a byte, the lowest first; the sign is the lowest bit of all. */
    long int64() {
        long bits = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = bytes[advance(1)];
            bits |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return (bits >>> 1) ^ -(bits & 1);
            }
        }
        throw BadRecordException.of("a long has more than 64 bits");
    }

    float float32() {
        return ByteBuffer.wrap(bytes, advance(4), 4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getFloat();
    }

    double float64() {
        return ByteBuffer.wrap(bytes, advance(8), 8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getDouble();
    }

    String text() {
        int length = length();
        return new String(bytes, advance(length), length, StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        return fixed(length());
    }

    byte[] fixed(int length) {
        int from = advance(length);
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    void skip(int length) {
        advance(length);
    }

    int length() {
        long length = int64();
        if (length < 0 || length > remaining()) {
            throw BadRecordException.of("a length goes beyond the end of the record");
        }
        return (int) length;
    }

    /**
     * How many elements the next block of an array or a map has; 0 at the end.
     *
     * @param before how many there were
     * @param least number of bytes that an element has at least
     */
    int block(int before, int least) {
        long count = int64();
        if (count < 0) {
            count = -count;
            length();
        }
        long most = least == 0 ? MOST_EMPTY_ELEMENTS - before : remaining() / least;
        if (count < 0 || count > most) {
            throw BadRecordException.of("a number of elements goes beyond the end of the record");
        }
        return (int) count;
    }

    /** To be called before a value within another one is read, and {@link #leave} after it. */
    void enter() {
        if (++depth > DEEPEST) {
            throw BadRecordException.of("the record is nested more than " + DEEPEST + " deep");
        }
    }

    void leave() {
        depth--;
    }

    private int advance(int length) {
        if (length > remaining()) {
            throw BadRecordException.of("the record ends in the middle of a value");
        }
        int from = position;
        position += length;
        return from;
    }
}
