package io.braid.flink.runtime;

import io.braid.engine.run.BoundPlan.BoundTable;
import io.braid.engine.run.JobSubmission;
import io.braid.feed.FeedAddress;
import io.braid.feed.FeedKey;
import io.braid.flink.job.feed.FeedSinkFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.core.fs.Path;

/** What a job needs to be at home on a cluster. */
interface JobShipping {
    /** In this JVM nothing has to be brought along. */
    JobShipping NONE = new JobShipping() {
        @Override
        public JobSubmission routed(JobSubmission submission) {
            return submission;
        }

        @Override
        public List<Path> jars() {
            return List.of();
        }
    };

    /** The same job, its rows on the way to where the server is. */
    JobSubmission routed(JobSubmission submission);

    /** What has to be on the cluster beside the functions of users. */
    List<Path> jars();

    /** To machines elsewhere. The token is in an operator of the job, which Flink shows nowhere. */
    static JobShipping to(String host, int port, FeedKey key, List<Path> jars) {
        return new JobShipping() {
            @Override
            public JobSubmission routed(JobSubmission it) {
                return new JobSubmission(
                        it.jobId(),
                        it.query(),
                        it.plan().withSinks(this::routed),
                        it.compiled(),
                        it.restorePath(),
                        it.checkpointed(),
                        it.cluster());
            }

            private BoundTable routed(BoundTable sink) {
                if (!FeedSinkFactory.IDENTIFIER.equals(sink.options().get("connector"))) {
                    return sink;
                }
                String ticket = Objects.requireNonNull(sink.options().get(FeedSinkFactory.TICKET.key()));
                FeedAddress address = FeedAddress.of(host, port, key, ticket);
                Map<String, String> options = new HashMap<>(sink.options());
                options.put(FeedSinkFactory.SERVER.key(), address.toString());
                options.put(FeedSinkFactory.TOKEN.key(), address.token());
                return new BoundTable(sink.name(), sink.body(), options);
            }

            @Override
            public List<Path> jars() {
                return jars;
            }
        };
    }
}
