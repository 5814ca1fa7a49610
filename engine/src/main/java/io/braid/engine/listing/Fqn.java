package io.braid.engine.listing;

import io.braid.spi.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The full name of a relation as one text: {@code "db"."public"."users"}. */
final class Fqn {
    private Fqn() {}

    static String of(List<String> parts) {
        return parts.stream().map(Names::always).collect(Collectors.joining("."));
    }

    /** The same name as it would be typed: {@code db.public."userEvents"}. */
    static String readable(List<String> parts) {
        return parts.stream().map(Names::quoted).collect(Collectors.joining("."));
    }

    /** The parts of a name in either spelling. What is not in quotes is taken as it stands. */
    static Optional<List<String>> parse(String text) {
        List<String> parts = new ArrayList<>();
        int next = 0;
        while (true) {
            StringBuilder part = new StringBuilder();
            if (next < text.length() && text.charAt(next) == '"') {
                next = quoted(text, next + 1, part);
                if (next < 0) {
                    return Optional.empty();
                }
            } else {
                while (next < text.length() && text.charAt(next) != '.') {
                    part.append(text.charAt(next++));
                }
            }
            if (part.isEmpty()) {
                return Optional.empty();
            }
            parts.add(part.toString());
            if (next == text.length()) {
                return Optional.of(parts);
            }
            if (text.charAt(next++) != '.') {
                return Optional.empty();
            }
        }
    }

    /** Reads up to the closing quote; says where it goes on, or -1 when the quote is never closed. */
    private static int quoted(String text, int from, StringBuilder part) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '"') {
                part.append(c);
            } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                part.append(c);
                i++;
            } else {
                return i + 1;
            }
        }
        return -1;
    }

    /** The spelling that the system tables use, for any spelling of the name. */
    static Object canonical(Object value) {
        return value instanceof String text
                ? parse(text).filter(parts -> parts.size() == 3).map(Fqn::of).orElse(text)
                : value;
    }
}
