package io.braid.engine.organization;

import io.braid.engine.statement.StatementContext;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.Property;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The WITH clause of an API token.
 *
 * @param role null for none
 */
record TokenProperties(@Nullable String role, Position roleAt, int days) {
    private static final int DAYS = 90;
    private static final int MOST_DAYS = 3_650;

    static TokenProperties of(List<Property> properties, Position at) {
        TokenProperties known = new TokenProperties(null, at, DAYS);
        for (Property property : properties) {
            known = switch (property.foldedKey()) {
                case "token.role_name" -> new TokenProperties(property.text(), property.at(), known.days);
                case "token.expires_in_days" -> new TokenProperties(known.role, known.roleAt, days(property));
                default ->
                    throw StatementContext.at(
                            property.at(),
                            StatementException.of(
                                            ErrorCode.INVALID_PARAMETER, "there is no parameter \"%s\"", property.key())
                                    .hint("there are token.role_name and token.expires_in_days"));
            };
        }
        return known;
    }

    private static int days(Property property) {
        String text = property.text();
        int days = text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
        if (days < 1 || days > MOST_DAYS) {
            throw StatementContext.at(
                    property.at(),
                    StatementException.of(
                            ErrorCode.INVALID_PARAMETER, "\"%s\" is no number of days from 1 to %d", text, MOST_DAYS));
        }
        return days;
    }
}
