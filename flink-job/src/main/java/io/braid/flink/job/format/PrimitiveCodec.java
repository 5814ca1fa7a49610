package io.braid.flink.job.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.LogicalType;

/** How one value lies in bytes: numbers big-endian as Kafka's own serializers write them, text as UTF-8. */
enum PrimitiveCodec {
    TEXT("VARCHAR", -1) {
        @Override
        Object value(byte[] bytes) {
            return StringData.fromBytes(bytes.clone());
        }

        @Override
        byte[] write(RowData row) {
            return row.getString(0).toString().getBytes(StandardCharsets.UTF_8);
        }
    },
    BINARY("VARBINARY", -1) {
        @Override
        Object value(byte[] bytes) {
            return bytes.clone();
        }

        @Override
        byte[] write(RowData row) {
            return row.getBinary(0).clone();
        }
    },
    BOOLEAN("BOOLEAN", 1) {
        @Override
        Object value(byte[] bytes) {
            return bytes[0] != 0;
        }

        @Override
        byte[] write(RowData row) {
            return new byte[] {(byte) (row.getBoolean(0) ? 1 : 0)};
        }
    },
    TINYINT("TINYINT", Byte.BYTES) {
        @Override
        Object value(byte[] bytes) {
            return bytes[0];
        }

        @Override
        byte[] write(RowData row) {
            return new byte[] {row.getByte(0)};
        }
    },
    SMALLINT("SMALLINT", Short.BYTES) {
        @Override
        Object value(byte[] bytes) {
            return ByteBuffer.wrap(bytes).getShort();
        }

        @Override
        byte[] write(RowData row) {
            return ByteBuffer.allocate(Short.BYTES).putShort(row.getShort(0)).array();
        }
    },
    INTEGER("INTEGER", Integer.BYTES) {
        @Override
        Object value(byte[] bytes) {
            return ByteBuffer.wrap(bytes).getInt();
        }

        @Override
        byte[] write(RowData row) {
            return ByteBuffer.allocate(Integer.BYTES).putInt(row.getInt(0)).array();
        }
    },
    BIGINT("BIGINT", Long.BYTES) {
        @Override
        Object value(byte[] bytes) {
            return ByteBuffer.wrap(bytes).getLong();
        }

        @Override
        byte[] write(RowData row) {
            return ByteBuffer.allocate(Long.BYTES).putLong(row.getLong(0)).array();
        }
    },
    FLOAT("FLOAT", Float.BYTES) {
        @Override
        Object value(byte[] bytes) {
            return ByteBuffer.wrap(bytes).getFloat();
        }

        @Override
        byte[] write(RowData row) {
            return ByteBuffer.allocate(Float.BYTES).putFloat(row.getFloat(0)).array();
        }
    },
    DOUBLE("DOUBLE", Double.BYTES) {
        @Override
        Object value(byte[] bytes) {
            return ByteBuffer.wrap(bytes).getDouble();
        }

        @Override
        byte[] write(RowData row) {
            return ByteBuffer.allocate(Double.BYTES).putDouble(row.getDouble(0)).array();
        }
    };

    private final String typeName;
    private final int length;

    /** @param length in bytes, negative when any will do */
    PrimitiveCodec(String typeName, int length) {
        this.typeName = typeName;
        this.length = length;
    }

    static PrimitiveCodec of(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case CHAR, VARCHAR -> TEXT;
            case BINARY, VARBINARY -> BINARY;
            case BOOLEAN -> BOOLEAN;
            case TINYINT -> TINYINT;
            case SMALLINT -> SMALLINT;
            case INTEGER -> INTEGER;
            case BIGINT -> BIGINT;
            case FLOAT -> FLOAT;
            case DOUBLE -> DOUBLE;
            default -> throw new ValidationException("format PRIMITIVE cannot hold a column of type " + type);
        };
    }

    /** Flink's internal form of the value. */
    Object read(byte[] bytes) throws RecordFormatException {
        if (length >= 0 && bytes.length != length) {
            throw new RecordFormatException(
                    String.format("%s needs %d bytes but there are %d", typeName, length, bytes.length));
        }
        return value(bytes);
    }

    abstract Object value(byte[] bytes);

    /** @param row of one column that is not null */
    abstract byte[] write(RowData row);
}
