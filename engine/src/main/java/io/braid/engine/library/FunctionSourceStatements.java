package io.braid.engine.library;

import io.braid.catalog.FunctionSource;
import io.braid.engine.database.DatabaseStatements;
import io.braid.engine.run.FunctionFiles;
import io.braid.engine.security.Access;
import io.braid.engine.security.Privilege;
import io.braid.engine.statement.Artifact;
import io.braid.engine.statement.Prepared;
import io.braid.engine.statement.StatementContext;
import io.braid.engine.statement.StatementHandlers;
import io.braid.engine.statement.StatementResult.Done;
import io.braid.spi.ErrorCode;
import io.braid.spi.Names;
import io.braid.spi.Setting;
import io.braid.spi.StatementException;
import io.braid.sql.tree.FunctionStatement.CopyFunctionSource;
import io.braid.sql.tree.FunctionStatement.CreateFunctionSource;
import io.braid.sql.tree.FunctionStatement.DropFunctionSource;
import io.braid.sql.tree.IfExists;
import io.braid.sql.tree.IfMissing;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.Property;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Takes jars with functions, tells where they can be fetched, and drops them. */
public final class FunctionSourceStatements implements StatementHandlers.Family {
    private static final int MOST_ENTRIES = 50_000;
    private static final String LANGUAGE = "java";

    private static final Setting<String> FILE_LANGUAGE =
            Setting.text("language", "java, the only one.").orElse(LANGUAGE);

    /** The parameters of CREATE FUNCTION_SOURCE. */
    public static final List<Setting<?>> ALL =
            List.of(UploadedFile.FILE, UploadedFile.DESCRIPTION, FILE_LANGUAGE, Setting.text("lib", "Not supported."));

    private final FunctionFiles files;

    public FunctionSourceStatements(FunctionFiles files) {
        this.files = files;
    }

    @Override
    public void register(StatementHandlers.Builder handlers) {
        handlers.on(CreateFunctionSource.class, this::create)
                .on(CopyFunctionSource.class, this::copy)
                .on(DropFunctionSource.class, this::drop);
    }

    private Prepared create(CreateFunctionSource statement, StatementContext context) {
        String name = statement.name().value();
        DatabaseStatements.checkName(statement.name(), "function source");
        statement.properties().forEach(FunctionSourceStatements::checkOther);
        UploadedFile file = UploadedFile.of("function_source", statement.properties(), ALL, statement.at(), context);
        checkJar(file);
        FunctionSource source = new FunctionSource(
                context.organization(),
                name,
                LANGUAGE,
                file.description(),
                file.name(),
                file.sha256(),
                file.content().length,
                context.audit());
        return Prepared.needing(Access.onOrganization(Privilege.CREATE_FUNCTION_SOURCE))
                .then(catalog -> {
                    if (statement.ifExists() == IfExists.SKIP
                            && catalog.library()
                                    .findFunctionSource(context.organization(), name)
                                    .isPresent()) {
                        return Done.of(Artifact.alreadyThere("function_source", name, List.of(name)));
                    }
                    catalog.library().createFunctionSource(source, file.content());
                    return Done.of(Artifact.created("function_source", name, List.of(name)));
                });
    }

    static void requireJava(String language, Position at) {
        if (!language.equalsIgnoreCase(LANGUAGE)) {
            throw StatementContext.at(
                    at,
                    StatementException.of(
                                    ErrorCode.FEATURE_NOT_SUPPORTED, "functions in %s are not supported", language)
                            .hint("the language of functions is " + LANGUAGE));
        }
    }

    private static void checkOther(Property property) {
        if (property.isNamed(FILE_LANGUAGE.name())) {
            requireJava(property.text(), property.at());
        } else if (property.isNamed("lib")) {
            throw StatementContext.at(
                    property.at(),
                    StatementException.of(
                                    ErrorCode.FEATURE_NOT_SUPPORTED,
                                    "parameter \"lib\" of a function source is not supported")
                            .hint("put the classes that the functions need into the same jar"));
        }
    }

    /** A jar that can be read to its end and holds a class. */
    private static void checkJar(UploadedFile file) {
        boolean classes = false;
        int entries = 0;
        try (ZipInputStream jar = new ZipInputStream(new ByteArrayInputStream(file.content()))) {
            for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
                classes |= entry.getName().endsWith(".class");
                if (++entries > MOST_ENTRIES) {
                    throw file.refused("has more than " + MOST_ENTRIES + " entries");
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw file.refused("cannot be read as a jar").causedBy(e);
        }
        if (!classes) {
            throw file.refused("is no jar with classes");
        }
    }

    /** Says where the file is fetched: clients do that themselves, over HTTP. */
    private Prepared copy(CopyFunctionSource statement, StatementContext context) {
        FunctionSource source = LibraryObjects.requireSource(statement.name(), context);
        return Prepared.needing(LibraryObjects.on(source, Privilege.USAGE))
                .read(catalog -> Done.of(new Artifact(
                        "function_source",
                        source.name(),
                        "COPY",
                        "function_source \"%s\" can be fetched from %s".formatted(source.name(), url(source)),
                        List.of(source.name()))));
    }

    /** Path of the HTTP API that gives the file. */
    public static String url(FunctionSource source) {
        return UploadedFile.url("function_source", source.organization(), source.name());
    }

    private Prepared drop(DropFunctionSource statement, StatementContext context) {
        String name = statement.name().value();
        if (statement.ifMissing() == IfMissing.SKIP
                && context.catalog()
                        .library()
                        .findFunctionSource(context.organization(), name)
                        .isEmpty()) {
            return Prepared.answered(Artifact.notThere("function_source", name, List.of(name)));
        }
        FunctionSource source = LibraryObjects.requireSource(statement.name(), context);
        return Prepared.needing(LibraryObjects.on(source, Privilege.OWNERSHIP)).then(catalog -> {
            LibraryObjects.refuseIfUsed(
                    "function source",
                    statement.name(),
                    catalog.library().functions(context.organization()).stream()
                            .filter(function -> function.source().equals(name)));
            catalog.library().dropFunctionSource(context.organization(), name);
            catalog.removeGrantsOn(context.organization(), "function_source", Names.always(name));
            files.forget(source);
            return Done.of(Artifact.dropped("function_source", name, List.of(name)));
        });
    }
}
