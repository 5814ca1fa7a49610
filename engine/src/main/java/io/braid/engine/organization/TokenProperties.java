package io.braid.engine.organization;

import io.braid.engine.statement.WithClause;
import io.braid.spi.Setting;
import io.braid.spi.Settings;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.Property;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The WITH clause of an API token.
 *
 * @param role null for none
 */
public record TokenProperties(@Nullable String role, Position roleAt, int days) {
    private static final Setting<String> ROLE = Setting.text(
            "token.role_name",
            "The role that the token acts in; without it, any role of its user in any organization.");
    private static final Setting<Integer> DAYS = Setting.between(
                    "token.expires_in_days", 1, 3_650, "For how many days the token is good.")
            .orElse(90);

    public static final List<Setting<?>> ALL = List.of(ROLE, DAYS);

    static TokenProperties of(List<Property> properties, Position at) {
        Settings settings = WithClause.read(properties, ALL, at);
        return new TokenProperties(
                settings.find(ROLE).orElse(null), WithClause.at(properties, ROLE, at), settings.get(DAYS));
    }
}
