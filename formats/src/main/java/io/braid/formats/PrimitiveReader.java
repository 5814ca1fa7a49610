package io.braid.formats;

import io.braid.spi.Column;
import io.braid.spi.RowType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A row of one column whose value is the bytes themselves. No bytes at all are a null. Shared between threads. */
public final class PrimitiveReader implements RecordDecoder {
    private final Column column;
    private final int length;

    public PrimitiveReader(RowType columns) {
        column = PrimitiveColumn.of(columns);
        length = PrimitiveColumn.length(column);
    }

    @Override
    public @Nullable Object[] decode(byte @Nullable [] bytes) {
        return new @Nullable Object[] {bytes == null ? null : value(bytes)};
    }

    private Object value(byte[] bytes) {
        if (length != PrimitiveColumn.ANY && bytes.length != length) {
            throw BadRecordException.inField(
                    column.name(),
                    "expected " + length + " bytes of " + column.type() + ", found " + bytes.length,
                    null);
        }
        return switch (column.type().kind()) {
            case BOOLEAN -> bytes[0] != 0;
            case TINYINT -> (int) bytes[0];
            case SMALLINT -> (int) ByteBuffer.wrap(bytes).getShort();
            case INTEGER -> ByteBuffer.wrap(bytes).getInt();
            case BIGINT -> ByteBuffer.wrap(bytes).getLong();
            case FLOAT -> ByteBuffer.wrap(bytes).getFloat();
            case DOUBLE -> ByteBuffer.wrap(bytes).getDouble();
            case VARCHAR -> new String(bytes, StandardCharsets.UTF_8);
            default -> bytes;
        };
    }
}
