package io.braid.catalog;

import java.util.List;
import java.util.UUID;

/** Changes to what users brought along; they throw as those of {@link CatalogTransaction} do. */
public interface LibraryChanges extends LibraryView {
    void createFunctionSource(FunctionSource source, byte[] content);

    /** Changes the owner; a file is never replaced. */
    void updateFunctionSource(FunctionSource source);

    void dropFunctionSource(UUID organization, String name);

    void createFunction(UserFunction function);

    /** Changes the owner. */
    void updateFunction(UserFunction function);

    void dropFunction(UUID id);

    void createSecret(StoredSecret secret);

    void updateSecret(StoredSecret secret);

    void dropSecret(UUID organization, String name);

    void createSchemaRegistry(SchemaRegistry registry);

    void updateSchemaRegistry(SchemaRegistry registry);

    void dropSchemaRegistry(UUID organization, String name);

    void createDescriptorSource(DescriptorSource source, byte[] content);

    /** Changes the owner; a file is never replaced. */
    void updateDescriptorSource(DescriptorSource source);

    void dropDescriptorSource(UUID organization, String name);

    /** Says what a part of an entity's records is, whatever it was before. */
    void describeEntity(EntityDescriptor descriptor);

    /** Forgets what was said of one part, if anything was. */
    void undescribeEntity(UUID organization, String store, List<String> entity, String part);

    /** Forgets what was said of both parts. */
    void forgetEntity(UUID organization, String store, List<String> entity);
}
