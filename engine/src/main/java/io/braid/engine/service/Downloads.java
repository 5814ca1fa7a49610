package io.braid.engine.service;

import io.braid.catalog.Catalog;
import io.braid.catalog.CatalogView;
import io.braid.engine.Caller;
import io.braid.engine.StatementRequest;
import io.braid.engine.library.Descriptors;
import io.braid.engine.library.LibraryObjects;
import io.braid.engine.security.Authorizer;
import io.braid.engine.security.Privilege;
import io.braid.engine.session.Session;
import io.braid.engine.session.Sessions;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Gives back the files that came with statements, to roles that may use what was made of them. */
final class Downloads {
    private static final String FUNCTION_SOURCE = "function_source";
    private static final String DESCRIPTOR_SOURCE = "descriptor_source";

    private final Catalog catalog;
    private final Authorizer authorizer;

    Downloads(Catalog catalog, Authorizer authorizer) {
        this.catalog = catalog;
        this.authorizer = authorizer;
    }

    /** The bytes as they were sent; the role is the token's, else the user's default. */
    Optional<byte[]> find(String kind, String organization, String name, Caller caller) {
        return switch (kind) {
            case FUNCTION_SOURCE ->
                inSession(organization, caller, (session, view) -> view.library()
                        .findFunctionSource(session.organization(), name)
                        .filter(source -> authorizer.allows(LibraryObjects.on(source, Privilege.USAGE), session, view))
                        .map(source -> view.library().functionSourceContent(session.organization(), name)));
            case DESCRIPTOR_SOURCE ->
                inSession(organization, caller, (session, view) -> view.library()
                        .findDescriptorSource(session.organization(), name)
                        .filter(source -> authorizer.allows(Descriptors.on(source, Privilege.USAGE), session, view))
                        .map(source -> view.library().descriptorSourceContent(session.organization(), name)));
            default -> Optional.empty();
        };
    }

    private Optional<byte[]> inSession(
            String organization, Caller caller, BiFunction<Session, CatalogView, Optional<byte[]>> find) {
        StatementRequest request =
                new StatementRequest("", organization, null, null, null, null, null, null, ZoneOffset.UTC, Map.of());
        return catalog.read(view -> find.apply(Sessions.open(request, caller, view), view));
    }
}
