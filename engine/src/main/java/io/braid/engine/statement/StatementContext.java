package io.braid.engine.statement;

import io.braid.catalog.Audit;
import io.braid.catalog.CatalogView;
import io.braid.catalog.Database;
import io.braid.catalog.Namespace;
import io.braid.catalog.Relation;
import io.braid.catalog.SchemaRegistry;
import io.braid.catalog.Store;
import io.braid.engine.security.Access;
import io.braid.engine.security.Authorizer;
import io.braid.engine.security.Authorizer.Visibility;
import io.braid.engine.security.Privilege;
import io.braid.engine.session.Session;
import io.braid.engine.session.Session.RelationPath;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import io.braid.sql.tree.Identifier;
import io.braid.sql.tree.Position;
import io.braid.sql.tree.QualifiedName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a handler may look at while it prepares: the session, the catalog as the session's role sees it, and the text.
 * Valid during one prepare; used by one thread.
 */
public final class StatementContext {
    private final Session session;
    private final CatalogView catalog;
    private final Authorizer authorizer;
    private final Visibility visibility;
    private final String text;
    /** Relations that this statement has declared and nobody has created yet. */
    private final Set<Relation> pending;

    StatementContext(Session session, CatalogView catalog, Authorizer authorizer, String text) {
        this.session = session;
        this.catalog = catalog;
        this.authorizer = authorizer;
        this.visibility = authorizer.visibility(session, catalog);
        this.text = text;
        this.pending = Set.of();
    }

    private StatementContext(
            StatementContext outer, Session session, Visibility visibility, Set<Relation> pending, String text) {
        this.session = session;
        this.pending = pending;
        this.catalog = outer.catalog;
        this.authorizer = outer.authorizer;
        this.visibility = visibility;
        this.text = text;
    }

    /** The context of a statement inside of this one. */
    public StatementContext of(String text) {
        return new StatementContext(this, session, visibility, pending, text);
    }

    /** The context of what follows a USE inside of this statement. */
    public StatementContext in(Session next) {
        return new StatementContext(this, next, visibility, pending, text);
    }

    /** The context of what follows a relation's declaration inside of this statement: its name can be used. */
    public StatementContext with(Relation declared) {
        Set<Relation> more = new LinkedHashSet<>(pending);
        more.add(declared);
        return new StatementContext(this, session, visibility, more, text);
    }

    /** Whether a relation of that name has been declared inside of this statement. */
    public boolean isPending(Relation relation) {
        return findPending(relation.path()).isPresent();
    }

    /** The same for a grant: whoever manages grants can name everything, or there would be things they cannot manage. */
    public StatementContext ofGrants() {
        boolean manages = authorizer.allows(Access.onOrganization(Privilege.MANAGE_GRANTS), session, catalog);
        return manages ? new StatementContext(this, session, object -> true, pending, text) : this;
    }

    public Session session() {
        return session;
    }

    public UUID organization() {
        return session.organization();
    }

    public CatalogView catalog() {
        return catalog;
    }

    /** The statement as it was typed. */
    public String text() {
        return text;
    }

    public boolean sees(Access object) {
        return visibility.sees(object);
    }

    public Audit audit() {
        return Audit.now(session.role(), session.caller().email());
    }

    // what cannot be seen does not exist, so that an error tells nothing

    public Database requireDatabase(String name, Position at) {
        return catalog.findDatabase(organization(), name)
                .filter(database -> sees(Access.on(database, Privilege.USAGE)))
                .orElseThrow(() -> at(
                        at,
                        StatementException.of(ErrorCode.INVALID_DATABASE, "database \"%s\" does not exist", name)
                                .hint("LIST DATABASES shows the ones your role can see")));
    }

    public Namespace requireSchema(String database, String name, Position at) {
        requireDatabase(database, at);
        return catalog.findNamespace(organization(), database, name)
                .filter(schema -> sees(Access.on(schema, Privilege.USAGE)))
                .orElseThrow(() -> at(
                        at,
                        StatementException.of(
                                ErrorCode.INVALID_SCHEMA, "schema \"%s.%s\" does not exist", database, name)));
    }

    public Store requireStore(String name, Position at) {
        return catalog.findStore(organization(), name)
                .filter(store -> sees(Access.on(store, Privilege.USAGE)))
                .orElseThrow(() -> at(
                        at,
                        StatementException.of(ErrorCode.INVALID_STORE, "store \"%s\" does not exist", name)
                                .hint("LIST STORES shows the ones your role can see")));
    }

    public SchemaRegistry requireSchemaRegistry(String name, Position at) {
        return catalog.library()
                .findSchemaRegistry(organization(), name)
                .filter(registry -> sees(Access.on(registry, Privilege.USAGE)))
                .orElseThrow(() -> noSchemaRegistry(name, at));
    }

    public static StatementException noSchemaRegistry(String name, Position at) {
        return at(
                at,
                StatementException.of(ErrorCode.INVALID_SCHEMA_REGISTRY, "schema registry \"%s\" does not exist", name)
                        .hint("LIST SCHEMA_REGISTRIES shows the ones your role can see"));
    }

    /** The store that a statement names, else the one in use. */
    public Store requireStore(@Nullable Identifier written, Position at) {
        if (written != null) {
            return requireStore(written.value(), written.at());
        }
        String current = session.store();
        if (current == null) {
            throw at(
                    at,
                    StatementException.of(ErrorCode.INVALID_STORE, "no store is in use")
                            .hint("USE STORE chooses one, or name it with IN STORE or 'store'"));
        }
        return requireStore(current, at);
    }

    public Optional<Relation> findRelation(RelationPath path) {
        return findPending(path.parts()).or(() -> findCreated(path));
    }

    private Optional<Relation> findPending(List<String> path) {
        return pending.stream().filter(declared -> declared.path().equals(path)).findFirst();
    }

    private Optional<Relation> findCreated(RelationPath path) {
        return catalog.findRelation(organization(), path.database(), path.schema(), path.name())
                .filter(relation -> sees(Access.on(relation, Privilege.SELECT)));
    }

    /** @throws StatementException 3D002, 3D003 or 3D020 with the place, for the first part that is not there */
    public Relation requireRelation(QualifiedName name) {
        RelationPath path = session.relationPath(name);
        requireSchema(path.database(), path.schema(), name.at());
        return findRelation(path)
                .orElseThrow(() -> at(
                        name.at(),
                        StatementException.of(ErrorCode.INVALID_RELATION, "relation \"%s\" does not exist", path)
                                .hint("LIST RELATIONS shows the ones your role can see")));
    }

    public static StatementException at(Position position, StatementException problem) {
        return problem.at(position.line(), position.column());
    }
}
