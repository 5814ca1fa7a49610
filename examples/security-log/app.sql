-- Security log enrichment: audit events of a cloud, deeply nested and with names of their own, become flat, get the
-- reputation of the network they came from, and show who is guessing passwords.

CREATE DATABASE security_log;
USE DATABASE security_log;

CREATE STREAM audit (
  "eventType" VARCHAR,
  "eventTime" VARCHAR,
  "data" STRUCT<
    "identity" STRUCT<"principalName" VARCHAR, "ipAddress" VARCHAR>,
    "request" STRUCT<"id" VARCHAR, "headers" STRUCT<"User-Agent" ARRAY<VARCHAR>, "opc-request-id" ARRAY<VARCHAR>>>,
    "response" STRUCT<"status" VARCHAR>,
    "message" VARCHAR,
    "definedTags" VARCHAR  -- an object, kept as text
  >
) WITH (
  'topic' = 'audit_log', 'topic.partitions' = 1, 'topic.replicas' = 1, 'value.format' = 'json',
  'starting.position' = 'earliest', 'source.deserialization.error.handling' = 'IGNORE'
);

-- What is thought of a network, since when.
CREATE CHANGELOG networks (network VARCHAR, reputation VARCHAR, score INTEGER, since BIGINT, PRIMARY KEY (network))
WITH ('topic' = 'audit_networks', 'topic.partitions' = 1, 'topic.replicas' = 1, 'value.format' = 'json',
  'timestamp' = 'since', 'starting.position' = 'earliest', 'source.idle.timeout.millis' = 1000);

CREATE STREAM events WITH ('timestamp' = 'event_time') AS
SELECT
  TO_TIMESTAMP_LTZ("eventTime", 'yyyy-MM-dd''T''HH:mm:ss.SSS''Z''') AS event_time,
  REPLACE("eventType", 'com.cloud.', '') AS event_type,
  "data"->"identity"->"principalName" AS principal,
  "data"->"identity"->"ipAddress" AS ip,
  CONCAT(SPLIT_INDEX("data"->"identity"->"ipAddress", '.', 0), '.',
         SPLIT_INDEX("data"->"identity"->"ipAddress", '.', 1)) AS network,
  ("data"->"request"->"headers"['User-Agent'])[1] AS user_agent,
  ("data"->"request"->"headers"['opc-request-id'])[1] AS request_id,
  CAST("data"->"response"->"status" AS INTEGER) AS status,
  REGEXP_EXTRACT("data"->"message", 'ocid1\.[a-z]+\.[a-z0-9]+') AS resource,
  JSON_VALUE("data"->"definedTags", '$.ops.env') AS environment
FROM audit
WHERE "eventType" LIKE 'com.cloud.%';

CREATE MATERIALIZED VIEW password_guessing AS
SELECT window_start, window_end, principal, ip, COUNT(*) AS failures, COUNT(DISTINCT user_agent) AS agents
FROM HOP(events, SIZE 10 MINUTES, ADVANCE BY 5 MINUTES) WITH ('starting.position' = 'earliest')
WHERE event_type = 'login' AND status IN (401, 403)
GROUP BY window_start, window_end, principal, ip
HAVING COUNT(*) >= 5;

-- Each event is judged by what was thought of its network then.
CREATE STREAM judged WITH ('timestamp' = 'event_time') AS
SELECT e.principal, e.ip, e.event_type, e.status, e.resource, e.environment, e.event_time,
  COALESCE(n.reputation, 'unknown') AS reputation, COALESCE(n.score, 0) AS score
FROM events e WITH ('starting.position' = 'earliest')
LEFT JOIN networks n ON e.network = n.network;

CREATE MATERIALIZED VIEW risk AS
SELECT principal, COUNT(*) AS events, MAX(score) AS worst_network, COUNT(DISTINCT ip) AS addresses,
  SUM(CASE WHEN event_type = 'delete' AND environment = 'prod' THEN 1 ELSE 0 END) AS deleted_in_prod
FROM judged WITH ('starting.position' = 'earliest')
GROUP BY principal;
