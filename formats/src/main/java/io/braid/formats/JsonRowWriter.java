package io.braid.formats;

import io.braid.spi.JsonText;
import io.braid.spi.RowType;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Rows as JSON objects: every column, nulls too, decimals as plain numbers. Shared between threads. */
public final class JsonRowWriter implements RecordEncoder {
    private final RowType columns;
    private final TimestampFormat timestamps;

    public JsonRowWriter(RowType columns, TimestampFormat timestamps) {
        this.columns = columns;
        this.timestamps = timestamps;
    }

    @Override
    public byte[] encode(@Nullable Object[] values) {
        StringBuilder out = new StringBuilder(values.length * 24);
        JsonText.appendRow(out, columns, values, timestamps.text());
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }
}
