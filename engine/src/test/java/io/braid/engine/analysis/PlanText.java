package io.braid.engine.analysis;

import io.braid.engine.plan.JobPlan;
import io.braid.engine.plan.TableSpec;
import io.braid.engine.run.BoundPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plans as a person reads them in a golden file; ids are numbered in the order in which they occur. */
final class PlanText {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final StringBuilder text = new StringBuilder();

    private PlanText() {}

    static String of(JobPlan plan) {
        PlanText printed = new PlanText();
        plan.sources().forEach(table -> printed.table("source", table));
        plan.views().forEach(view -> printed.block("view " + view.name(), view.select()));
        printed.block("select", plan.inserts().get(0).select());
        printed.table("sink", plan.inserts().get(0).sink());
        if (!plan.options().isEmpty()) {
            printed.block("options", plan.options().toString());
        }
        return numbered(printed.text.toString());
    }

    /** A plan that is run without being kept. */
    static String of(BoundPlan plan) {
        PlanText printed = new PlanText();
        plan.sources().forEach(table -> printed.block("source " + table.name(), table.body()));
        plan.views().forEach(view -> printed.block("view " + view.name(), view.select()));
        printed.block("select", plan.inserts().get(0).select());
        printed.block(
                "sink " + plan.inserts().get(0).sink().name(),
                plan.inserts().get(0).sink().body());
        printed.text
                .append("  ")
                .append(new TreeMap<>(plan.inserts().get(0).sink().options()))
                .append('\n');
        return numbered(printed.text.toString());
    }

    private void block(String title, String body) {
        text.append(title).append('\n');
        body.lines().forEach(line -> text.append("  ").append(line).append('\n'));
    }

    private void table(String what, TableSpec table) {
        block(what + " " + table.name(), table.body());
        if (table.connector() instanceof TableSpec.FromStore source) {
            var options = source.options();
            line("from " + source.store() + " " + options.path() + " at " + options.position());
            line("idle " + options.idleTimeoutMillis() + ", upsert " + options.upsert());
            line("key " + options.keyColumns());
            options(options.formats());
        } else if (table.connector() instanceof TableSpec.ToStore sink) {
            var options = sink.options();
            line("to " + sink.store() + " " + options.path() + " " + options.mode()
                    + (options.exactlyOnce() ? " exactly once" : " at least once"));
            line("transactions " + options.transactionalIdPrefix());
            line("key " + options.keyColumns() + (options.keyOnlyColumns() ? " alone" : ""));
            options(options.formats());
            options(options.producer());
        } else if (table.connector() instanceof TableSpec.ToFeed feed) {
            line("to feed " + feed.ticket() + " " + feed.use() + " " + feed.changes());
        }
    }

    private void options(Map<String, String> options) {
        new TreeMap<>(options).forEach((key, value) -> line(key + " = " + value));
    }

    private void line(String line) {
        text.append("  - ").append(line).append('\n');
    }

    private static String numbered(String text) {
        List<String> known = new ArrayList<>();
        Matcher ids = ID.matcher(text);
        return ids.replaceAll(found -> {
            if (!known.contains(found.group())) {
                known.add(found.group());
            }
            return "id-" + (known.indexOf(found.group()) + 1);
        });
    }
}
