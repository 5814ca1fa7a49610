package io.braid.flink.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.braid.engine.fixture.EngineClient;
import io.braid.engine.fixture.EngineFixture;
import io.braid.engine.run.JobIds;
import io.braid.engine.run.StoreTypes;
import io.braid.engine.service.Limits;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionJobVertex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the job of an application looks like to the cluster. */
class ApplicationJobTest {
    private static final String CLICKS = "CREATE STREAM clicks (id BIGINT, userid VARCHAR) WITH ('topic' ="
            + " 'app_job_clicks', 'topic.partitions' = 1, 'topic.replicas' = 1, 'value.format' = 'json')";

    @Test
    void aRelationThatManyStatementsReadIsReadOnce(@TempDir Path directory) throws Exception {
        try (EngineFixture fixture = EngineFixture.open(
                directory, SharedRuntime.RUNTIME, StoreTypes.installed(), TestTopics.bootstrap(), Limits.DEFAULT)) {
            EngineClient client = fixture.client();
            client.rows(CLICKS);
            UUID query = client.query("""
                    BEGIN APPLICATION readers
                      CREATE VIRTUAL STREAM virtual.public.known AS SELECT id, userid FROM clicks WHERE id > 0;
                      CREATE MATERIALIZED VIEW a AS SELECT id FROM virtual.public.known;
                      CREATE MATERIALIZED VIEW b AS SELECT userid, COUNT(*) AS n FROM clicks GROUP BY userid;
                      CREATE MATERIALIZED VIEW c AS SELECT id FROM clicks WITH ('starting.position' = 'earliest');
                    END APPLICATION""");
            EngineFixture.await("the application runs", () -> client.rows(
                            "SELECT id FROM deltastream.sys.\"queries\" WHERE current_state = 'running'")
                    .equals(List.of(List.of(query.toString()))));

            // clicks as it is, and clicks from the beginning: two ways to read it, three statements and a virtual
            // stream
            assertThat(sources(JobIds.of(query, 1, 1))).isEqualTo(2);

            client.rows("TERMINATE QUERY readers");
            EngineFixture.await("the application is terminated", () -> client.rows("LIST QUERIES")
                    .isEmpty());
        }
    }

    private static long sources(String job) throws Exception {
        AccessExecutionGraph graph = SharedRuntime.RUNTIME
                .cluster()
                .flink()
                .getExecutionGraph(JobID.fromHexString(job))
                .get();
        return StreamSupport.stream(graph.getVerticesTopologically().spliterator(), false)
                .map(AccessExecutionJobVertex::getName)
                .filter(name -> name.contains("Source: "))
                .count();
    }
}
