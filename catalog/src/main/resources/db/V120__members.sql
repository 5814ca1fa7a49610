-- Several organizations, those who are invited to them, and tokens of which only a digest is kept.

ALTER TABLE api_tokens ADD COLUMN digest ${name} NOT NULL DEFAULT '';

ALTER TABLE users ADD COLUMN default_organization ${name};

CREATE TABLE invitations (
    id           ${name}    NOT NULL PRIMARY KEY,
    organization ${name}    NOT NULL REFERENCES organizations (id),
    email        ${name}    NOT NULL,
    invited_by   ${name}    NOT NULL,
    roles        TEXT       NOT NULL,
    default_role ${name}    NOT NULL,
    created_at   ${integer} NOT NULL,
    updated_at   ${integer} NOT NULL,
    UNIQUE (organization, email)
)${strict};

CREATE INDEX invitations_by_email ON invitations (email);
