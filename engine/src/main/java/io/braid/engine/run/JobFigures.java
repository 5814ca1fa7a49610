package io.braid.engine.run;

import java.util.Map;

/**
 * What a job has done since its attempt began. Negative means not known.
 *
 * @param rates a second, over the last seconds, by the names of the totals
 * @param others figures that not every job has, by their names: records that were skipped or came too late, how many
 *     records are still to be read, how often it was started again
 */
public record JobFigures(
        long recordsIn,
        long recordsOut,
        long bytesIn,
        long bytesOut,
        long checkpoints,
        long lastCheckpointMillis,
        Map<String, Double> rates,
        Map<String, Long> others) {
    public static final JobFigures UNKNOWN = new JobFigures(-1, -1, -1, -1, -1, -1, Map.of(), Map.of());

    public JobFigures {
        rates = Map.copyOf(rates);
        others = Map.copyOf(others);
    }
}
