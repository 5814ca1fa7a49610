package io.braid.engine.run;

/** Totals since the job's attempt began. Negative means not known. */
public record JobFigures(
        long recordsIn, long recordsOut, long bytesIn, long bytesOut, long checkpoints, long lastCheckpointMillis) {
    public static final JobFigures UNKNOWN = new JobFigures(-1, -1, -1, -1, -1, -1);
}
