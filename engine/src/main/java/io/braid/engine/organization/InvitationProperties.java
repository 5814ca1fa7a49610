package io.braid.engine.organization;

import io.braid.catalog.Role;
import io.braid.engine.role.Securables;
import io.braid.engine.statement.StatementContext;
import io.braid.engine.statement.WithClause;
import io.braid.spi.Setting;
import io.braid.sql.tree.Identifier;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.Property;
import io.braid.sql.tree.PropertyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The WITH clause of an invitation.
 *
 * @param roles beside the default one
 */
public record InvitationProperties(List<String> roles, String defaultRole) {
    private static final Setting<String> ROLES =
            Setting.text("roles", "Roles beside the default one: a list in parentheses, or separated by commas.");
    private static final Setting<String> DEFAULT_ROLE = Setting.text(
                    "default_role", "The role that the user begins with.")
            .mandatory()
            .alias("default");

    public static final List<Setting<?>> ALL = List.of(ROLES, DEFAULT_ROLE);

    static InvitationProperties of(List<Property> properties, Position at, StatementContext context) {
        WithClause.read(properties, ALL, at);
        List<String> roles = new ArrayList<>();
        String defaultRole = "";
        for (Property property : properties) {
            if (property.isNamed(ROLES.name())) {
                roles(property).forEach(role -> roles.add(role(role, property, context)));
            } else {
                defaultRole = role(property.text(), property, context);
            }
        }
        return new InvitationProperties(roles, defaultRole);
    }

    private static List<String> roles(Property property) {
        if (property.value() instanceof PropertyValue.Items items) {
            return items.items().stream().map(PropertyValue::text).toList();
        }
        return Stream.of(property.text().split(","))
                .map(String::strip)
                .filter(role -> !role.isEmpty())
                .toList();
    }

    private static String role(String name, Property property, StatementContext context) {
        Role role = Securables.requireRole(new Identifier(name, true, property.at()), context);
        return role.name();
    }
}
