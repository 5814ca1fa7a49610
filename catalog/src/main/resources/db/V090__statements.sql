-- What was asked of the server, by whom, and how it ended. Rows are added and, when they are old, deleted; none changes.

CREATE TABLE statements (
    id           ${name}    NOT NULL PRIMARY KEY,
    organization ${name},
    user_id      ${name}    NOT NULL,
    email        TEXT       NOT NULL,
    role         ${name},
    started_at   ${integer} NOT NULL,
    ended_at     ${integer} NOT NULL,
    kind         TEXT       NOT NULL,
    object       TEXT       NOT NULL,
    text         TEXT       NOT NULL,
    sql_state    TEXT       NOT NULL,
    message      TEXT       NOT NULL,
    request_id   TEXT
)${strict};

CREATE INDEX statements_by_organization ON statements (organization, started_at, id);
CREATE INDEX statements_by_user ON statements (user_id, started_at, id);
CREATE INDEX statements_by_age ON statements (started_at);
