package io.braid.sql.format;

import static io.braid.sql.format.ExpressionWriter.expression;
import static io.braid.sql.format.ExpressionWriter.expressions;
import static io.braid.sql.format.Words.list;

import io.braid.sql.tree.Call;
import io.braid.sql.tree.Literal;
import io.braid.sql.tree.SetQuantifier;
import io.braid.sql.tree.SortItem;
import io.braid.sql.tree.TimeSpan;
import io.braid.sql.tree.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes calls and what may follow them. */
final class CallWriter {
    private CallWriter() {}

    static String call(Call call) {
        if (Call.needsNoParentheses(call.function()) && call.arguments().isEmpty()) {
            return call.function().toUpperCase(Locale.ROOT);
        }
        StringBuilder text = new StringBuilder(Words.function(call.function()))
                .append('(')
                .append(inside(call))
                .append(')');
        if (call.filter() != null) {
            text.append(" FILTER (WHERE ").append(expression(call.filter())).append(')');
        }
        if (call.over() != null) {
            text.append(" OVER (").append(window(call.over())).append(')');
        }
        return text.toString();
    }

    private static String inside(Call call) {
        List<String> parts = new ArrayList<>();
        String distinct = call.quantifier() == SetQuantifier.DISTINCT ? "DISTINCT " : "";
        if (!call.arguments().isEmpty()) {
            parts.add(distinct + expressions(call.arguments()));
        }
        if (!call.orderBy().isEmpty()) {
            parts.add(orderBy(call.orderBy()));
        }
        if (call.nulls() != null) {
            parts.add(call.nulls() + " NULLS");
        }
        return String.join(" ", parts);
    }

    static String orderBy(List<SortItem> items) {
        return "ORDER BY " + list(items, CallWriter::sortItem);
    }

    static String sortItem(SortItem item) {
        String direction = item.direction() == SortItem.Direction.DESC ? " DESC" : "";
        String nulls = item.nulls() == null ? "" : " NULLS " + item.nulls();
        return expression(item.expression()) + direction + nulls;
    }

    private static String window(Window window) {
        List<String> parts = new ArrayList<>();
        if (!window.partitionBy().isEmpty()) {
            parts.add("PARTITION BY " + expressions(window.partitionBy()));
        }
        if (!window.orderBy().isEmpty()) {
            parts.add(orderBy(window.orderBy()));
        }
        if (window.frame() != null) {
            parts.add(frame(window.frame()));
        }
        return String.join(" ", parts);
    }

    private static String frame(Window.Frame frame) {
        String start = bound(frame.start());
        return frame.extent()
                + (frame.end() == null ? " " + start : " BETWEEN " + start + " AND " + bound(frame.end()));
    }

    private static String bound(Window.Bound bound) {
        String words = bound.kind().name().replace('_', ' ');
        return bound.offset() == null ? words : offset(bound) + " " + words;
    }

    private static @Nullable String offset(Window.Bound bound) {
        if (bound.offset() instanceof Literal.Interval interval
                && interval.to() == null
                && interval.text().matches("[0-9]{1,18}")) {
            return Words.timeSpan(new TimeSpan(Long.parseLong(interval.text()), interval.from(), interval.at()));
        }
        return bound.offset() == null ? null : ExpressionWriter.in(bound.offset(), Strength.SUM);
    }
}
