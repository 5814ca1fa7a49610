package io.braid.engine.security;

import io.braid.catalog.CatalogView;
import io.braid.engine.session.Session;
import java.util.List;

/** Decides what a session may do. When it cannot be decided the answer is no. */
public interface Authorizer {
    /** @throws io.braid.spi.StatementException 42501 naming what is missing */
    void require(List<Access> needs, Session session, CatalogView catalog);

    boolean allows(Access need, Session session, CatalogView catalog);

    /** Answers many "may this be seen?" questions with one look at the grants. */
    Visibility visibility(Session session, CatalogView catalog);

    /** What a session can see. */
    interface Visibility {
        /** Whether any privilege at all is held on the object; ownership is one. */
        boolean sees(Access object);
    }
}
