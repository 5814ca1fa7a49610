package io.braid.engine.listing;

import io.braid.catalog.RemoteFlink;
import io.braid.catalog.UserFunction;
import io.braid.engine.run.BoundPlan;
import io.braid.engine.run.FunctionCandidate;
import io.braid.engine.run.JobFigures;
import io.braid.engine.run.JobState;
import io.braid.engine.run.JobSubmission;
import io.braid.engine.run.QueryShape;
import io.braid.engine.run.SourceOffsets;
import io.braid.engine.run.StreamRuntime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A cluster that only knows figures. */
final class ToyRuntime implements StreamRuntime {
    @Override
    public QueryShape analyze(BoundPlan plan) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String compile(BoundPlan plan) {
        throw new UnsupportedOperationException();
    }

    @Override
    public UserFunction.Kind check(FunctionCandidate candidate) {
        return UserFunction.Kind.SCALAR;
    }

    @Override
    public void submit(JobSubmission submission) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, JobState> jobs() {
        return Map.of();
    }

    @Override
    public Map<String, JobState> jobs(RemoteFlink cluster) {
        return jobs();
    }

    @Override
    public boolean outlives() {
        return false;
    }

    @Override
    public void check(RemoteFlink cluster) {}

    @Override
    public String stop(String jobId, UUID query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void cancel(String jobId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> newestCheckpoint(UUID query) {
        return Optional.empty();
    }

    @Override
    public void keepOnly(UUID query, String path) {}

    @Override
    public List<SourceOffsets> offsets(String path) {
        return List.of();
    }

    @Override
    public List<String> memories(String compiled) {
        return List.of();
    }

    @Override
    public void forget(UUID query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public JobFigures figures(String jobId) {
        return new JobFigures(10, 9, 800, 700, 2, -1, Map.of("NumRecordsIn", 2.5), Map.of("NumRecordsSkipped", 1L));
    }

    @Override
    public void close() {
        // holds nothing
    }
}
