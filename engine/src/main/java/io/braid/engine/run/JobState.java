package io.braid.engine.run;

/** What the cluster says of a job. */
public sealed interface JobState {
    /** Accepted, not all of it runs yet (also: starting again after a fault). */
    record Starting() implements JobState {}

    record Running() implements JobState {}

    record Failed(String reason) implements JobState {}

    /** Ended by itself or by order. */
    record Ended() implements JobState {}
}
