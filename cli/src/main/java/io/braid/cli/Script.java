package io.braid.cli;

import io.braid.sql.parse.ParsingException;
import io.braid.sql.parse.SqlParser;
import java.util.List;

/** Text with several statements, taken apart so that each has a result of its own. */
final class Script {
    private Script() {}

    /** A text that is no SQL stays whole: the server says best what is wrong with it, and where. */
    static List<String> statements(String text) {
        try {
            List<String> statements = new SqlParser()
                    .parse(text).stream().map(s -> s.text() + ";").toList();
            return statements.isEmpty() && !text.isBlank() ? List.of(text) : statements;
        } catch (ParsingException e) {
            return List.of(text);
        }
    }
}
