-- What the platform remembers, in the SQL that SQLite and PostgreSQL share.
--
-- Ids are UUIDs as text, times are microseconds since 1970, truths are 0 and 1. Lists and maps of texts are JSON, columns
-- of relations are written as in CREATE STREAM. ${name} sorts by code point in both databases. A PostgreSQL index takes
-- rows of at most 2,700 bytes and a name may have a thousand, hence the surrogate id of schemas and the digest of grants.

CREATE TABLE organizations (
    id          ${name}    NOT NULL PRIMARY KEY,
    name        ${name}    NOT NULL,
    description TEXT       NOT NULL,
    created_at  ${integer} NOT NULL
)${strict};

CREATE TABLE users (
    id          ${name}    NOT NULL PRIMARY KEY,
    email       ${name}    NOT NULL UNIQUE,
    given_name  TEXT       NOT NULL,
    family_name TEXT       NOT NULL,
    created_at  ${integer} NOT NULL
)${strict};

CREATE TABLE roles (
    organization ${name}    NOT NULL REFERENCES organizations (id),
    name         ${name}    NOT NULL,
    inherits     TEXT       NOT NULL,
    built_in     ${integer} NOT NULL,
    owner        ${name}    NOT NULL,
    created_by   ${name}    NOT NULL,
    created_at   ${integer} NOT NULL,
    updated_at   ${integer} NOT NULL,
    PRIMARY KEY (organization, name)
)${strict};

CREATE TABLE user_roles (
    organization ${name} NOT NULL,
    user_id      ${name} NOT NULL REFERENCES users (id),
    role         ${name} NOT NULL,
    PRIMARY KEY (organization, user_id, role),
    FOREIGN KEY (organization, role) REFERENCES roles (organization, name) ON DELETE CASCADE
)${strict};

CREATE INDEX user_roles_by_role ON user_roles (organization, role);

CREATE TABLE user_defaults (
    organization ${name} NOT NULL,
    user_id      ${name} NOT NULL REFERENCES users (id),
    role         ${name},
    database     ${name},
    namespace    ${name},
    store        ${name},
    PRIMARY KEY (organization, user_id)
)${strict};

CREATE TABLE grants (
    digest            ${name}    NOT NULL PRIMARY KEY,
    organization      ${name}    NOT NULL,
    role              ${name}    NOT NULL,
    privilege         ${name}    NOT NULL,
    target_kind       ${name}    NOT NULL,
    target            ${name}    NOT NULL,
    with_grant_option ${integer} NOT NULL,
    grantor           ${name}    NOT NULL,
    granted_at        ${integer} NOT NULL,
    FOREIGN KEY (organization, role) REFERENCES roles (organization, name) ON DELETE CASCADE
)${strict};

CREATE INDEX grants_by_role ON grants (organization, role);

CREATE TABLE databases (
    organization ${name}    NOT NULL REFERENCES organizations (id),
    name         ${name}    NOT NULL,
    owner        ${name}    NOT NULL,
    created_by   ${name}    NOT NULL,
    created_at   ${integer} NOT NULL,
    updated_at   ${integer} NOT NULL,
    PRIMARY KEY (organization, name)
)${strict};

CREATE TABLE namespaces (
    id           ${name}    NOT NULL PRIMARY KEY,
    organization ${name}    NOT NULL,
    database     ${name}    NOT NULL,
    name         ${name}    NOT NULL,
    owner        ${name}    NOT NULL,
    created_by   ${name}    NOT NULL,
    created_at   ${integer} NOT NULL,
    updated_at   ${integer} NOT NULL,
    UNIQUE (organization, database, name),
    FOREIGN KEY (organization, database) REFERENCES databases (organization, name) ON DELETE CASCADE
)${strict};

CREATE TABLE stores (
    organization   ${name}    NOT NULL REFERENCES organizations (id),
    name           ${name}    NOT NULL,
    type           ${name}    NOT NULL,
    settings       TEXT       NOT NULL,
    secret_names   TEXT       NOT NULL,
    status         ${name}    NOT NULL,
    status_message TEXT       NOT NULL,
    embedded       ${integer} NOT NULL,
    owner          ${name}    NOT NULL,
    created_by     ${name}    NOT NULL,
    created_at     ${integer} NOT NULL,
    updated_at     ${integer} NOT NULL,
    PRIMARY KEY (organization, name)
)${strict};

CREATE TABLE relations (
    id           ${name}    NOT NULL PRIMARY KEY,
    organization ${name}    NOT NULL,
    namespace_id ${name}    NOT NULL REFERENCES namespaces (id),
    name         ${name}    NOT NULL,
    kind         ${name}    NOT NULL,
    store        ${name},
    entity       TEXT       NOT NULL,
    columns      TEXT       NOT NULL,
    primary_key  TEXT       NOT NULL,
    properties   TEXT       NOT NULL,
    description  TEXT       NOT NULL,
    state        ${name}    NOT NULL,
    owner        ${name}    NOT NULL,
    created_by   ${name}    NOT NULL,
    created_at   ${integer} NOT NULL,
    updated_at   ${integer} NOT NULL,
    UNIQUE (namespace_id, name),
    FOREIGN KEY (organization, store) REFERENCES stores (organization, name)
)${strict};

CREATE INDEX relations_by_store ON relations (organization, store);

CREATE TABLE queries (
    id           ${name}    NOT NULL PRIMARY KEY,
    organization ${name}    NOT NULL REFERENCES organizations (id),
    name         ${name},
    version      ${integer} NOT NULL,
    intended     ${name}    NOT NULL,
    actual       ${name}    NOT NULL,
    text         TEXT       NOT NULL,
    plan         ${bytes}   NOT NULL,
    attempt      ${integer} NOT NULL,
    restore_path TEXT,
    message      TEXT       NOT NULL,
    compute_pool ${name}    NOT NULL,
    sources      TEXT       NOT NULL,
    sinks        TEXT       NOT NULL,
    owner        ${name}    NOT NULL,
    created_by   ${name}    NOT NULL,
    created_at   ${integer} NOT NULL,
    updated_at   ${integer} NOT NULL,
    UNIQUE (organization, name, version)
)${strict};

CREATE INDEX queries_by_age ON queries (organization, created_at);

-- The reconciler asks for these all day; terminated ones pile up until they are forgotten.
CREATE INDEX queries_unfinished ON queries (created_at) WHERE intended <> 'TERMINATED' OR actual <> 'TERMINATED';

-- Sources and sinks once more, to find queries by relation. No reference to relations: those may go first.
CREATE TABLE query_relations (
    relation ${name} NOT NULL,
    query    ${name} NOT NULL REFERENCES queries (id) ON DELETE CASCADE,
    PRIMARY KEY (relation, query)
)${strict};

CREATE INDEX query_relations_by_query ON query_relations (query);

CREATE TABLE api_tokens (
    id           ${name}    NOT NULL PRIMARY KEY,
    organization ${name}    NOT NULL,
    user_id      ${name}    NOT NULL REFERENCES users (id),
    name         ${name}    NOT NULL,
    role         ${name},
    created_at   ${integer} NOT NULL,
    expires_at   ${integer} NOT NULL,
    last_used    ${integer},
    UNIQUE (organization, user_id, name)
)${strict};
