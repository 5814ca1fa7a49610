package io.braid.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialDataTest {
    private static final Pattern PAGEVIEW =
            Pattern.compile("\\{\"viewtime\":(\\d{13}),\"userid\":\"(User_[1-9])\",\"pageid\":\"Page_\\d\\d\"}");
    private static final Pattern USER = Pattern.compile("\\{\"registertime\":\\d{13},\"userid\":\"(User_[1-9])\","
            + "\"regionid\":\"Region_[1-9]\",\"gender\":\"[A-Z]+\",\"interests\":\\[\"\\w+\",\"\\w+\"],"
            + "\"contactinfo\":\\{\"phone\":\"\\d{10}\",\"city\":\"[\\w ]+\",\"state\":\"[A-Z]{2}\","
            + "\"zipcode\":\"\\d{5}\"}}");
    private static final Pattern SHIPMENT = Pattern.compile("\\{\"shipmentid\":\"(Shipment_\\d+)\","
            + "\"orderid\":\"Order_\\d+\",\"userid\":\"User_[1-9]\",\"status\":\"([A-Z_]+)\",\"carrier\":\"[\\w ]+\","
            + "\"cost\":\\d+\\.\\d\\d,\"updated_at\":\\d{13},\"address\":\\{\"street\":\"[\\w ]+\","
            + "\"city\":\"[\\w ]+\",\"state\":\"[A-Z]{2}\",\"zipcode\":\"\\d{5}\"}}");

    @TempDir
    Path directory;

    @Test
    void theSameSeedGivesTheSameRows() {
        assertThat(rows(7, 500)).isEqualTo(rows(7, 500)).isNotEqualTo(rows(8, 500));
    }

    @Test
    void twentyOfTwentyFourRowsArePageviews() {
        assertThat(rows(1, 240))
                .filteredOn(row -> row.topic().equals("pageviews"))
                .hasSize(200);
        assertThat(rows(1, 240))
                .filteredOn(row -> row.topic().equals("shipments"))
                .hasSize(30);
        assertThat(rows(1, 240)).filteredOn(row -> row.topic().equals("users")).hasSize(10);
    }

    @Test
    void everyRowHasTheShapeOfItsTopicAndItsKey() {
        for (TrialRows.Row row : rows(3, 2_000)) {
            Pattern shape =
                    switch (row.topic()) {
                        case "pageviews" -> PAGEVIEW;
                        case "users" -> USER;
                        default -> SHIPMENT;
                    };
            Matcher match = shape.matcher(row.value());
            assertThat(match.matches()).as(row.value()).isTrue();
            String name = shape == SHIPMENT ? "shipmentid" : "userid";
            String key = shape == PAGEVIEW ? match.group(2) : match.group(1);
            assertThat(row.key()).isEqualTo("{\"" + name + "\":\"" + key + "\"}");
        }
    }

    @Test
    void aShipmentGoesFromCreatedToDelivered() {
        List<String> states = new ArrayList<>();
        for (TrialRows.Row row : rows(5, 20_000)) {
            Matcher match = SHIPMENT.matcher(row.value());
            if (match.matches() && match.group(1).equals("Shipment_9")) {
                states.add(match.group(2));
            }
        }
        assertThat(states).containsExactly("CREATED", "PACKED", "SHIPPED", "IN_TRANSIT", "DELIVERED");
    }

    @Test
    void writesUntilClosedAndGoesOnWhenTheBrokerIsBack() throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(directory, 0);
        try (TrialData data = TrialData.start(broker.bootstrap(), 500, 7)) {
            data.ready().get(30, TimeUnit.SECONDS);

            List<ConsumerRecord<String, String>> users = Topics.records(broker.bootstrap(), "users", 9);
            assertThat(users).extracting(ConsumerRecord::key).containsExactlyElementsOf(userKeys());

            List<Long> times = Topics.values(broker.bootstrap(), "pageviews", 100).stream()
                    .map(PAGEVIEW::matcher)
                    .filter(Matcher::matches)
                    .map(match -> Long.valueOf(match.group(1)))
                    .toList();
            assertThat(times).hasSize(100).isSorted();

            int port = broker.port();
            broker.close();
            broker = EmbeddedBroker.start(directory, port);
            long before = data.rowsWritten();
            assertThat(Topics.records(broker.bootstrap(), "pageviews", (int) before + 100))
                    .hasSize((int) before + 100);
            assertThat(data.rowsWritten()).isGreaterThan(before);
        } finally {
            broker.close();
        }
    }

    private static List<String> userKeys() {
        return IntStream.rangeClosed(1, 9)
                .mapToObj(n -> "{\"userid\":\"User_" + n + "\"}")
                .toList();
    }

    private static List<TrialRows.Row> rows(long seed, int count) {
        TrialRows rows = new TrialRows(seed);
        return IntStream.range(0, count)
                .mapToObj(i -> rows.next(1_700_000_000_000L + i))
                .toList();
    }
}
