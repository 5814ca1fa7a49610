-- Where the schemas of records are kept. A store names its registry among its settings.

CREATE TABLE schema_registries (
    organization ${name}    NOT NULL REFERENCES organizations (id),
    name         ${name}    NOT NULL,
    type         ${name}    NOT NULL,
    settings     TEXT       NOT NULL,
    secret_names TEXT       NOT NULL,
    status       ${name}    NOT NULL,
    status_message TEXT     NOT NULL,
    owner        ${name}    NOT NULL,
    created_by   ${name}    NOT NULL,
    created_at   ${integer} NOT NULL,
    updated_at   ${integer} NOT NULL,
    PRIMARY KEY (organization, name)
)${strict};
