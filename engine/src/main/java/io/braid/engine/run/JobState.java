package io.braid.engine.run;

/** What the cluster says of a job. */
public sealed interface JobState {
    /**
     * Accepted, not all of it runs yet.
     *
     * @param reason why it starts again; empty when it starts for the first time
     */
    record Starting(String reason) implements JobState {
        public Starting() {
            this("");
        }
    }

    record Running() implements JobState {}

    record Failed(String reason) implements JobState {}

    /** Ended by itself or by order. */
    record Ended() implements JobState {}
}
