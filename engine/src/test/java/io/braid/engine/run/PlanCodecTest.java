package io.braid.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.braid.engine.plan.Changes;
import io.braid.engine.plan.JobPlan;
import io.braid.engine.plan.JobPlan.FunctionSpec;
import io.braid.engine.plan.JobPlan.InsertSpec;
import io.braid.engine.plan.TableSpec;
import io.braid.engine.run.PlanCodec.StoredPlan;
import io.braid.spi.StoreConnection.SinkOptions;
import io.braid.spi.StoreConnection.SourceOptions;
import io.braid.spi.StoreConnection.WriteMode;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PlanCodecTest {
    private static final TableSpec SOURCE = new TableSpec(
            "clicks$1",
            "`id` BIGINT,\n`東` STRING",
            new TableSpec.FromStore(
                    "kafka",
                    new SourceOptions(
                            List.of("clicks"),
                            "partition:0,offset:42",
                            15_000,
                            List.of("id"),
                            Map.of("value.format", "braid-json", "key.format", "braid-json"),
                            true)));

    private static final FunctionSpec FUNCTION = new FunctionSpec(
            new UUID(1, 2), "twice$1", "com.example.Twice", "jar", "ab".repeat(32), List.of("s1", "s2"));

    private static StoredPlan plan(TableSpec sink) {
        return new StoredPlan(
                new JobPlan(
                        "a name",
                        List.of(SOURCE, SOURCE),
                        List.of(new JobPlan.ViewSpec("v", "SELECT 1")),
                        List.of(new InsertSpec("SELECT `id` FROM `clicks$1`", sink), new InsertSpec("SELECT 2", sink)),
                        Map.of("table.exec.state.ttl", "1 ms"),
                        List.of(FUNCTION)),
                "{\"compiled\": \"plan\"}" + "x".repeat(100_000));
    }

    private static void comesBack(TableSpec sink) {
        assertThat(PlanCodec.read(PlanCodec.write(plan(sink)))).isEqualTo(plan(sink));
    }

    @Test
    void plansThatWriteEntities() {
        for (WriteMode mode : WriteMode.values()) {
            comesBack(new TableSpec(
                    "result",
                    "`id` BIGINT",
                    new TableSpec.ToStore(
                            "kafka",
                            new SinkOptions(
                                    List.of("a", "b"),
                                    mode,
                                    "prefix",
                                    mode == WriteMode.APPEND,
                                    List.of("id"),
                                    mode != WriteMode.APPEND,
                                    Map.of("value.format", "braid-json"),
                                    Map.of("acks", "all")))));
        }
    }

    @Test
    void plansThatFeedTheServer() {
        for (TableSpec.FeedUse use : TableSpec.FeedUse.values()) {
            comesBack(new TableSpec("result", "", new TableSpec.ToFeed("ticket", use, Changes.BY_KEY)));
        }
    }

    @Test
    void theSamePlanIsTheSameBytes() {
        TableSpec sink =
                new TableSpec("result", "", new TableSpec.ToFeed("ticket", TableSpec.FeedUse.VIEW, Changes.NONE));

        assertThat(PlanCodec.write(plan(sink))).isEqualTo(PlanCodec.write(plan(sink)));
    }

    @Test
    void aPlanOfALaterServerIsRefused() {
        assertThatThrownBy(() -> PlanCodec.read(new byte[] {9}))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("plan of version 9 cannot be read");
    }
}
