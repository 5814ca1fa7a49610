package io.braid.sql.tree;

import java.util.List;

/** Statements about applications. */
public sealed interface ApplicationStatement extends Statement {
    /** {@code BEGIN APPLICATION name statement; … END APPLICATION [WITH (…)]}: all of it, as one job, or nothing. */
    record BeginApplication(Identifier name, List<ParsedStatement> body, List<Property> properties, Position at)
            implements ApplicationStatement {
        public BeginApplication {
            body = List.copyOf(body);
            properties = List.copyOf(properties);
        }
    }
}
