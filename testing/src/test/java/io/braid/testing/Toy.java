package io.braid.testing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers a handful of statements, so that the runner has something to run against. */
final class Toy implements Function<String, Outcome>, Consumer<ScriptRecord> {
    static final Map<String, String> INPUTS = Map.of("shop", "the corner shop");

    private final Map<String, String> ids = new LinkedHashMap<>();
    private final Deque<ScriptRecord> records = new ArrayDeque<>();
    private int impatience;
    int closed;

    ScriptRunner runner() {
        return ScriptRunner.of(this).writing(this).knowing(INPUTS).waiting(Duration.ofSeconds(5));
    }

    @Override
    public void accept(ScriptRecord record) {
        records.addLast(record);
    }

    @Override
    public Outcome apply(String sql) {
        String[] words = sql.replace(";", "").strip().split("\\s+");
        return switch (words[0]) {
            case "ADD" -> add(words[1]);
            case "SHOW" -> show(words[1]);
            case "LIST" -> list();
            case "COUNT" -> count();
            case "FOLLOW" -> new Outcome.Live(new Follower());
            default -> new Outcome.Failed("42601", "unknown word \"" + words[0] + "\"");
        };
    }

    private Outcome add(String word) {
        if (ids.containsKey(word)) {
            return new Outcome.Failed("42710", "word \"" + word + "\" already exists");
        }
        ids.put(word, "id-" + ids.size());
        return Outcome.Said.of("added \"" + word + "\" to the corner shop");
    }

    private Outcome show(String id) {
        return ids.entrySet().stream()
                .filter(entry -> entry.getValue().equals(id))
                .findFirst()
                .<Outcome>map(entry -> Outcome.Said.of(entry.getKey()))
                .orElseGet(() -> new Outcome.Failed("3D008", "id \"" + id + "\" does not exist"));
    }

    private Outcome list() {
        List<List<@Nullable String>> rows = new ArrayList<>();
        ids.forEach((word, id) -> rows.add(Arrays.asList(word, id, word.equals("apple") ? "" : null)));
        return new Outcome.Table(List.of("Word", "Id", "Note"), rows);
    }

    /** Is wrong two times, as things that take a while are. */
    private Outcome count() {
        int count = impatience++ < 2 ? 0 : ids.size();
        return new Outcome.Table(List.of("Count"), List.of(List.of(Integer.toString(count))));
    }

    /** Gives back what was written. */
    private final class Follower implements Outcome.LiveRows {
        @Override
        public Optional<List<@Nullable String>> next(Duration timeout) {
            ScriptRecord record = records.pollFirst();
            if (record == null) {
                return Optional.empty();
            }
            String time = record.timestampMillis().isPresent()
                    ? Long.toString(record.timestampMillis().getAsLong())
                    : null;
            return Optional.of(Arrays.asList(record.value(), time));
        }

        @Override
        public void close() {
            closed++;
        }
    }
}
