package io.braid.examples;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;

/** Payments of forty cards through a morning; three of the cards are in the wrong hands. */
final class CardFraud implements Application {
    private static final int CARDS = 40;
    private static final List<String> COUNTRIES = List.of("DE", "FR", "PT", "US");
    private static final List<String> CATEGORIES = List.of("food", "fuel", "clothes", "travel");
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;

    private int payments;

    @Override
    public String name() {
        return "card-fraud";
    }

    @Override
    public List<Event> events(long seed) {
        payments = 0;
        Random random = new Random(seed);
        Story story = new Story(random, 4_000);
        for (int card = 0; card < CARDS; card++) {
            card(story, card, MORNING, "1000.00");
        }
        card(story, 5, MORNING + 2 * HOUR, "2000.00");
        for (int card = 0; card < CARDS; card++) {
            int count = 4 + random.nextInt(8);
            for (int i = 0; i < count; i++) {
                long at = MORNING + MINUTE + random.nextInt((int) (4 * HOUR));
                boolean abroad = random.nextInt(20) == 0;
                pay(story, at, card, amount(3 + random.nextInt(150)), home(card + (abroad ? 1 : 0)), random);
            }
        }
        // one is used as fast as somebody can type
        for (int i = 0; i < 7; i++) {
            pay(story, MORNING + HOUR + i * 40_000L, 7, amount(60), home(8), random);
        }
        // one is tried out first
        pay(story, MORNING + 2 * HOUR, 13, new BigDecimal("1.00"), home(13), random);
        pay(story, MORNING + 2 * HOUR + 60_000, 13, new BigDecimal("1.50"), home(13), random);
        pay(story, MORNING + 2 * HOUR + 180_000, 13, new BigDecimal("899.00"), home(13), random);
        // one buys something large, far away
        pay(story, MORNING + 3 * HOUR, 21, new BigDecimal("1450.00"), home(22), random);
        pay(story, MORNING + 12 * HOUR, 0, amount(10), home(0), random);
        return story.told();
    }

    private static void card(Story story, int card, long at, String limit) {
        story.tell(
                at,
                "cards",
                "card_id",
                id(card),
                "holder",
                "Holder " + card,
                "home_country",
                home(card),
                "daily_limit",
                new BigDecimal(limit),
                "updated_at",
                at);
    }

    private void pay(Story story, long at, int card, BigDecimal amount, String country, Random random) {
        String category = CATEGORIES.get(random.nextInt(CATEGORIES.size()));
        story.tell(
                at,
                "card_payments",
                "tx_id",
                "tx-%04d".formatted(++payments),
                "card_id",
                id(card),
                "merchant",
                Story.object("name", "Shop " + random.nextInt(30), "category", category, "country", country),
                "amount",
                amount,
                "paid_at",
                at);
    }

    private static BigDecimal amount(int whole) {
        return BigDecimal.valueOf(whole).setScale(2, RoundingMode.UNNECESSARY);
    }

    private static String home(int card) {
        return COUNTRIES.get(card % COUNTRIES.size());
    }

    private static String id(int card) {
        return "card-%03d".formatted(card);
    }
}
