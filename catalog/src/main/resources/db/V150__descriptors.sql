-- Files with the messages of Protobuf, and which of them the keys and values of an entity are.

CREATE TABLE descriptor_sources (
    organization ${name}    NOT NULL REFERENCES organizations (id),
    name         ${name}    NOT NULL,
    description  TEXT       NOT NULL,
    file_name    TEXT       NOT NULL,
    sha256       ${name}    NOT NULL,
    size         ${integer} NOT NULL,
    messages     TEXT       NOT NULL,
    content      ${bytes}   NOT NULL,
    owner        ${name}    NOT NULL,
    created_by   ${name}    NOT NULL,
    created_at   ${integer} NOT NULL,
    updated_at   ${integer} NOT NULL,
    PRIMARY KEY (organization, name)
)${strict};

-- An entity is the store's, not ours: only what we were told about it is here.
CREATE TABLE entity_descriptors (
    organization ${name} NOT NULL,
    store        ${name} NOT NULL,
    entity       TEXT    NOT NULL,
    part         ${name} NOT NULL,
    source       ${name} NOT NULL,
    message      TEXT    NOT NULL,
    PRIMARY KEY (organization, store, entity, part),
    FOREIGN KEY (organization, store) REFERENCES stores (organization, name) ON DELETE CASCADE,
    FOREIGN KEY (organization, source) REFERENCES descriptor_sources (organization, name)
)${strict};
