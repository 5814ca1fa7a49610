package io.braid.flink.job.format;

import java.util.List;

/** {@code braid-protobuf}: records that are messages of a descriptor. Created by Flink. */
public final class ProtobufFactory extends RecordFactory {
    public ProtobufFactory() {
        super("PROTOBUF", List.of(FormatOptions.DESCRIPTOR, FormatOptions.MESSAGE));
    }
}
