package io.braid.engine.security;

import io.braid.engine.security.StatementAccess.Need;
import io.braid.engine.security.StatementAccess.Row;
import io.braid.testing.ReferencePage;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page about access is written from the access table; {@code -Dgolden.update} rewrites it. */
class AccessReferenceTest {
    @Test
    void thePageIsWhatTheTableSays() {
        ReferencePage.assertSays("access.md", page());
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # Who may do what

                Nothing is allowed unless a role was granted it. A session has one role, and with it everything that
                role inherits. The role that creates an object owns it: the owner may do everything with it, grant
                privileges on it, and hand it on with `GRANT OWNERSHIP` to a role that the user holds.

                What a role has no privilege on does not exist for it: listings, system tables, descriptions and errors
                leave it out. Only who holds MANAGE_GRANTS can name everything, in GRANT and REVOKE alone.

                ## Built-in roles

                | role | holds on the organization | inherits |
                |---|---|---|
                | `orgadmin` | everything, on every object | `sysadmin`, `securityadmin` |
                | `securityadmin` | MANAGE_GRANTS | `useradmin` |
                | `useradmin` | MANAGE_MEMBERS | `public` |
                | `sysadmin` | all of CREATE_… | `public` |
                | `public` | nothing; every role inherits it | |

                ## Privileges

                | on | privileges |
                |---|---|
                | `ORGANIZATION` | CREATE_DATABASE, CREATE_STORE, CREATE_QUERY, CREATE_COMPUTE_POOL, CREATE_SCHEMA_REGISTRY, CREATE_DESCRIPTOR_SOURCE, CREATE_FUNCTION_SOURCE, CREATE_FUNCTION, MANAGE_MEMBERS, MANAGE_GRANTS, USAGE |
                | `DATABASE`, `SCHEMA`, `STORE` | USAGE, CREATE |
                | `RELATION` | SELECT, INSERT |
                | every other kind | USAGE |

                `ALL PRIVILEGES` stands for all of the kind. With `WITH GRANT OPTION` the role may pass them on.

                ## Statements

                OWNERSHIP is held by the owner role alone. "Any privilege" is what makes an object visible. Whoever is
                orgadmin needs none of this.

                | statement | needs |
                |---|---|
                """);
        for (Row row : StatementAccess.rows()) {
            page.append("| ")
                    .append(row.words())
                    .append(" | ")
                    .append(needs(row))
                    .append(" |\n");
        }
        return page.append("""

                This page is written from the code: `mvn -pl engine test -Dtest=AccessReferenceTest -Dgolden.update`.
                A test tries every statement with every built-in role against the same table.
                """).toString();
    }

    private static String needs(Row row) {
        if (row.words().equals("GRANT") || row.words().equals("REVOKE")) {
            return "OWNERSHIP on the object, or each privilege with its grant option, or MANAGE_GRANTS on the organization";
        }
        if (row.words().startsWith("DESCRIBE of a statement")) {
            return "what the statement needs";
        }
        return row.needs().isEmpty()
                ? "nothing"
                : row.needs().stream().map(Need::toString).collect(Collectors.joining("; "));
    }
}
