package io.braid.engine.run;

import io.braid.catalog.Query;
import io.braid.engine.plan.JobPlan;
import io.braid.engine.plan.TableSpec;
import io.braid.feed.FeedExchange;
import io.braid.view.ViewStore;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lets the rows of jobs into views. Shared between threads. */
final class ViewFeeds {
    private static final String PREFIX = "view-";

    private final ViewStore views;
    /** Jobs whose feeds were seen to be open here: one that outlived the server before this one feeds on. */
    private final Set<String> attached = ConcurrentHashMap.newKeySet();

    ViewFeeds(ViewStore views) {
        this.views = views;
    }

    static String ticket(UUID view) {
        return PREFIX + view;
    }

    /** For a job that is about to start. */
    void open(JobPlan plan) {
        eachTicket(plan, this::open);
    }

    private void open(String ticket) {
        FeedExchange.close(ticket);
        FeedExchange.open(ticket, views.writer(UUID.fromString(ticket.substring(PREFIX.length()))));
    }

    /** For a job that may have been started by another server. */
    void attach(Query query, @Nullable JobState job) {
        boolean lives = job instanceof JobState.Running || job instanceof JobState.Starting;
        if (lives && attached.add(JobIds.of(query))) {
            eachTicket(PlanCodec.read(query.plan()).plan(), ticket -> {
                if (!FeedExchange.isOpen(ticket)) {
                    open(ticket);
                }
            });
        }
    }

    void forgetAllBut(Collection<Query> queries) {
        attached.retainAll(queries.stream().map(JobIds::of).collect(Collectors.toSet()));
    }

    private static void eachTicket(JobPlan plan, Consumer<String> work) {
        plan.inserts().forEach(insert -> {
            if (insert.sink().connector() instanceof TableSpec.ToFeed feed) {
                work.accept(feed.ticket());
            }
        });
    }
}
