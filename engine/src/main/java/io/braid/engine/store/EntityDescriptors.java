package io.braid.engine.store;

import io.braid.catalog.Catalog;
import io.braid.catalog.EntityDescriptor;
import io.braid.catalog.LibraryChanges;
import io.braid.catalog.Store;
import io.braid.engine.library.Descriptors;
import io.braid.engine.plan.DescriptorName;
import io.braid.engine.plan.SchemaUse.Part;
import io.braid.engine.statement.StatementContext;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Property;
import io.braid.sql.tree.PropertyValue;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a statement says of the messages in an entity: {@code key.descriptor} and {@code value.descriptor}.
 *
 * @param parts what it says; empty to forget what was said before
 * @param others the parameters that are the store's
 */
record EntityDescriptors(
        Store store, List<String> entity, Map<Part, Optional<DescriptorName>> parts, List<Property> others) {
    /** @throws StatementException 3D011 or 3D010 for what does not exist */
    static EntityDescriptors of(List<Property> written, Store store, List<String> entity, StatementContext context) {
        Map<Part, Optional<DescriptorName>> parts = new EnumMap<>(Part.class);
        List<Property> others = new ArrayList<>();
        for (Property property : written) {
            Optional<Part> part =
                    switch (property.foldedKey()) {
                        case "key.descriptor" -> Optional.of(Part.KEY);
                        case "value.descriptor", "descriptor" -> Optional.of(Part.VALUE);
                        default -> Optional.empty();
                    };
            if (part.isEmpty()) {
                others.add(property);
            } else if (property.value() instanceof PropertyValue.Null) {
                parts.put(part.get(), Optional.empty());
            } else {
                parts.put(part.get(), Optional.of(resolve(property, context)));
            }
        }
        return new EntityDescriptors(store, entity, parts, others);
    }

    private static DescriptorName resolve(Property property, StatementContext context) {
        try {
            return Descriptors.resolve(property.text(), null, context);
        } catch (StatementException e) {
            throw StatementContext.at(property.at(), e);
        }
    }

    void save(Catalog catalog) {
        if (parts.isEmpty()) {
            return;
        }
        catalog.write(transaction -> {
            parts.forEach((part, name) -> save(transaction.library(), part, name));
            return parts;
        });
    }

    private void save(LibraryChanges library, Part part, Optional<DescriptorName> name) {
        if (name.isEmpty()) {
            library.undescribeEntity(store.organization(), store.name(), entity, part.word());
            return;
        }
        library.describeEntity(new EntityDescriptor(
                store.organization(),
                store.name(),
                entity,
                part.word(),
                name.get().source(),
                name.get().message()));
    }
}
