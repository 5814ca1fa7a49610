package io.braid.broker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * The made-up shop behind the trial data: nine users look at pages, change their profile now and then, and get parcels.
 * The same seed gives the same rows; only their times are given by the caller. Used by one thread.
 */
final class TrialRows {
    static final String PAGEVIEWS = "pageviews";
    static final String USERS = "users";
    static final String SHIPMENTS = "shipments";

    /** Of so many rows, one is a user, three are shipments and the others are page views. */
    static final int ROUND = 24;

    private static final int SHIPMENTS_IN_A_ROUND = 3;
    private static final int USER_COUNT = 9;
    private static final int PARCELS_ON_THEIR_WAY = 40;
    private static final int STEPS_OF_A_PARCEL = 5;
    private static final List<String> GENDERS = List.of("FEMALE", "MALE", "OTHER");
    private static final List<String> INTERESTS =
            List.of("Books", "Chess", "Cooking", "Cycling", "Films", "Games", "Music", "News", "Sport", "Travel");
    private static final List<String> CARRIERS = List.of("Bluevan", "Ferryman", "Pigeon Post", "Swiftly");
    private static final List<String> STREETS = List.of("Elm Street", "Harbor Road", "Mill Lane", "Station Square");
    private static final List<City> CITIES = List.of(
            new City("Austin", "TX", 78701),
            new City("Boston", "MA", 2108),
            new City("Denver", "CO", 80202),
            new City("Portland", "OR", 97201),
            new City("San Mateo", "CA", 94401));

    private final Random random;
    private final Deque<Parcel> parcels = new ArrayDeque<>();
    private long written;
    private int parcelCount;

    TrialRows(long seed) {
        this.random = new Random(seed);
    }

    /** A row as JSON. */
    record Row(String topic, String key, String value) {}

    private record City(String name, String state, int firstZipcode) {}

    private record Parcel(int id, int order, int user, String carrier, int cents, String address, Status status) {
        Parcel next() {
            return new Parcel(id, order, user, carrier, cents, address, status.next());
        }
    }

    private enum Status {
        CREATED,
        PACKED,
        SHIPPED,
        IN_TRANSIT,
        DELIVERED;

        Status next() {
            return switch (this) {
                case CREATED -> PACKED;
                case PACKED -> SHIPPED;
                case SHIPPED -> IN_TRANSIT;
                case IN_TRANSIT, DELIVERED -> DELIVERED;
            };
        }
    }

    /** Every user once, so that a join finds them from the first page view on. */
    List<Row> everyUser(long nowMillis) {
        List<Row> rows = new ArrayList<>();
        for (int user = 1; user <= USER_COUNT; user++) {
            rows.add(user(user, nowMillis));
        }
        return rows;
    }

    Row next(long nowMillis) {
        int place = (int) (written++ % ROUND);
        if (place == ROUND / 2) {
            return user(anyUser(), nowMillis);
        }
        return place % (ROUND / SHIPMENTS_IN_A_ROUND) == 1 ? shipment(nowMillis) : pageview(nowMillis);
    }

    private Row pageview(long nowMillis) {
        String user = "User_" + anyUser();
        String value = "{\"viewtime\":%d,\"userid\":\"%s\",\"pageid\":\"Page_%d\"}"
                .formatted(nowMillis, user, 10 + random.nextInt(90));
        return new Row(PAGEVIEWS, userKey(user), value);
    }

    private Row user(int number, long nowMillis) {
        String user = "User_" + number;
        City city = any(CITIES);
        String value = """
                {"registertime":%d,"userid":"%s","regionid":"Region_%d","gender":"%s","interests":["%s","%s"],\
                "contactinfo":{"phone":"%010d","city":"%s","state":"%s","zipcode":"%s"}}""".formatted(
                        nowMillis,
                        user,
                        1 + random.nextInt(9),
                        any(GENDERS),
                        any(INTERESTS),
                        any(INTERESTS),
                        2_000_000_000L + random.nextInt(2_000_000_000),
                        city.name(),
                        city.state(),
                        zipcode(city));
        return new Row(USERS, userKey(user), value);
    }

    private Row shipment(long nowMillis) {
        boolean another =
                parcels.isEmpty() || (parcels.size() < PARCELS_ON_THEIR_WAY && random.nextInt(STEPS_OF_A_PARCEL) == 0);
        Parcel parcel = another ? newParcel() : parcels.removeFirst().next();
        if (parcel.status() != Status.DELIVERED) {
            parcels.addLast(parcel);
        }
        String value = """
                {"shipmentid":"Shipment_%d","orderid":"Order_%d","userid":"User_%d","status":"%s","carrier":"%s",\
                "cost":%s,"updated_at":%d,"address":%s}""".formatted(
                        parcel.id(),
                        parcel.order(),
                        parcel.user(),
                        parcel.status(),
                        parcel.carrier(),
                        String.format(Locale.ROOT, "%d.%02d", parcel.cents() / 100, parcel.cents() % 100),
                        nowMillis,
                        parcel.address());
        return new Row(SHIPMENTS, "{\"shipmentid\":\"Shipment_%d\"}".formatted(parcel.id()), value);
    }

    private Parcel newParcel() {
        City city = any(CITIES);
        String address = "{\"street\":\"%d %s\",\"city\":\"%s\",\"state\":\"%s\",\"zipcode\":\"%s\"}"
                .formatted(1 + random.nextInt(200), any(STREETS), city.name(), city.state(), zipcode(city));
        int id = ++parcelCount;
        return new Parcel(
                id, 1000 + id, anyUser(), any(CARRIERS), 300 + random.nextInt(2_700), address, Status.CREATED);
    }

    private String zipcode(City city) {
        return String.format(Locale.ROOT, "%05d", city.firstZipcode() + random.nextInt(9));
    }

    private int anyUser() {
        return 1 + random.nextInt(USER_COUNT);
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static String userKey(String user) {
        return "{\"userid\":\"" + user + "\"}";
    }
}
