package io.braid.formats;

import io.braid.spi.Column;
import io.braid.spi.RowType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The bytes of a row of one column; none for null. Shared between threads. */
public final class PrimitiveWriter implements RecordEncoder {
    private final Column column;
    private final int length;

    public PrimitiveWriter(RowType columns) {
        column = PrimitiveColumn.of(columns);
        length = PrimitiveColumn.length(column);
    }

    @Override
    public byte @Nullable [] encode(@Nullable Object[] values) {
        Object value = values[0];
        if (value == null) {
            return null;
        }
        return switch (column.type().kind()) {
            case VARCHAR -> ((String) value).getBytes(StandardCharsets.UTF_8);
            case VARBINARY -> (byte[]) value;
            default -> number(value);
        };
    }

    private byte[] number(Object value) {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        switch (column.type().kind()) {
            case BOOLEAN -> buffer.put((byte) ((Boolean) value ? 1 : 0));
            case TINYINT -> buffer.put(((Integer) value).byteValue());
            case SMALLINT -> buffer.putShort(((Integer) value).shortValue());
            case INTEGER -> buffer.putInt((Integer) value);
            case BIGINT -> buffer.putLong((Long) value);
            case FLOAT -> buffer.putFloat((Float) value);
            default -> buffer.putDouble((Double) value);
        }
        return buffer.array();
    }
}
