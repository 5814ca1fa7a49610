-- Support context: whoever answers a ticket, person or program, wants all of it at once: who is asking, what is open,
-- what was said, and in which mood.

CREATE DATABASE support_context;
USE DATABASE support_context;

-- Accounts come from a table that is copied to a topic: the key is the account, and no value says that it is gone.
CREATE CHANGELOG accounts (account_id VARCHAR, company VARCHAR, plan VARCHAR, PRIMARY KEY (account_id))
WITH ('topic' = 'support_accounts', 'topic.partitions' = 1, 'topic.replicas' = 1, 'value.format' = 'json',
  'key.format' = 'json', 'enable.upsert.mode' = TRUE, 'starting.position' = 'earliest');

CREATE STREAM tickets (ticket_id VARCHAR, account_id VARCHAR, subject VARCHAR, opened_at BIGINT)
WITH ('topic' = 'support_tickets', 'topic.partitions' = 1, 'topic.replicas' = 1, 'value.format' = 'json',
  'timestamp' = 'opened_at', 'starting.position' = 'earliest');

-- What the mail gateway knows comes along as a text of JSON.
CREATE STREAM messages (message_id VARCHAR, ticket_id VARCHAR, author VARCHAR, body VARCHAR, meta VARCHAR, sent_at BIGINT)
WITH ('topic' = 'support_messages', 'topic.partitions' = 1, 'topic.replicas' = 1, 'value.format' = 'json',
  'timestamp' = 'sent_at', 'starting.position' = 'earliest');

-- A message may come before its ticket, or days after.
CREATE STREAM conversation WITH ('timestamp' = 'sent_at') AS
SELECT
  t.ticket_id, t.account_id, t.subject, m.author, m.sent_at,
  TRIM(m.body) AS body,
  COALESCE(JSON_VALUE(m.meta, '$.mood'), 'unknown') AS mood,
  CARDINALITY(COALESCE(JSON_QUERY(m.meta, '$.attachments' RETURNING ARRAY<VARCHAR>), ARRAY['none'])) AS attachments
FROM tickets t
JOIN messages m ON t.ticket_id = m.ticket_id
QUERY WITH ('state.ttl.millis' = 604800000);

CREATE CHANGELOG ticket_facts WITH ('enable.upsert.mode' = TRUE, 'key.format' = 'json') AS
WITH said AS (
  SELECT account_id, ticket_id, mood, CASE WHEN author = 'customer' THEN 1 ELSE 0 END AS by_customer
  FROM conversation WITH ('starting.position' = 'earliest')
)
SELECT
  account_id AS customer_account,
  COUNT(DISTINCT ticket_id) AS tickets,
  COUNT(*) AS messages,
  SUM(by_customer) AS customer_messages,
  COUNT(*) FILTER (WHERE mood = 'angry') AS angry
FROM said
GROUP BY account_id;

CREATE MATERIALIZED VIEW support_context AS
SELECT f.customer_account, a.account_id, a.company, a.plan, f.tickets, f.messages, f.customer_messages, f.angry
FROM ticket_facts f WITH ('starting.position' = 'earliest')
JOIN accounts a ON f.customer_account = a.account_id;

CREATE MATERIALIZED VIEW transcripts AS
SELECT ticket_id, COUNT(*) AS lines, LISTAGG(author || ': ' || body, ' / ') AS transcript, MAX(sent_at) AS last_at
FROM conversation WITH ('starting.position' = 'earliest')
GROUP BY ticket_id;
