package io.braid.spi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Values read against their descriptions. Reading names every mistake at once: unknown keys with a suggestion, values
 * of the wrong type, and what is missing.
 */
public final class Settings {
    /** So many names can be said in a hint. */
    private static final int FEW = 6;

    private final Map<String, String> texts;

    private Settings(Map<String, String> texts) {
        this.texts = Map.copyOf(texts);
    }

    /** No values; everything falls back to its default. */
    public static Settings empty() {
        return new Settings(Map.of());
    }

    /**
     * @param given keys as written, in any case; values as text
     * @throws StatementException 3D008 for unknown keys and bad values, 3D021 for missing ones
     */
    public static Settings read(Collection<? extends Setting<?>> known, Map<String, String> given) {
        Map<String, String> texts = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        String firstHint = "";
        for (Map.Entry<String, String> entry : given.entrySet()) {
            Optional<? extends Setting<?>> setting =
                    known.stream().filter(s -> s.answersTo(entry.getKey())).findFirst();
            if (setting.isEmpty()) {
                problems.add("unknown parameter \"" + entry.getKey() + "\"");
                if (firstHint.isEmpty()) {
                    firstHint = nearest(entry.getKey(), known)
                            .map(n -> "did you mean \"" + n + "\"?")
                            .orElse(
                                    known.isEmpty()
                                            ? "there are none"
                                            : known.size() > FEW ? "" : "there are " + names(known));
                }
                continue;
            }
            try {
                Object unused = setting.get().reader().apply(entry.getValue());
                texts.put(setting.get().name(), entry.getValue());
            } catch (IllegalArgumentException | ArithmeticException e) {
                String shown = setting.get().secret() ? "***" : entry.getValue();
                problems.add(
                        "parameter \"" + setting.get().name() + "\" has value \"" + shown + "\": " + e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            StatementException e =
                    StatementException.of(ErrorCode.INVALID_PARAMETER, "%s", String.join("; ", problems));
            throw firstHint.isEmpty() ? e : e.hint(firstHint);
        }
        List<String> missing = known.stream()
                .filter(s -> s.required() && !texts.containsKey(s.name()))
                .map(s -> s.name())
                .sorted()
                .toList();
        if (!missing.isEmpty()) {
            throw missing(missing);
        }
        return new Settings(texts);
    }

    /** The name that a key stands for; a key that nobody knows is given back as it is. */
    public static String canonical(Collection<? extends Setting<?>> known, String key) {
        return known.stream()
                .filter(setting -> setting.answersTo(key))
                .findFirst()
                .map(Setting::name)
                .orElse(key);
    }

    /** The refusal for required parameters that were not given, in the words clients know. */
    public static StatementException missing(List<String> names) {
        String text = names.size() == 1
                ? names.get(0) + " is required"
                : String.join(", ", names.subList(0, names.size() - 1)) + ", and " + names.get(names.size() - 1)
                        + " are required";
        return StatementException.of(ErrorCode.MISSING_PARAMETER, "%s", text);
    }

    public <T> Optional<T> find(Setting<T> setting) {
        String text = texts.get(setting.name());
        return text == null
                ? setting.defaultValue()
                : Optional.of(setting.reader().apply(text));
    }

    /** The value or its default; for a setting with neither this is a bug of the caller. */
    public <T> T get(Setting<T> setting) {
        return find(setting)
                .orElseThrow(() -> new IllegalStateException("setting " + setting.name() + " has no value"));
    }

    public boolean has(Setting<?> setting) {
        return texts.containsKey(setting.name());
    }

    /** The values as they were written, by canonical name, sorted; for keeping, never for showing. */
    public Map<String, String> asTexts() {
        return new TreeMap<>(texts);
    }

    /** The names alone: any of the values may be a secret. */
    @Override
    public String toString() {
        return "Settings" + asTexts().keySet();
    }

    private static String names(Collection<? extends Setting<?>> known) {
        return String.join(", ", known.stream().map(Setting::name).toList());
    }

    /** The known name nearest to a misspelt one, when it is near enough to be meant. */
    public static Optional<String> nearest(String key, Collection<? extends Setting<?>> known) {
        String best = null;
        int bestDistance = Math.max(2, key.length() / 3) + 1;
        for (Setting<?> setting : known) {
            int distance = distance(key.toLowerCase(java.util.Locale.ROOT), setting.name());
            if (distance < bestDistance) {
                best = setting.name();
                bestDistance = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                current[j] = Math.min(Math.min(current[j - 1], previous[j]) + 1, previous[j - 1] + change);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
