package io.braid.flink.runtime;

import io.braid.engine.run.JobFigures;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.runtime.jobgraph.JobVertexID;
import org.apache.flink.runtime.rest.messages.ConversionException;
import org.apache.flink.runtime.rest.messages.EmptyRequestBody;
import org.apache.flink.runtime.rest.messages.JobIDPathParameter;
import org.apache.flink.runtime.rest.messages.MessagePathParameter;
import org.apache.flink.runtime.rest.messages.MessageQueryParameter;
import org.apache.flink.runtime.rest.messages.job.JobDetailsInfo;
import org.apache.flink.runtime.rest.messages.job.metrics.AggregatedMetric;
import org.apache.flink.runtime.rest.messages.job.metrics.AggregatedMetricsResponseBody;
import org.apache.flink.runtime.rest.messages.job.metrics.AggregatedSubtaskMetricsHeaders;
import org.apache.flink.runtime.rest.messages.job.metrics.AggregatedSubtaskMetricsParameters;
import org.apache.flink.runtime.rest.messages.job.metrics.MetricsFilterParameter;

/**
 * Adds up what the sources and sinks of a job count, as the cluster's REST interface tells it. A task that was started
 * again counts from nothing; {@code metrics.fetcher.update-interval} of the cluster says how old the numbers may be.
 */
final class RemoteMeter {
    private static final Map<String, String> OTHERS = Map.of(
            "numLateRecordsDropped", "NumLateRecordsDropped",
            "skippedRecords", "NumRecordsSkipped",
            "pendingRecords", "NumRecordsPending");

    private static final int MOST_LOOKS = 6;
    private static final Executor LATER = CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS);

    private final RestClusterClient<String> client;

    RemoteMeter(RestClusterClient<String> client) {
        this.client = client;
    }

    /** A job that has just begun has told its cluster nothing yet, which is not the same as nothing. */
    CompletableFuture<JobFigures> counts(JobID job) {
        return sums(job, MOST_LOOKS).thenApply(Sums::figures);
    }

    private CompletableFuture<Sums> sums(JobID job, int looks) {
        return look(job)
                .thenCompose(sums -> sums.areKnown() || looks <= 1
                        ? CompletableFuture.completedFuture(sums)
                        : CompletableFuture.completedFuture(job)
                                .thenComposeAsync(again -> sums(again, looks - 1), LATER));
    }

    private CompletableFuture<Sums> look(JobID job) {
        return client.getJobDetails(job).thenCompose(details -> {
            List<CompletableFuture<Collection<AggregatedMetric>>> all = new ArrayList<>();
            for (JobDetailsInfo.JobVertexDetailsInfo vertex : details.getJobVertexInfos()) {
                all.add(ofVertex(job, vertex.getJobVertexID()));
            }
            return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                    .thenApply(done -> {
                        Sums sums = new Sums();
                        all.forEach(vertex -> vertex.join().forEach(sums::add));
                        return sums;
                    });
        });
    }

    private CompletableFuture<Collection<AggregatedMetric>> ofVertex(JobID job, JobVertexID vertex) {
        return ask(job, vertex, List.of()).thenCompose(names -> {
            List<String> wanted = names.getMetrics().stream()
                    .map(AggregatedMetric::getId)
                    .filter(RemoteMeter::isWanted)
                    .toList();
            return wanted.isEmpty()
                    ? CompletableFuture.completedFuture(List.of())
                    : ask(job, vertex, wanted).thenApply(AggregatedMetricsResponseBody::getMetrics);
        });
    }

    private CompletableFuture<AggregatedMetricsResponseBody> ask(JobID job, JobVertexID vertex, List<String> names) {
        AggregatedSubtaskMetricsHeaders question = AggregatedSubtaskMetricsHeaders.getInstance();
        AggregatedSubtaskMetricsParameters parameters = question.getUnresolvedMessageParameters();
        try {
            for (MessagePathParameter<?> part : parameters.getPathParameters()) {
                part.resolveFromString(part instanceof JobIDPathParameter ? job.toHexString() : vertex.toHexString());
            }
        } catch (ConversionException e) {
            return CompletableFuture.failedFuture(e);
        }
        for (MessageQueryParameter<?> part : parameters.getQueryParameters()) {
            if (part instanceof MetricsFilterParameter filter && !names.isEmpty()) {
                filter.resolve(names);
            }
        }
        return client.sendRequest(question, parameters, EmptyRequestBody.getInstance());
    }

    private static boolean isWanted(String id) {
        String metric = metric(id);
        return OTHERS.containsKey(metric) || ((isSource(id) || isSink(id)) && metric.startsWith("num"));
    }

    private static String metric(String id) {
        return id.substring(id.lastIndexOf('.') + 1);
    }

    private static boolean isSource(String id) {
        return id.startsWith("Source__");
    }

    private static boolean isSink(String id) {
        return id.contains("__Writer.");
    }

    private static final class Sums {
        private final Map<String, Double> totals = new TreeMap<>();
        private final Map<String, Long> others = new TreeMap<>();

        void add(AggregatedMetric metric) {
            double sum = metric.getSum() == null ? 0 : metric.getSum();
            String name = metric(metric.getId());
            if (OTHERS.containsKey(name)) {
                others.merge(OTHERS.get(name), Math.round(sum), Long::sum);
            } else if (isSource(metric.getId())) {
                switch (name) {
                    // not every source counts what it reads; what it emits is always counted
                    case "numRecordsOut" -> totals.merge("NumRecordsIn", sum, Double::sum);
                    case "numRecordsOutPerSecond" -> totals.merge("NumRecordsInPerSecond", sum, Double::sum);
                    case "numBytesIn" -> totals.merge("NumBytesIn", sum, Double::sum);
                    case "numBytesInPerSecond" -> totals.merge("NumBytesInPerSecond", sum, Double::sum);
                    default -> {
                        // not ours
                    }
                }
            } else {
                switch (name) {
                    case "numRecordsIn" -> totals.merge("NumRecordsOut", sum, Double::sum);
                    case "numRecordsInPerSecond" -> totals.merge("NumRecordsOutPerSecond", sum, Double::sum);
                    case "numBytesSend" -> totals.merge("NumBytesOut", sum, Double::sum);
                    case "numBytesSendPerSecond" -> totals.merge("NumBytesOutPerSecond", sum, Double::sum);
                    default -> {
                        // not ours
                    }
                }
            }
        }

        boolean areKnown() {
            return totals.containsKey("NumRecordsIn");
        }

        JobFigures figures() {
            Map<String, Double> rates = new TreeMap<>();
            for (String figure : List.of("NumRecordsIn", "NumRecordsOut", "NumBytesIn", "NumBytesOut")) {
                rates.put(figure, totals.getOrDefault(figure + "PerSecond", 0.0));
            }
            return new JobFigures(
                    total("NumRecordsIn"),
                    total("NumRecordsOut"),
                    total("NumBytesIn"),
                    total("NumBytesOut"),
                    -1,
                    -1,
                    rates,
                    others);
        }

        private long total(String figure) {
            return Math.round(totals.getOrDefault(figure, 0.0));
        }
    }
}
