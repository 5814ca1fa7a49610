package io.braid.flink.runtime;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;
import org.apache.flink.metrics.reporter.Scheduled;

/**
 * Adds up what the sources and sinks of jobs count. Created by Flink, once for each TaskManager in this JVM, so that what
 * it knows is static; shared between threads. The cluster's REST interface has the same numbers some seconds later.
 */
public final class JobMeter implements MetricReporter, Scheduled {
    static final String NAME = "braid";

    /** Ended jobs are remembered until there are so many. */
    private static final int MOST_JOBS = 2_000;

    private static final Map<String, Totals> TOTALS = new ConcurrentHashMap<>();

    /** What is counted, and in which metric of which operator. */
    private enum Figure {
        RECORDS_IN("NumRecordsIn"),
        BYTES_IN("NumBytesIn"),
        RECORDS_OUT("NumRecordsOut"),
        BYTES_OUT("NumBytesOut");

        private final String word;

        Figure(String word) {
            this.word = word;
        }

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

    /** Figures of operators that are told as they are, and the names under which. */
    private static final Map<String, String> OTHERS = Map.of(
            "numLateRecordsDropped", "NumLateRecordsDropped",
            "skippedRecords", "NumRecordsSkipped",
            "pendingRecords", "NumRecordsPending");

    static Optional<Totals> of(String jobId) {
        return Optional.ofNullable(TOTALS.get(jobId));
    }

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}

    /** Called by Flink every few seconds: rates are over that time. */
    @Override
    public void report() {
        long now = System.nanoTime();
        TOTALS.values().forEach(totals -> totals.sample(now));
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        if (OTHERS.containsKey(name)) {
            totals(group).others.put(metric, OTHERS.get(name));
        }
        if (metric instanceof Counter counter && name.startsWith("num")) {
            figure(name, group).ifPresent(figure -> totals(group).live.put(counter, figure));
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        if (OTHERS.containsKey(name)) {
            totals(group).retireOther(metric);
        }
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
        private final Map<Metric, String> others = new ConcurrentHashMap<>();
        private final Map<String, Long> retiredOthers = new ConcurrentHashMap<>();
        private volatile Sample before = new Sample(System.nanoTime(), Map.of());
        private volatile Map<String, Double> rates = Map.of();

        private record Sample(long at, Map<Figure, Long> sums) {}

        private void sample(long now) {
            Map<Figure, Long> sums = new EnumMap<>(Figure.class);
            for (Figure figure : Figure.values()) {
                sums.put(figure, sum(figure));
            }
            double seconds = (now - before.at()) / 1e9;
            if (seconds <= 0) {
                return;
            }
            Map<String, Double> fresh = new TreeMap<>();
            sums.forEach((figure, sum) ->
                    fresh.put(figure.word, Math.max(0, sum - before.sums().getOrDefault(figure, 0L)) / seconds));
            rates = fresh;
            before = new Sample(now, sums);
        }

        Map<String, Double> rates() {
            return rates;
        }

        /** What several operators tell under one name is added up; a counter that ended goes on counting. */
        Map<String, Long> others() {
            Map<String, Long> sums = new TreeMap<>(retiredOthers);
            others.forEach((metric, name) -> sums.merge(name, value(metric), Long::sum));
            return sums;
        }

        private void retireOther(Metric metric) {
            String name = others.remove(metric);
            if (name != null && metric instanceof Counter) {
                retiredOthers.merge(name, value(metric), Long::sum);
            }
        }

        private static long value(Metric metric) {
            if (metric instanceof Counter counter) {
                return counter.getCount();
            }
            return metric instanceof Gauge<?> gauge && gauge.getValue() instanceof Number number
                    ? number.longValue()
                    : 0;
        }

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
