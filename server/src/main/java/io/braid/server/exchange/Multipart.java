package io.braid.server.exchange;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a multipart body that lies in memory. Written by hand because the official clients' bodies are not quite what
 * servlet containers accept (a semicolon after the last parameter, a part without content type), and because a
 * container would write parts to files: a statement of a hundred bytes must not cost that.
 */
public final class Multipart {
    private static final int MAX_PARTS = 256;

    private Multipart() {}

    /** @param fileName null when the part is a plain field */
    public record Part(String name, @Nullable String fileName, byte[] content) {}

    /** The boundary, when the content type says that a body is multipart. */
    public static Optional<String> boundary(String contentType) {
        if (!contentType.regionMatches(true, 0, "multipart/form-data", 0, 19)) {
            return Optional.empty();
        }
        String boundary = parameters(contentType).get("boundary");
        if (boundary == null || boundary.isEmpty()) {
            throw Refusal.badRequest("content type \"multipart/form-data\" needs a boundary");
        }
        return Optional.of(boundary);
    }

    /** @throws Refusal when the body is not well formed */
    public static List<Part> read(byte[] body, String boundary) {
        byte[] delimiter = ("--" + boundary).getBytes(StandardCharsets.UTF_8);
        byte[] lineAndDelimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.UTF_8);
        List<Part> parts = new ArrayList<>();
        int at = startsWith(body, 0, delimiter) ? 0 : indexOf(body, lineAndDelimiter, 0) + 2;
        if (at == 1) {
            throw malformed("the boundary does not appear");
        }
        while (true) {
            int afterDelimiter = at + delimiter.length;
            if (startsWith(body, afterDelimiter, "--")) {
                return parts;
            }
            int headers = skipLineEnd(body, afterDelimiter);
            int end = headerEnd(body, headers);
            int content = end + 4;
            int next = indexOf(body, lineAndDelimiter, Math.max(content - 2, headers));
            if (next < 0) {
                throw malformed("a part has no end");
            }
            if (parts.size() == MAX_PARTS) {
                throw malformed("more than " + MAX_PARTS + " parts");
            }
            parts.add(part(
                    new String(body, headers, Math.max(0, end - headers), StandardCharsets.UTF_8),
                    Arrays.copyOfRange(body, Math.min(content, next), next)));
            at = next + 2;
        }
    }

    private static Part part(String headers, byte[] content) {
        for (String header : headers.split("\r\n", -1)) {
            if (header.regionMatches(true, 0, "Content-Disposition:", 0, 20)) {
                Map<String, String> parameters = parameters(header.substring(20));
                return new Part(parameters.getOrDefault("name", ""), parameters.get("filename"), content);
            }
        }
        throw malformed("a part has no Content-Disposition");
    }

    /** The {@code name=value} pairs after the first semicolon; names in lower case; stray semicolons are let through. */
    static Map<String, String> parameters(String header) {
        Map<String, String> parameters = new HashMap<>();
        int at = header.indexOf(';');
        while (at >= 0 && at < header.length()) {
            int equals = header.indexOf('=', at);
            if (equals < 0) {
                break;
            }
            String name = header.substring(at, equals).replace(';', ' ').trim().toLowerCase(Locale.ROOT);
            StringBuilder value = new StringBuilder();
            at = value(header, equals + 1, value);
            parameters.put(name, value.toString());
        }
        return parameters;
    }

    /** @return where the next parameter begins */
    private static int value(String header, int from, StringBuilder value) {
        int at = from;
        if (at >= header.length() || header.charAt(at) != '"') {
            int end = header.indexOf(';', at);
            value.append(header.substring(at, end < 0 ? header.length() : end).trim());
            return end < 0 ? header.length() : end;
        }
        for (at++; at < header.length() && header.charAt(at) != '"'; at++) {
            // Go escapes a quote with a backslash, the others write %22.
            char c = header.charAt(at);
            if (c == '\\' && at + 1 < header.length()) {
                value.append(header.charAt(++at));
            } else if (header.startsWith("%22", at)) {
                value.append('"');
                at += 2;
            } else {
                value.append(c);
            }
        }
        return at + 1;
    }

    private static int skipLineEnd(byte[] body, int at) {
        int skipped = at;
        while (skipped < body.length && (body[skipped] == ' ' || body[skipped] == '\t')) {
            skipped++;
        }
        if (!startsWith(body, skipped, "\r\n")) {
            throw malformed("a boundary is not followed by a line end");
        }
        return skipped + 2;
    }

    private static int headerEnd(byte[] body, int from) {
        int end = indexOf(body, "\r\n\r\n".getBytes(StandardCharsets.US_ASCII), from);
        if (end < 0) {
            throw malformed("the headers of a part have no end");
        }
        return end;
    }

    private static int indexOf(byte[] body, byte[] wanted, int from) {
        for (int i = from; i <= body.length - wanted.length; i++) {
            if (body[i] == wanted[0] && startsWith(body, i, wanted)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean startsWith(byte[] body, int at, String text) {
        return startsWith(body, at, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean startsWith(byte[] body, int at, byte[] wanted) {
        return at + wanted.length <= body.length
                && Arrays.equals(body, at, at + wanted.length, wanted, 0, wanted.length);
    }

    private static Refusal malformed(String why) {
        return Refusal.badRequest("multipart body is malformed: " + why);
    }
}
