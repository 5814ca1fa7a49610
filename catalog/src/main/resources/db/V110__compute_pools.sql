-- Where queries run. An organization's default pool has a row only when it was changed.

CREATE TABLE compute_pools (
    organization ${name}    NOT NULL REFERENCES organizations (id),
    name         ${name}    NOT NULL,
    size         ${name}    NOT NULL,
    idle_minutes ${integer} NOT NULL,
    intended     ${name}    NOT NULL,
    owner        ${name}    NOT NULL,
    created_by   ${name}    NOT NULL,
    created_at   ${integer} NOT NULL,
    updated_at   ${integer} NOT NULL,
    PRIMARY KEY (organization, name)
)${strict};

ALTER TABLE user_defaults ADD COLUMN compute_pool ${name};
