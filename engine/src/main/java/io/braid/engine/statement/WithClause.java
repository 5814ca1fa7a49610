package io.braid.engine.statement;

import io.braid.spi.Setting;
import io.braid.spi.Settings;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.Property;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parameters of statements, by the descriptions of those that there are. */
public final class WithClause {
    private WithClause() {}

    /**
     * The parameters of a statement. A problem of one parameter is said at its place, what is missing at the statement's.
     *
     * @throws StatementException 3D008 for unknown names and bad values, 3D021 for missing ones
     */
    public static Settings read(List<Property> properties, List<? extends Setting<?>> known, Position at) {
        Map<String, String> given = new LinkedHashMap<>();
        List<? extends Setting<?>> single =
                known.stream().map(Setting::optional).toList();
        for (Property property : properties) {
            try {
                Settings alone = Settings.read(single, Map.of(property.foldedKey(), property.text()));
                given.putAll(alone.asTexts());
            } catch (StatementException e) {
                throw StatementContext.at(property.at(), e);
            }
        }
        try {
            return Settings.read(known, given);
        } catch (StatementException e) {
            throw StatementContext.at(at, e);
        }
    }

    /** The place of the parameters as a whole. */
    public static Position place(List<Property> properties) {
        return properties.isEmpty() ? Position.NONE : properties.get(0).at();
    }

    /** The place of a parameter that was given; of the statement when it was not. */
    public static Position at(List<Property> properties, Setting<?> setting, Position otherwise) {
        return Property.find(properties, setting.name()).map(Property::at).orElse(otherwise);
    }
}
