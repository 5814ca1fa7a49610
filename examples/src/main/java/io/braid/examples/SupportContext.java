package io.braid.examples;

import java.util.List;
import java.util.Random;

/** Ten companies write to support; one of them leaves, one is in a bad mood. */
final class SupportContext implements Application {
    private static final int ACCOUNTS = 10;
    private static final int TICKETS = 30;
    private static final List<String> PLANS = List.of("free", "team", "enterprise");
    private static final long MINUTE = 60_000;

    @Override
    public String name() {
        return "support-context";
    }

    @Override
    public List<Event> events(long seed) {
        Random random = new Random(seed);
        Story story = new Story(random, 0);
        for (int account = 0; account < ACCOUNTS; account++) {
            account(story, MORNING, account, PLANS.get(account % PLANS.size()));
        }
        int message = 0;
        for (int ticket = 0; ticket < TICKETS; ticket++) {
            int account = random.nextInt(ACCOUNTS);
            long opened = MORNING + 5L * ticket * MINUTE;
            story.tell(
                    opened,
                    "support_tickets",
                    "ticket_id",
                    "t-%02d".formatted(ticket),
                    "account_id",
                    id(account),
                    "subject",
                    "Question " + ticket,
                    "opened_at",
                    opened);
            int count = random.nextInt(5);
            for (int i = 0; i < count; i++) {
                // the first one may be faster than its ticket
                long at = opened + (i * 7 - 1) * MINUTE;
                boolean customer = i % 2 == 0;
                String mood = account == 4 && customer ? "angry" : random.nextInt(3) == 0 ? null : "calm";
                story.tell(
                        at,
                        "support_messages",
                        "message_id",
                        "m-%03d".formatted(message++),
                        "ticket_id",
                        "t-%02d".formatted(ticket),
                        "author",
                        customer ? "customer" : "agent",
                        "body",
                        "  line " + i + " ",
                        "meta",
                        mood == null ? null : "{\"mood\": \"" + mood + "\", \"attachments\": [\"a.png\"]}",
                        "sent_at",
                        at);
            }
        }
        account(story, MORNING + 100 * MINUTE, 3, "enterprise");
        story.keyed(MORNING + 110 * MINUTE, "support_accounts", Story.object("account_id", id(6)), null);
        return story.told();
    }

    private static void account(Story story, long at, int account, String plan) {
        story.keyed(
                at,
                "support_accounts",
                Story.object("account_id", id(account)),
                Story.object("account_id", id(account), "company", "Company " + account, "plan", plan));
    }

    private static String id(int account) {
        return "acc-" + account;
    }
}
