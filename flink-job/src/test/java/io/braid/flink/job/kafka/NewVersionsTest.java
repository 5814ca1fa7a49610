package io.braid.flink.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;

class NewVersionsTest {
    @Test
    void insertsAndNewVersionsPassAsInserts() {
        List<String> passed = new ArrayList<>();
        Collector<RowData> out = new Collector<>() {
            @Override
            public void collect(RowData row) {
                passed.add(row.toString());
            }

            @Override
            public void close() {}
        };
        for (RowKind kind : RowKind.values()) {
            RowData row = GenericRowData.ofKind(kind, kind.name());
            new NewVersions().flatMap(row, out);
            assertThat(row.getRowKind()).as("what the operator above set").isEqualTo(kind);
        }

        assertThat(passed).containsExactly("+I(INSERT)", "+I(UPDATE_AFTER)");
    }
}
