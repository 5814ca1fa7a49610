package io.braid.spi;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be set, described once: a server setting, a store property, a property of a statement. The same
 * description reads values, names mistakes, and writes the reference.
 *
 * @param name as written, dots between groups: {@code kafka.sasl.username}
 * @param typeName for people: {@code integer}, {@code boolean}, {@code text}, {@code one of JSON, PRIMITIVE}
 * @param fallback the value when it is not given; null means it has none
 */
public record Setting<T>(
        String name,
        String typeName,
        Function<String, T> reader,
        @Nullable T fallback,
        boolean required,
        boolean secret,
        List<String> aliases,
        String meaning) {

    public Setting {
        aliases = List.copyOf(aliases);
    }

    public static Setting<String> text(String name, String meaning) {
        return new Setting<>(name, "text", Function.identity(), null, false, false, List.of(), meaning);
    }

    public static Setting<Secret> secret(String name, String meaning) {
        return new Setting<>(name, "secret text", Secret::new, null, false, true, List.of(), meaning);
    }

    public static Setting<Integer> integer(String name, String meaning) {
        return new Setting<>(name, "integer", Setting::readInteger, null, false, false, List.of(), meaning);
    }

    public static Setting<Long> whole(String name, String meaning) {
        return new Setting<>(name, "integer", Setting::readLong, null, false, false, List.of(), meaning);
    }

    /** A whole number within bounds, both included. */
    public static Setting<Integer> between(String name, int least, int most, String meaning) {
        Function<String, Integer> reader = text -> {
            String wanted = "expected a whole number from " + least + " to " + most;
            try {
                long number = Long.parseLong(text.trim());
                if (number < least || number > most) {
                    throw new IllegalArgumentException(wanted);
                }
                return (int) number;
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(wanted, e);
            }
        };
        return new Setting<>(
                name, "integer from " + least + " to " + most, reader, null, false, false, List.of(), meaning);
    }

    /** A whole number from a least one on. */
    public static Setting<Long> atLeast(String name, long least, String meaning) {
        Function<String, Long> reader = text -> {
            long number = readLong(text);
            if (number < least) {
                throw new IllegalArgumentException("expected at least " + least);
            }
            return number;
        };
        return new Setting<>(name, "integer from " + least, reader, null, false, false, List.of(), meaning);
    }

    public static Setting<Boolean> flag(String name, String meaning) {
        return new Setting<>(name, "boolean", Setting::readBoolean, null, false, false, List.of(), meaning);
    }

    /** One of the constants of an enum, written in any case, {@code -} and {@code _} alike. */
    public static <E extends Enum<E>> Setting<E> choice(String name, Class<E> type, String meaning) {
        List<String> names =
                List.of(type.getEnumConstants()).stream().map(Enum::name).toList();
        Function<String, E> reader = text -> {
            String wanted = text.trim().toUpperCase(Locale.ROOT).replace('-', '_');
            for (E constant : type.getEnumConstants()) {
                if (constant.name().equals(wanted)) {
                    return constant;
                }
            }
            throw new IllegalArgumentException("expected one of " + String.join(", ", names));
        };
        return new Setting<>(
                name, "one of " + String.join(", ", names), reader, null, false, false, List.of(), meaning);
    }

    public Setting<T> orElse(T value) {
        return new Setting<>(name, typeName, reader, value, false, secret, aliases, meaning);
    }

    public Setting<T> mandatory() {
        return new Setting<>(name, typeName, reader, fallback, true, secret, aliases, meaning);
    }

    /** The same where it need not be given. */
    public Setting<T> optional() {
        return new Setting<>(name, typeName, reader, fallback, false, secret, aliases, meaning);
    }

    public Setting<T> alias(String... names) {
        return new Setting<>(name, typeName, reader, fallback, required, secret, List.of(names), meaning);
    }

    public Optional<T> defaultValue() {
        return Optional.ofNullable(fallback);
    }

    boolean answersTo(String key) {
        return name.equalsIgnoreCase(key) || aliases.stream().anyMatch(key::equalsIgnoreCase);
    }

    private static Integer readInteger(String text) {
        return Math.toIntExact(readLong(text));
    }

    private static Long readLong(String text) {
        try {
            return Long.valueOf(text.trim());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected a whole number", e);
        }
    }

    private static Boolean readBoolean(String text) {
        return switch (text.trim().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("expected TRUE or FALSE");
        };
    }
}
