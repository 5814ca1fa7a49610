package io.braid.sql.parse;

import java.util.Set;
import java.util.TreeSet;
import org.antlr.v4.runtime.Vocabulary;

/** The words of the grammar. */
final class Keywords {
    private Keywords() {}

    static Set<String> keywords() {
        Vocabulary vocabulary = BraidSqlLexer.VOCABULARY;
        Set<String> words = new TreeSet<>();
        for (int type = 1; type <= vocabulary.getMaxTokenType(); type++) {
            String literal = vocabulary.getLiteralName(type);
            if (literal != null && Character.isLetter(literal.charAt(1))) {
                words.add(literal.substring(1, literal.length() - 1));
            }
        }
        return Set.copyOf(words);
    }
}
