package io.braid.server.data;

import io.braid.feed.FeedRow;
import io.braid.spi.Cells;
import io.braid.spi.Column;
import io.braid.spi.DataType;
import io.braid.spi.RowType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows as data frames into one buffer that is used again and again: this runs for every row of every live result.
 * Used by one thread; a frame is good until the next one is written.
 */
final class RowFrames {
    private static final byte[] PREFIX =
            "{\"type\":\"data\",\"headers\":{},\"data\":[".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    // The longest that one char can become: a backslash, a "u" and four digits.
    private static final int BYTES_PER_CHAR = 6;
    private static final int LARGEST_KEPT = 1 << 20;

    private final DataType[] types;
    private final ZoneId zone;
    private byte[] bytes = new byte[4096];
    private int length;

    RowFrames(RowType columns, ZoneId zone) {
        this.types = columns.columns().stream().map(Column::type).toArray(DataType[]::new);
        this.zone = zone;
    }

    ByteBuffer frame(FeedRow row) {
        if (bytes.length > LARGEST_KEPT) {
            bytes = new byte[4096]; // one huge row must not cost its memory for as long as the socket lives
        }
        length = 0;
        put(PREFIX);
        @Nullable Object[] values = row.values();
        for (int i = 0; i < types.length; i++) {
            if (i > 0) {
                bytes[length++] = ',';
            }
            String text = Cells.render(types[i], values[i], zone);
            if (text == null) {
                put(NULL);
            } else {
                put(text);
            }
        }
        bytes[length++] = ']';
        bytes[length++] = '}';
        return ByteBuffer.wrap(bytes, 0, length);
    }

    private void put(byte[] ascii) {
        room(ascii.length);
        System.arraycopy(ascii, 0, bytes, length, ascii.length);
        length += ascii.length;
    }

    private void put(String text) {
        int chars = text.length();
        room(Math.addExact(Math.multiplyExact(chars, BYTES_PER_CHAR), 2));
        byte[] out = bytes;
        int at = length;
        out[at++] = '"';
        for (int i = 0; i < chars; i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7f && c != '"' && c != '\\') {
                out[at++] = (byte) c;
            } else if (c < 0x80) {
                at = escape(out, at, c);
            } else if (c < 0x800) {
                out[at++] = (byte) (0xc0 | (c >> 6));
                out[at++] = (byte) (0x80 | (c & 0x3f));
            } else if (Character.isHighSurrogate(c) && i + 1 < chars && Character.isLowSurrogate(text.charAt(i + 1))) {
                int point = Character.toCodePoint(c, text.charAt(++i));
                out[at++] = (byte) (0xf0 | (point >> 18));
                out[at++] = (byte) (0x80 | ((point >> 12) & 0x3f));
                out[at++] = (byte) (0x80 | ((point >> 6) & 0x3f));
                out[at++] = (byte) (0x80 | (point & 0x3f));
            } else if (Character.isSurrogate(c)) {
                at = escape(out, at, c); // half of a pair has no UTF-8, and a frame must be UTF-8
            } else {
                out[at++] = (byte) (0xe0 | (c >> 12));
                out[at++] = (byte) (0x80 | ((c >> 6) & 0x3f));
                out[at++] = (byte) (0x80 | (c & 0x3f));
            }
        }
        out[at++] = '"';
        length = at;
    }

    private static int escape(byte[] out, int from, char c) {
        int at = from;
        out[at++] = '\\';
        if (c == '"' || c == '\\') {
            out[at++] = (byte) c;
        } else if (c == '\n') {
            out[at++] = 'n';
        } else {
            out[at++] = 'u';
            out[at++] = HEX[c >> 12];
            out[at++] = HEX[(c >> 8) & 15];
            out[at++] = HEX[(c >> 4) & 15];
            out[at++] = HEX[c & 15];
        }
        return at;
    }

    /** Room for this many bytes and the few that are put without asking. */
    private void room(int more) {
        int needed = Math.addExact(length, Math.addExact(more, 4));
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
        }
    }
}
