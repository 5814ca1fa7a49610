-- What users bring along: files with functions, the functions in them, and secrets that functions may read.

CREATE TABLE function_sources (
    organization ${name}    NOT NULL REFERENCES organizations (id),
    name         ${name}    NOT NULL,
    language     ${name}    NOT NULL,
    description  TEXT       NOT NULL,
    file_name    TEXT       NOT NULL,
    sha256       ${name}    NOT NULL,
    size         ${integer} NOT NULL,
    content      ${bytes}   NOT NULL,
    owner        ${name}    NOT NULL,
    created_by   ${name}    NOT NULL,
    created_at   ${integer} NOT NULL,
    updated_at   ${integer} NOT NULL,
    PRIMARY KEY (organization, name)
)${strict};

-- The signature is the identity: a name may have several, with different numbers of arguments.
CREATE TABLE functions (
    id           ${name}    NOT NULL PRIMARY KEY,
    organization ${name}    NOT NULL,
    name         ${name}    NOT NULL,
    arity        ${integer} NOT NULL,
    arguments    TEXT       NOT NULL,
    argument_types TEXT     NOT NULL,
    returns      TEXT       NOT NULL,
    kind         ${name}    NOT NULL,
    source       ${name}    NOT NULL,
    class_name   TEXT       NOT NULL,
    properties   TEXT       NOT NULL,
    owner        ${name}    NOT NULL,
    created_by   ${name}    NOT NULL,
    created_at   ${integer} NOT NULL,
    updated_at   ${integer} NOT NULL,
    UNIQUE (organization, name, arity),
    FOREIGN KEY (organization, source) REFERENCES function_sources (organization, name)
)${strict};

CREATE TABLE secrets (
    organization ${name}    NOT NULL REFERENCES organizations (id),
    name         ${name}    NOT NULL,
    type         ${name}    NOT NULL,
    description  TEXT       NOT NULL,
    sealed       TEXT       NOT NULL,
    owner        ${name}    NOT NULL,
    created_by   ${name}    NOT NULL,
    created_at   ${integer} NOT NULL,
    updated_at   ${integer} NOT NULL,
    PRIMARY KEY (organization, name)
)${strict};
