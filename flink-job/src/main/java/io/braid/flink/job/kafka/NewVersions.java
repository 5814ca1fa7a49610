package io.braid.flink.job.kafka;

import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.Collector;

/** Passes inserts and new versions on, all as inserts. */
final class NewVersions implements FlatMapFunction<RowData, RowData> {
    private static final long serialVersionUID = 1L;

    @Override
    public void flatMap(RowData row, Collector<RowData> out) {
        RowKind kind = row.getRowKind();
        if (kind == RowKind.DELETE || kind == RowKind.UPDATE_BEFORE) {
            return;
        }
        row.setRowKind(RowKind.INSERT);
        out.collect(row);
        // The operator above may use the row object again and expects its kind to be what it set.
        row.setRowKind(kind);
    }
}
