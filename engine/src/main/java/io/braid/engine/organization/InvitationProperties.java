package io.braid.engine.organization;

import io.braid.catalog.Role;
import io.braid.engine.role.Securables;
import io.braid.engine.statement.StatementContext;
import io.braid.spi.ErrorCode;
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
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
record InvitationProperties(List<String> roles, String defaultRole) {
    static InvitationProperties of(List<Property> properties, Position at, StatementContext context) {
        List<String> roles = new ArrayList<>();
        String defaultRole = null;
        for (Property property : properties) {
            switch (property.foldedKey()) {
                case "roles" -> roles(property).forEach(role -> roles.add(role(role, property, context)));
                case "default_role", "default" -> defaultRole = role(property.text(), property, context);
                default ->
                    throw StatementContext.at(
                            property.at(),
                            StatementException.of(
                                            ErrorCode.INVALID_PARAMETER, "there is no parameter \"%s\"", property.key())
                                    .hint("there are roles and default_role"));
            }
        }
        if (defaultRole == null) {
            throw StatementContext.at(at, Settings.missing(List.of("default_role")));
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
