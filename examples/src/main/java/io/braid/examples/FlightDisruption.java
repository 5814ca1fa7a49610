package io.braid.examples;

import java.util.List;
import java.util.Random;

/** A day at an airport: two flights are cancelled, one is three hours late, and people book all day long. */
final class FlightDisruption implements Application {
    private static final int FLIGHTS = 15;
    private static final int PASSENGERS = 80;
    private static final int BOOKINGS = 150;
    private static final long HOUR = 3_600_000;
    private static final List<String> TIERS = List.of("gold", "silver", "blue");
    private static final List<String> SEATS = List.of("window", "aisle");

    @Override
    public String name() {
        return "flight-disruption";
    }

    @Override
    public List<Event> events(long seed) {
        Random random = new Random(seed);
        Story story = new Story(random, 2_000);
        // one passenger has booked and is not known yet
        for (int passenger = 1; passenger < PASSENGERS; passenger++) {
            passenger(story, MORNING, passenger, TIERS.get(passenger % 7 == 0 ? 0 : 1 + passenger % 2));
        }
        for (int booking = 0; booking < BOOKINGS; booking++) {
            long at = MORNING + HOUR + random.nextInt((int) (7 * HOUR));
            story.tell(
                    at,
                    "flight_bookings",
                    "booking_id",
                    "b-%03d".formatted(booking),
                    "flight",
                    flight(random.nextInt(FLIGHTS)),
                    "passenger_id",
                    id(random.nextInt(PASSENGERS)),
                    "seat",
                    (1 + random.nextInt(30)) + "A",
                    "booked_at",
                    at);
        }
        // booked long before, and so served by others
        story.tell(
                MORNING - 40 * HOUR,
                "flight_bookings",
                "booking_id",
                "b-old",
                "flight",
                flight(4),
                "passenger_id",
                id(2),
                "seat",
                "1A",
                "booked_at",
                MORNING - 40 * HOUR);
        for (int flight = 0; flight < FLIGHTS; flight++) {
            status(story, MORNING + 9 * HOUR + flight * 60_000L, flight, "DELAYED", random.nextInt(90));
        }
        // somebody has become a better customer by then
        passenger(story, MORNING + 8 * HOUR, 10, "gold");
        status(story, MORNING + 10 * HOUR, 4, "CANCELLED", 0);
        status(story, MORNING + 10 * HOUR + 60_000, 9, "CANCELLED", 0);
        status(story, MORNING + 11 * HOUR, 12, "DELAYED", 185);
        // rows come with the next event; this is the last one
        story.tell(
                MORNING + 59 * HOUR,
                "flight_bookings",
                "booking_id",
                "b-last",
                "flight",
                flight(99),
                "passenger_id",
                id(1),
                "seat",
                "2A",
                "booked_at",
                MORNING + 59 * HOUR);
        status(story, MORNING + 60 * HOUR, 99, "CANCELLED", 0);
        return story.told();
    }

    private static void status(Story story, long at, int flight, String status, int delay) {
        story.tell(at, "flight_status", "flight", flight(flight), "status", status, "delay_minutes", delay, "at", at);
    }

    private static void passenger(Story story, long at, int passenger, String tier) {
        story.tell(
                at,
                "flight_passengers",
                "passenger_id",
                id(passenger),
                "name",
                "Passenger " + passenger,
                "tier",
                tier,
                "preferences",
                Story.object("seating", SEATS.get(passenger % 2), "meal", passenger % 3 == 0 ? "vegan" : null),
                "updated_at",
                at);
    }

    private static String flight(int flight) {
        return "BR" + (100 + flight);
    }

    private static String id(int passenger) {
        return "pax-%02d".formatted(passenger);
    }
}
