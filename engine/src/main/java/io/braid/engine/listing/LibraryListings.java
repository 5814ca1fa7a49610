package io.braid.engine.listing;

import io.braid.catalog.FunctionSource;
import io.braid.catalog.SchemaRegistry;
import io.braid.catalog.StoredSecret;
import io.braid.catalog.UserFunction;
import io.braid.engine.library.FunctionProperties;
import io.braid.engine.library.FunctionSourceStatements;
import io.braid.engine.library.LibraryObjects;
import io.braid.engine.run.RegistryTypes;
import io.braid.engine.security.Access;
import io.braid.engine.security.Privilege;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What users brought along: function sources, functions, secrets, schema registries. */
final class LibraryListings {
    private LibraryListings() {}

    static Listing<UserFunction> functions() {
        List<Fact<UserFunction>> facts = List.of(
                Fact.text("signature", function -> function.signature() + " " + function.returns()),
                Fact.text("type", function -> function.kind().name().toLowerCase(Locale.ROOT)),
                Fact.text("source_name", UserFunction::source),
                Fact.text("class_name", UserFunction::className),
                Fact.maybeText("egress_allow_uris", LibraryListings::egress).listedAs("EgressAllowURIs"),
                Fact.text("properties", function -> Json.object(others(function))));
        return Listing.of(
                        Fact.join(
                                facts,
                                List.of(
                                        Fact.owner(UserFunction::audit),
                                        Fact.createdAt(UserFunction::audit),
                                        Fact.updatedAt(UserFunction::audit))),
                        Fact.join(
                                Fact.join(List.of(Fact.text("name", UserFunction::name)), facts),
                                Fact.audit(UserFunction::audit)),
                        (viewer, wanted) -> {
                            String name = wanted.text("name");
                            return name == null
                                    ? viewer.catalog().library().functions(viewer.organization())
                                    : viewer.catalog().library().functions(viewer.organization(), name);
                        })
                .seenIf((function, viewer) -> viewer.sees(LibraryObjects.on(function, Privilege.USAGE)));
    }

    private static @Nullable String egress(UserFunction function) {
        return function.properties().get(FunctionProperties.EGRESS_NAME);
    }

    private static Map<String, String> others(UserFunction function) {
        Map<String, String> others = new TreeMap<>(function.properties());
        others.remove(FunctionProperties.EGRESS_NAME);
        return others;
    }

    static Listing<FunctionSource> functionSources() {
        Fact<FunctionSource> name = Fact.text("name", FunctionSource::name);
        // the file is there with the object: there is nothing to wait for
        Fact<FunctionSource> status =
                Fact.<FunctionSource>text("status", source -> "ready").listedAs("State");
        Fact<FunctionSource> language = Fact.text("language", FunctionSource::language);
        Fact<FunctionSource> description =
                Fact.maybeText("description", source -> source.description().isEmpty() ? null : source.description());
        Fact<FunctionSource> url =
                Fact.text("download_url", FunctionSourceStatements::url).listedAs("Url");
        return Listing.of(
                        List.of(
                                name,
                                status,
                                language,
                                description,
                                url,
                                Fact.owner(FunctionSource::audit),
                                Fact.createdAt(FunctionSource::audit),
                                Fact.updatedAt(FunctionSource::audit)),
                        Fact.join(List.of(name, language, status, description, url), Fact.audit(FunctionSource::audit)),
                        (viewer, wanted) -> {
                            String only = wanted.text("name");
                            return only == null
                                    ? viewer.catalog().library().functionSources(viewer.organization())
                                    : viewer
                                            .catalog()
                                            .library()
                                            .findFunctionSource(viewer.organization(), only)
                                            .stream()
                                            .toList();
                        })
                .seenIf((source, viewer) -> viewer.sees(LibraryObjects.on(source, Privilege.USAGE)))
                .detailed(List.of(
                        Fact.text("file_name", FunctionSource::fileName),
                        Fact.text("sha256", FunctionSource::sha256),
                        Fact.text("size", source -> String.valueOf(source.size()))));
    }

    static Listing<SchemaRegistry> schemaRegistries(RegistryTypes types) {
        List<Fact<SchemaRegistry>> facts = List.of(
                Fact.text("name", SchemaRegistry::name),
                Fact.text("type", registry -> types.displayName(registry.type())),
                Fact.<SchemaRegistry>text("status", registry -> ContainerListings.word(registry.status()))
                        .listedAs("State"),
                Fact.text("url", registry -> registry.settings().getOrDefault("uris", "")));
        Fact<SchemaRegistry> message = Fact.<SchemaRegistry>text("status_message", SchemaRegistry::statusMessage)
                .listedAs("Message");
        return Listing.of(
                        Fact.join(
                                facts,
                                List.of(
                                        Fact.owner(SchemaRegistry::audit),
                                        Fact.createdAt(SchemaRegistry::audit),
                                        Fact.updatedAt(SchemaRegistry::audit))),
                        Fact.join(Fact.join(facts, List.of(message)), Fact.audit(SchemaRegistry::audit)),
                        (viewer, wanted) -> {
                            String only = wanted.text("name");
                            return only == null
                                    ? viewer.catalog().library().schemaRegistries(viewer.organization())
                                    : viewer
                                            .catalog()
                                            .library()
                                            .findSchemaRegistry(viewer.organization(), only)
                                            .stream()
                                            .toList();
                        })
                .seenIf((registry, viewer) -> viewer.sees(Access.on(registry, Privilege.USAGE)))
                .detailed(List.of(message));
    }

    static Listing<StoredSecret> secrets() {
        List<Fact<StoredSecret>> facts = List.of(
                Fact.text("name", StoredSecret::name),
                Fact.text("type", StoredSecret::type),
                Fact.maybeText("description", secret -> secret.description().isEmpty() ? null : secret.description()),
                Fact.text("status", secret -> "ready"));
        return Listing.of(
                        Fact.join(
                                facts,
                                List.of(
                                        Fact.owner(StoredSecret::audit),
                                        Fact.createdAt(StoredSecret::audit),
                                        Fact.updatedAt(StoredSecret::audit))),
                        Fact.join(facts, Fact.audit(StoredSecret::audit)),
                        (viewer, wanted) -> {
                            String only = wanted.text("name");
                            return only == null
                                    ? viewer.catalog().library().secrets(viewer.organization())
                                    : viewer.catalog().library().findSecret(viewer.organization(), only).stream()
                                            .toList();
                        })
                .seenIf((secret, viewer) -> viewer.sees(LibraryObjects.on(secret, Privilege.USAGE)));
    }
}
