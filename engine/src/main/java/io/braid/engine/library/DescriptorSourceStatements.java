package io.braid.engine.library;

import io.braid.catalog.DescriptorSource;
import io.braid.engine.database.DatabaseStatements;
import io.braid.engine.security.Access;
import io.braid.engine.security.Privilege;
import io.braid.engine.statement.Artifact;
import io.braid.engine.statement.Prepared;
import io.braid.engine.statement.StatementContext;
import io.braid.engine.statement.StatementHandlers;
import io.braid.engine.statement.StatementResult.Done;
import io.braid.formats.ProtobufDescriptors;
import io.braid.spi.ErrorCode;
import io.braid.spi.Names;
import io.braid.spi.Setting;
import io.braid.spi.StatementException;
import io.braid.sql.tree.DescriptorStatement.CopyDescriptorSource;
import io.braid.sql.tree.DescriptorStatement.CreateDescriptorSource;
import io.braid.sql.tree.DescriptorStatement.DropDescriptorSource;
import io.braid.sql.tree.IfExists;
import io.braid.sql.tree.IfMissing;
import java.util.List;

/** Takes Protobuf descriptor sets, tells where they can be fetched, and drops them. */
public final class DescriptorSourceStatements implements StatementHandlers.Family {
    private static final String KIND = "descriptor_source";

    /** The parameters of CREATE DESCRIPTOR_SOURCE. */
    public static final List<Setting<?>> ALL = List.of(
            UploadedFile.FILE,
            UploadedFile.DESCRIPTION,
            Setting.text("format", "Ignored: there are Protobuf descriptor sets only."));

    @Override
    public void register(StatementHandlers.Builder handlers) {
        handlers.on(CreateDescriptorSource.class, this::create)
                .on(CopyDescriptorSource.class, this::copy)
                .on(DropDescriptorSource.class, this::drop);
    }

    private Prepared create(CreateDescriptorSource statement, StatementContext context) {
        String name = statement.name().value();
        DatabaseStatements.checkName(statement.name(), "descriptor source");
        UploadedFile file = UploadedFile.of(KIND, statement.properties(), ALL, statement.at(), context);
        List<String> messages;
        try {
            messages = ProtobufDescriptors.parse(file.content()).messages();
        } catch (StatementException e) {
            throw StatementContext.at(file.property().at(), e);
        }
        DescriptorSource source = new DescriptorSource(
                context.organization(),
                name,
                file.description(),
                file.name(),
                file.sha256(),
                file.content().length,
                messages,
                context.audit());
        return Prepared.needing(Access.onOrganization(Privilege.CREATE_DESCRIPTOR_SOURCE))
                .then(catalog -> {
                    if (statement.ifExists() == IfExists.SKIP
                            && catalog.library()
                                    .findDescriptorSource(context.organization(), name)
                                    .isPresent()) {
                        return Done.of(Artifact.alreadyThere(KIND, name, List.of(name)));
                    }
                    catalog.library().createDescriptorSource(source, file.content());
                    return Done.of(Artifact.created(KIND, name, List.of(name)));
                });
    }

    /** Says where the file is fetched: clients do that themselves, over HTTP. */
    private Prepared copy(CopyDescriptorSource statement, StatementContext context) {
        DescriptorSource source = Descriptors.requireSource(statement.name(), context);
        return Prepared.needing(Descriptors.on(source, Privilege.USAGE))
                .read(catalog -> Done.of(new Artifact(
                        KIND,
                        source.name(),
                        "COPY",
                        "descriptor_source \"%s\" can be fetched from %s".formatted(source.name(), url(source)),
                        List.of(source.name()))));
    }

    /** Path of the HTTP API that gives the file. */
    public static String url(DescriptorSource source) {
        return UploadedFile.url(KIND, source.organization(), source.name());
    }

    private Prepared drop(DropDescriptorSource statement, StatementContext context) {
        String name = statement.name().value();
        if (statement.ifMissing() == IfMissing.SKIP
                && context.catalog()
                        .library()
                        .findDescriptorSource(context.organization(), name)
                        .isEmpty()) {
            return Prepared.answered(Artifact.notThere(KIND, name, List.of(name)));
        }
        DescriptorSource source = Descriptors.requireSource(statement.name(), context);
        return Prepared.needing(Descriptors.on(source, Privilege.OWNERSHIP)).then(catalog -> {
            List<String> users = catalog.library().entitiesDescribedBy(context.organization(), name).stream()
                    .map(used -> used.store() + "." + String.join(".", used.entity()))
                    .distinct()
                    .toList();
            if (!users.isEmpty()) {
                throw StatementContext.at(
                        statement.name().at(),
                        StatementException.of(
                                        ErrorCode.DEPENDENT_OBJECTS,
                                        "descriptor source \"%s\" is used by entities: %s",
                                        name,
                                        String.join(", ", users))
                                .hint("UPDATE ENTITY … WITH ('value.descriptor' = NULL) detaches it"));
            }
            catalog.library().dropDescriptorSource(context.organization(), name);
            catalog.removeGrantsOn(context.organization(), KIND, Names.always(name));
            return Done.of(Artifact.dropped(KIND, name, List.of(name)));
        });
    }
}
