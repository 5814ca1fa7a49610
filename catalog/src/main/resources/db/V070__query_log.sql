-- What happened to queries, where terminated ones had come to, and what people have pinned to them.

CREATE TABLE query_events (
    query   ${name}    NOT NULL REFERENCES queries (id) ON DELETE CASCADE,
    number  ${integer} NOT NULL,
    at      ${integer} NOT NULL,
    kind    ${name}    NOT NULL,
    state   ${name}    NOT NULL,
    message TEXT       NOT NULL,
    PRIMARY KEY (query, number)
)${strict};

-- positions is a map from partitions to offsets of the next record.
CREATE TABLE query_positions (
    query     ${name} NOT NULL REFERENCES queries (id) ON DELETE CASCADE,
    store     ${name} NOT NULL,
    entity    TEXT    NOT NULL,
    positions TEXT    NOT NULL
)${strict};

CREATE INDEX query_positions_by_query ON query_positions (query);

CREATE TABLE query_tags (
    query ${name} NOT NULL REFERENCES queries (id) ON DELETE CASCADE,
    name  ${name} NOT NULL,
    value TEXT    NOT NULL,
    PRIMARY KEY (query, name)
)${strict};
