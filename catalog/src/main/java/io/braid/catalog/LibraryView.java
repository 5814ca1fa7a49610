package io.braid.catalog;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What users brought along: function sources, functions, secrets, schema registries. Lists are sorted by name. */
public interface LibraryView {
    List<FunctionSource> functionSources(UUID organization);

    Optional<FunctionSource> findFunctionSource(UUID organization, String name);

    /** The bytes that were uploaded. */
    byte[] functionSourceContent(UUID organization, String name);

    List<UserFunction> functions(UUID organization);

    /** All of that name, by the number of their arguments. */
    List<UserFunction> functions(UUID organization, String name);

    Optional<UserFunction> findFunction(UUID id);

    List<StoredSecret> secrets(UUID organization);

    Optional<StoredSecret> findSecret(UUID organization, String name);

    List<SchemaRegistry> schemaRegistries(UUID organization);

    Optional<SchemaRegistry> findSchemaRegistry(UUID organization, String name);

    List<DescriptorSource> descriptorSources(UUID organization);

    Optional<DescriptorSource> findDescriptorSource(UUID organization, String name);

    /** The bytes that were uploaded. */
    byte[] descriptorSourceContent(UUID organization, String name);

    /** What the keys and values of an entity are; neither, one or both. */
    List<EntityDescriptor> entityDescriptors(UUID organization, String store, List<String> entity);

    /** Where a descriptor source is in use. */
    List<EntityDescriptor> entitiesDescribedBy(UUID organization, String source);
}
