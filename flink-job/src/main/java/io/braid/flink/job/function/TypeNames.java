package io.braid.flink.job.function;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The planner's words for types, as those of the language. */
public final class TypeNames {
    private static final List<Rewrite> REWRITES = List.of(
            new Rewrite(" CHARACTER SET \"[^\"]*\"", ""),
            new Rewrite(" NOT NULL\\b", ""),
            new Rewrite(" \\*(?:ROWTIME|PROCTIME)\\*", ""),
            new Rewrite("\\bVAR(CHAR|BINARY)\\(2147483647\\)", "VAR$1"),
            new Rewrite("\\bBINARY\\(\\d+\\)", "VARBINARY"),
            new Rewrite("(?<!VAR)\\bCHAR\\(\\d+\\)", "VARCHAR"),
            new Rewrite("\\bTIMESTAMP_WITH_LOCAL_TIME_ZONE\\b", "TIMESTAMP_LTZ"),
            new Rewrite("\\bTIMESTAMP(\\(\\d\\))? WITH LOCAL TIME ZONE\\b", "TIMESTAMP_LTZ$1"),
            new Rewrite("\\b(?:STRING|CHARACTER_STRING|CHARACTER|CHAR)\\b", "VARCHAR"),
            new Rewrite("\\bINT\\b", "INTEGER"),
            new Rewrite("\\b([A-Z_]+(?:\\([\\d, ]+\\))?) ARRAY\\b", "ARRAY<$1>"),
            new Rewrite("\\(([A-Z_]+(?:\\([\\d, ]+\\))?), ([A-Z_]+(?:\\([\\d, ]+\\))?)\\) MAP\\b", "MAP<$1, $2>"),
            new Rewrite("\\b(?:BYTES|BINARY_STRING)\\b", "VARBINARY"),
            new Rewrite("\\bROW<", "STRUCT<"),
            // the planner's names of fields that have none
            new Rewrite(" EXPR\\$\\d+", ""),
            new Rewrite("\\bRecordType(?::peek_no_expand)?\\(([^()]*)\\)", "STRUCT<$1>"),
            new Rewrite("\\b(NUMERIC|ANY|EQUIVALENT|COMPARABLE)_TYPE\\b", "$1"));
    private static final Pattern BRACKETED = Pattern.compile("<([A-Z][A-Z0-9_ ,()]*)>");

    private TypeNames() {}

    /** Every type that occurs in the text. */
    public static String in(String text) {
        String result = text;
        for (Rewrite rewrite : REWRITES) {
            result = rewrite.from().matcher(result).replaceAll(rewrite.to());
        }
        return result;
    }

    /** The same for lists such as {@code <BIGINT> + <VARCHAR(2147483647)>}, where each type stands in brackets. */
    public static String inBrackets(String text) {
        return in(BRACKETED.matcher(text).replaceAll(found -> Matcher.quoteReplacement(found.group(1))));
    }

    private record Rewrite(Pattern from, String to) {
        Rewrite(String from, String to) {
            this(Pattern.compile(from), to);
        }
    }
}
