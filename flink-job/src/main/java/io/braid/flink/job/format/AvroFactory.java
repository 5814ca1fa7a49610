package io.braid.flink.job.format;

import java.util.List;

/** {@code braid-avro}: records that begin with the number of their schema in a registry. Created by Flink. */
public final class AvroFactory extends RecordFactory {
    public AvroFactory() {
        super(
                "AVRO",
                List.of(
                        FormatOptions.REGISTRY_TYPE,
                        FormatOptions.REGISTRY_SETTINGS,
                        FormatOptions.SCHEMA,
                        FormatOptions.SCHEMA_ID));
    }
}
