package io.braid.flink.runtime;

import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * Adds up what the sources and sinks of jobs count. Created by Flink, once for each TaskManager in this JVM, so that what
 * it knows is static; shared between threads. The cluster's REST interface has the same numbers some seconds later.
 */
public final class JobMeter implements MetricReporter {
    static final String NAME = "braid";

    /** Ended jobs are remembered until there are so many. */
    private static final int MOST_JOBS = 2_000;

    private static final Map<String, Totals> TOTALS = new ConcurrentHashMap<>();

    /** What is counted, and in which metric of which operator. */
    private enum Figure {
        RECORDS_IN,
        BYTES_IN,
        RECORDS_OUT,
        BYTES_OUT;

        static Optional<Figure> of(String operator, String metric) {
            boolean source = operator.startsWith("Source: ");
            boolean sink = operator.endsWith(": Writer");
            return switch (metric) {
                case "numRecordsIn" -> when(sink, RECORDS_OUT);
                // Not every source counts what it reads; what it emits is always counted.
                case "numRecordsOut" -> when(source, RECORDS_IN);
                case "numBytesIn" -> when(source, BYTES_IN);
                case "numBytesSend" -> when(sink, BYTES_OUT);
                default -> Optional.empty();
            };
        }

        private static Optional<Figure> when(boolean condition, Figure figure) {
            return condition ? Optional.of(figure) : Optional.empty();
        }
    }

    static Optional<Totals> of(String jobId) {
        return Optional.ofNullable(TOTALS.get(jobId));
    }

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        if (metric instanceof Counter counter && name.startsWith("num")) {
            figure(name, group).ifPresent(figure -> totals(group).live.put(counter, figure));
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        if (metric instanceof Counter counter && name.startsWith("num")) {
            figure(name, group).ifPresent(figure -> totals(group).retire(counter));
        }
    }

    private static Optional<Figure> figure(String metric, MetricGroup group) {
        String operator = group.getAllVariables().get("<operator_name>");
        return operator == null ? Optional.empty() : Figure.of(operator, metric);
    }

    private static Totals totals(MetricGroup group) {
        String jobId = group.getAllVariables().getOrDefault("<job_id>", "");
        if (TOTALS.size() >= MOST_JOBS && !TOTALS.containsKey(jobId)) {
            TOTALS.values().removeIf(totals -> totals.live.isEmpty());
        }
        return TOTALS.computeIfAbsent(jobId, id -> new Totals());
    }

    /** Of one job, with what its earlier tasks counted before Flink started them again. */
    static final class Totals {
        private final Map<Counter, Figure> live = new ConcurrentHashMap<>();
        private final Map<Figure, Long> retired = new ConcurrentHashMap<>();

        private void retire(Counter counter) {
            Figure figure = live.remove(counter);
            if (figure != null) {
                retired.merge(figure, counter.getCount(), Long::sum);
            }
        }

        private long sum(Figure figure) {
            return retired.getOrDefault(figure, 0L)
                    + live.entrySet().stream()
                            .filter(entry -> entry.getValue() == figure)
                            .mapToLong(entry -> entry.getKey().getCount())
                            .sum();
        }

        long recordsIn() {
            return sum(Figure.RECORDS_IN);
        }

        long bytesIn() {
            return sum(Figure.BYTES_IN);
        }

        long recordsOut() {
            return sum(Figure.RECORDS_OUT);
        }

        long bytesOut() {
            return sum(Figure.BYTES_OUT);
        }
    }

    /** Found by Flink through the service file. */
    public static final class Factory implements MetricReporterFactory {
        @Override
        public MetricReporter createMetricReporter(Properties properties) {
            return new JobMeter();
        }
    }
}
