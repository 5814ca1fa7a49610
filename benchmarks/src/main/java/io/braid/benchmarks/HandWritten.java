package io.braid.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.table.api.config.TableConfigOptions;
import org.jspecify.annotations.Nullable;

/**
 * A process that runs Flink SQL as somebody would write it by hand: one statement a line on its input, {@code ok} for each
 * on its output. {@code cancel} ends the job that the last INSERT began. Everything is as Flink has it, but for one slot,
 * and checkpoints as often as the server takes them.
 */
final class HandWritten {
    private HandWritten() {}

    public static void main(String[] arguments) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(CoreOptions.DEFAULT_PARALLELISM, 1);
        configuration.set(TableConfigOptions.LOCAL_TIME_ZONE, "UTC");
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(1));
        configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, arguments[0]);
        TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.newInstance()
                .inStreamingMode()
                .withConfiguration(configuration)
                .build());
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        obey(lines, tables);
        System.exit(0); // the cluster has threads that wait
    }

    private static void obey(BufferedReader lines, TableEnvironment tables) throws IOException {
        JobClient job = null;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.equals("cancel") && job != null) {
                job.cancel().join();
            } else {
                job = run(tables, line, job);
            }
            System.out.println("ok");
        }
    }

    private static @Nullable JobClient run(TableEnvironment tables, String sql, @Nullable JobClient before) {
        TableResult result = tables.executeSql(sql);
        return result.getJobClient().orElse(before);
    }
}
