-- What "braid demo" runs. The trial store's topics are filled by the server it starts.

CREATE DATABASE IF NOT EXISTS demo;
USE DATABASE demo;
USE STORE trial_store;

CREATE STREAM IF NOT EXISTS pageviews (
    viewtime BIGINT,
    userid VARCHAR,
    pageid VARCHAR
) WITH ('topic' = 'pageviews', 'value.format' = 'json', 'timestamp' = 'viewtime');

CREATE CHANGELOG IF NOT EXISTS users (
    registertime BIGINT,
    userid VARCHAR,
    regionid VARCHAR,
    gender VARCHAR,
    interests ARRAY<VARCHAR>,
    contactinfo STRUCT<phone VARCHAR, city VARCHAR, "state" VARCHAR, zipcode VARCHAR>,
    PRIMARY KEY (userid)
) WITH (
    'topic' = 'users',
    'key.format' = 'json',
    'key.type' = 'STRUCT<userid VARCHAR>',
    'value.format' = 'json',
    'timestamp' = 'registertime'
);

CREATE STREAM IF NOT EXISTS shipments (
    shipmentid VARCHAR,
    userid VARCHAR,
    "status" VARCHAR,
    carrier VARCHAR,
    "cost" DOUBLE
) WITH ('topic' = 'shipments', 'value.format' = 'json');

-- live
SELECT window_start, window_end, userid, COUNT(*) AS views
FROM TUMBLE(pageviews, SIZE 2 SECONDS) WITH ('starting.position' = 'earliest')
GROUP BY window_start, window_end, userid;

-- view
CREATE MATERIALIZED VIEW IF NOT EXISTS views_per_user AS
SELECT userid, COUNT(*) AS views
FROM pageviews WITH ('starting.position' = 'earliest')
GROUP BY userid;

-- read
SELECT userid, views FROM views_per_user ORDER BY userid;
