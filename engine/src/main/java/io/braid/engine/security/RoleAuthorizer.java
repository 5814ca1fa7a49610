package io.braid.engine.security;

import io.braid.catalog.CatalogView;
import io.braid.catalog.Grant;
import io.braid.engine.session.Session;
import io.braid.spi.ErrorCode;
import io.braid.spi.StatementException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rules of roles: what a role owns it may do everything with; else it needs a grant, its own or inherited; the role
 * orgadmin may do everything in its organization.
 */
public final class RoleAuthorizer implements Authorizer {
    /** The root of an organization's roles. */
    public static final String ROOT = "orgadmin";

    @Override
    public void require(List<Access> needs, Session session, CatalogView catalog) {
        List<Access> missing =
                needs.stream().filter(need -> !allows(need, session, catalog)).toList();
        if (!missing.isEmpty()) {
            String what = missing.stream().map(Access::toString).distinct().collect(Collectors.joining(", "));
            throw StatementException.of(ErrorCode.INSUFFICIENT_PRIVILEGE, "role \"%s\" needs %s", session.role(), what)
                    .hint("USE ROLE takes another one of your roles");
        }
    }

    @Override
    public boolean allows(Access need, Session session, CatalogView catalog) {
        if (owns(need, session)) {
            return true;
        }
        if (need.privilege() == Privilege.OWNERSHIP) {
            return false;
        }
        return catalog.grantsOf(session.organization(), session.roles()).stream()
                .anyMatch(grant -> grant.privilege().equals(need.privilege().word())
                        && grant.targetKind().equals(need.kind())
                        && grant.target().equals(need.target()));
    }

    private static boolean owns(Access need, Session session) {
        return session.roles().contains(ROOT)
                || need.findOwner().map(session.roles()::contains).orElse(false);
    }

    @Override
    public Visibility visibility(Session session, CatalogView catalog) {
        if (session.roles().contains(ROOT)) {
            return object -> true;
        }
        Set<String> granted = new HashSet<>();
        for (Grant grant : catalog.grantsOf(session.organization(), session.roles())) {
            granted.add(grant.targetKind() + " " + grant.target());
        }
        return object -> owns(object, session) || granted.contains(object.kind() + " " + object.target());
    }
}
