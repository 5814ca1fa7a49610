package io.braid.examples;

import java.util.List;
import java.util.Optional;

/** The examples that there are. */
public final class Applications {
    public static final List<Application> ALL = List.of(
            new CardFraud(), new PatientVitals(), new FlightDisruption(), new SupportContext(), new SecurityLog());

    private Applications() {}

    public static Optional<Application> find(String name) {
        return ALL.stream().filter(it -> it.name().equals(name)).findFirst();
    }
}
