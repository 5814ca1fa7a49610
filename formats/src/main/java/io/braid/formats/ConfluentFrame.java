package io.braid.formats;

import java.nio.ByteBuffer;

/** What stands before the data of a record whose schema is in a registry: a zero byte and the schema's number. */
final class ConfluentFrame {
    static final int LENGTH = 5;
    private static final byte MAGIC = 0;

    private ConfluentFrame() {}

    static boolean isFramed(byte[] record) {
        return record.length >= LENGTH && record[0] == MAGIC;
    }

    /** The number of the schema. */
    static int schemaId(byte[] record) {
        if (!isFramed(record)) {
            throw BadRecordException.of("the record does not begin with the number of a schema of a registry");
        }
        return ByteBuffer.wrap(record).getInt(1);
    }

    static byte[] head(int schemaId) {
        return ByteBuffer.allocate(LENGTH).put(MAGIC).putInt(schemaId).array();
    }
}
