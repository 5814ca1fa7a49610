package io.braid.engine.function;

import io.braid.engine.function.BuiltIn.Example;
import io.braid.engine.function.BuiltIn.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the list of functions; how it is written stands at its head. */
final class FunctionFile {
    private static final Pattern CALL = Pattern.compile("(\\w+)\\((.*?)\\) (.+)");
    private static final Pattern FREE =
            Pattern.compile("(.*?) ((?:[A-Z]+(?:<.*>|\\(\\d\\))?|type.*|number|(?:ARRAY|MAP|STRUCT) of .*))");
    private static final String REPEATED = "…";

    private final List<BuiltIn> read = new ArrayList<>();
    private String chapter = "";
    /** Signatures above a meaning: they share it. */
    private final List<String> signatures = new ArrayList<>();

    private final StringBuilder meaning = new StringBuilder();
    private final List<Example> examples = new ArrayList<>();

    private FunctionFile() {}

    static List<BuiltIn> read(String text) {
        FunctionFile file = new FunctionFile();
        text.lines().filter(line -> !line.startsWith("#") && !line.isBlank()).forEach(file::line);
        file.close();
        return List.copyOf(file.read);
    }

    private void line(String line) {
        if (line.startsWith("= ")) {
            close();
            chapter = line.substring(2);
        } else if (line.startsWith("  > ")) {
            String[] parts = line.substring(4).split(" => ", 2);
            examples.add(new Example(parts[0], parts[1]));
        } else if (line.startsWith("  ")) {
            meaning.append(meaning.isEmpty() ? "" : " ").append(line.strip());
        } else {
            if (!meaning.isEmpty() || !examples.isEmpty()) {
                close();
            }
            signatures.add(line);
        }
    }

    private void close() {
        for (String signature : signatures) {
            read.add(function(signature));
        }
        signatures.clear();
        meaning.setLength(0);
        examples.clear();
    }

    private BuiltIn function(String line) {
        Kind kind = Kind.SCALAR;
        String text = line;
        for (Kind word : Kind.values()) {
            String start = word.name().toLowerCase(Locale.ROOT) + " ";
            if (line.startsWith(start)) {
                kind = word;
                text = line.substring(start.length());
            }
        }
        return kind == Kind.SYNTAX ? syntax(text) : call(kind, text);
    }

    private BuiltIn syntax(String text) {
        Matcher parts = FREE.matcher(text);
        if (!parts.matches()) {
            throw new IllegalStateException("no signature: " + text);
        }
        Matcher name = Pattern.compile("([A-Z]\\w*)[(\\[ ].*").matcher(text);
        return new BuiltIn(
                chapter,
                Kind.SYNTAX,
                name.matches() ? name.group(1) : "",
                parts.group(1),
                parts.group(2),
                0,
                BuiltIn.MANY,
                meaning.toString(),
                examples);
    }

    private BuiltIn call(Kind kind, String text) {
        Matcher parts = CALL.matcher(text);
        if (!parts.matches()) {
            throw new IllegalStateException("no signature: " + text);
        }
        int depth = 0;
        int required = 0;
        int all = 0;
        boolean many = false;
        for (String part : parts.group(2).split("(?=[\\[\\]])")) {
            String inside = part;
            if (part.startsWith("[")) {
                depth++;
                inside = part.substring(1);
            } else if (part.startsWith("]")) {
                depth--;
                inside = part.substring(1);
            }
            for (String argument : inside.split(",")) {
                many |= argument.strip().equals(REPEATED);
                if (!argument.isBlank() && !argument.strip().equals(REPEATED)) {
                    all++;
                    required += depth == 0 ? 1 : 0;
                }
            }
        }
        return new BuiltIn(
                chapter,
                kind,
                parts.group(1).toUpperCase(Locale.ROOT),
                parts.group(1) + "(" + parts.group(2) + ")",
                parts.group(3),
                required,
                many ? BuiltIn.MANY : all,
                meaning.toString(),
                examples);
    }
}
