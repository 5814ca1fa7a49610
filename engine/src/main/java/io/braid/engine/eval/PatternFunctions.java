package io.braid.engine.eval;

import static io.braid.engine.eval.Parameter.INTEGER;
import static io.braid.engine.eval.Parameter.TEXT;
import static io.braid.engine.eval.TextFunctions.number;
import static io.braid.engine.eval.TextFunctions.text;
import static io.braid.spi.DataType.VARCHAR;

import io.braid.spi.DataType;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Functions of regular expressions. A pattern that is none gives null. */
final class PatternFunctions {
    private static final int REMEMBERED = 64;
    private static final ThreadLocal<Map<String, Pattern>> COMPILED = ThreadLocal.withInitial(LinkedHashMap::new);

    private PatternFunctions() {}

    static void define(Library library) {
        library.define("regexp_extract", TEXT, TEXT)
                .optional(INTEGER)
                .mayBeNull()
                .exact()
                .gives(VARCHAR, a -> extract(a, a.length > 2 ? number(a, 2) : 0));
        library.define("regexp_extract_all", TEXT, TEXT)
                .optional(INTEGER)
                .mayBeNull()
                .gives(DataType.array(VARCHAR), a -> extractAll(a, a.length > 2 ? number(a, 2) : 1));
        library.define("regexp_replace", TEXT, TEXT, TEXT)
                .mayBeNull()
                .exact()
                .gives(VARCHAR, PatternFunctions::replace);
        library.define("regexp", TEXT, TEXT)
                .gives(DataType.BOOLEAN, a -> !text(a, 1).isEmpty() && find(a));
        library.define("regexp_count", TEXT, TEXT).mayBeNull().gives(DataType.INTEGER, PatternFunctions::count);
        library.define("regexp_instr", TEXT, TEXT).mayBeNull().gives(DataType.INTEGER, PatternFunctions::position);
        library.define("regexp_substr", TEXT, TEXT).mayBeNull().gives(VARCHAR, a -> extract(a, 0));
    }

    private static @Nullable Matcher matcher(Object[] arguments) {
        Pattern pattern = compiled(text(arguments, 1));
        return pattern == null ? null : pattern.matcher(text(arguments, 0));
    }

    private static @Nullable Pattern compiled(String regex) {
        Map<String, Pattern> known = COMPILED.get();
        Pattern pattern = known.get(regex);
        if (pattern != null) {
            return pattern;
        }
        try {
            pattern = Pattern.compile(regex);
        } catch (PatternSyntaxException wrong) {
            return null;
        }
        if (known.size() >= REMEMBERED) {
            Iterator<String> oldest = known.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        known.put(regex, pattern);
        return pattern;
    }

    private static boolean find(Object[] arguments) {
        Matcher matcher = matcher(arguments);
        return matcher != null && matcher.find();
    }

    private static @Nullable String extract(Object[] arguments, int group) {
        Matcher matcher = matcher(arguments);
        boolean found = matcher != null && group >= 0 && group <= matcher.groupCount() && matcher.find();
        return found && matcher != null ? matcher.group(group) : null;
    }

    private static @Nullable List<@Nullable Object> extractAll(Object[] arguments, int group) {
        Matcher matcher = matcher(arguments);
        if (matcher == null || group < 0 || group > matcher.groupCount()) {
            return null;
        }
        List<@Nullable Object> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(matcher.group(group));
        }
        return found;
    }

    private static @Nullable String replace(Object[] arguments) {
        Matcher matcher = matcher(arguments);
        return matcher == null ? null : matcher.replaceAll(Matcher.quoteReplacement(text(arguments, 2)));
    }

    private static @Nullable Integer count(Object[] arguments) {
        Matcher matcher = matcher(arguments);
        return matcher == null ? null : (int) matcher.results().count();
    }

    private static @Nullable Integer position(Object[] arguments) {
        Matcher matcher = matcher(arguments);
        if (matcher == null) {
            return null;
        }
        return matcher.find() ? text(arguments, 0).codePointCount(0, matcher.start()) + 1 : 0;
    }
}
