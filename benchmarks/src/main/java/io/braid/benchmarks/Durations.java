package io.braid.benchmarks;

import java.util.Arrays;

/** How long something took, many times. Used by one thread. */
final class Durations {
    private double[] millis = new double[1_024];
    private int count;

    void addNanos(long nanos) {
        if (count == millis.length) {
            millis = Arrays.copyOf(millis, 2 * count);
        }
        millis[count++] = nanos / 1e6;
    }

    int count() {
        return count;
    }

    /** The least value that so many percent of all do not exceed, in milliseconds. */
    double percentile(int percent) {
        double[] sorted = Arrays.copyOf(millis, count);
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(count * percent / 100.0) - 1)];
    }

    /** Runs it unmeasured, then measured. */
    static Durations of(int unmeasured, int measured, Work work) throws Exception {
        for (int i = 0; i < unmeasured; i++) {
            work.run(i);
        }
        Durations durations = new Durations();
        for (int i = 0; i < measured; i++) {
            long begin = System.nanoTime();
            work.run(unmeasured + i);
            durations.addNanos(System.nanoTime() - begin);
        }
        return durations;
    }

    /** What is measured; told how often it has run before. */
    interface Work {
        void run(int round) throws Exception;
    }
}
