package io.braid.sql.parse;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.Vocabulary;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.ATNState;

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

    /** Those that name nothing unless they are quoted: what the grammar lists as such. */
    static Set<String> reserved() {
        ATN grammar = BraidSqlParser._ATN;
        ATNState rule = grammar.ruleToStartState[BraidSqlParser.RULE_reservedWord];
        return grammar.nextTokens(rule).toList().stream()
                .map(BraidSqlParser.VOCABULARY::getLiteralName)
                .map(literal -> literal.substring(1, literal.length() - 1))
                .collect(Collectors.toUnmodifiableSet());
    }
}
