-- Card fraud: payments with what was known of the card when they were made, a score from what the card did lately, and
-- cards that are being tried out by somebody who found their numbers.

CREATE DATABASE card_fraud;
USE DATABASE card_fraud;

-- Cards change: a limit is raised, a holder moves. A payment is judged by the card as it was at that moment.
CREATE CHANGELOG cards (
  card_id VARCHAR,
  holder VARCHAR,
  home_country VARCHAR,
  daily_limit DECIMAL(12, 2),
  updated_at BIGINT,
  PRIMARY KEY (card_id)
) WITH (
  'topic' = 'cards', 'topic.partitions' = 1, 'topic.replicas' = 1, 'value.format' = 'json',
  'timestamp' = 'updated_at', 'starting.position' = 'earliest',
  'source.idle.timeout.millis' = 1000  -- cards seldom change, payments shall not wait for it
);

CREATE STREAM payments (
  tx_id VARCHAR,
  card_id VARCHAR,
  merchant STRUCT<name VARCHAR, category VARCHAR, country VARCHAR>,
  amount DECIMAL(12, 2),
  paid_at BIGINT
) WITH (
  'topic' = 'card_payments', 'topic.partitions' = 1, 'topic.replicas' = 1, 'value.format' = 'json',
  'timestamp' = 'paid_at', 'starting.position' = 'earliest'
);

-- One job: payments are enriched once, and everything that is made of them agrees on what time it is.
BEGIN APPLICATION card_fraud
  CREATE VIRTUAL STREAM virtual.public.enriched AS
    SELECT
      p.tx_id,
      p.card_id,
      c.holder,
      p.amount,
      c.daily_limit,
      p.merchant->category AS category,
      p.merchant->country AS country,
      p.merchant->country <> c.home_country AS abroad,
      p.paid_at
    FROM payments p
    JOIN cards c ON p.card_id = c.card_id;

  -- Two looks back in one statement: ten minutes for the pace, an hour for the sum.
  CREATE VIRTUAL STREAM virtual.public.looked_back AS
    SELECT
      tx_id, card_id, holder, amount, country, abroad, daily_limit, paid_at,
      COUNT(*) OVER (PARTITION BY card_id ORDER BY record_timestamp() RANGE BETWEEN 10 MINUTES PRECEDING AND CURRENT ROW)
        AS recent_payments,
      SUM(amount) OVER (PARTITION BY card_id ORDER BY record_timestamp() RANGE BETWEEN 1 HOUR PRECEDING AND CURRENT ROW)
        AS hour_sum
    FROM virtual.public.enriched;

  CREATE STREAM scored_payments WITH ('timestamp' = 'paid_at') AS
    SELECT
      tx_id, card_id, holder, amount, country, paid_at, recent_payments,
      CASE WHEN recent_payments >= 5 THEN 40 ELSE 0 END
        + CASE WHEN abroad THEN 30 ELSE 0 END
        + CASE WHEN hour_sum > daily_limit THEN 50 ELSE 0 END AS score
    FROM virtual.public.looked_back;

  CREATE MATERIALIZED VIEW spending AS
    SELECT window_start, window_end, country, COUNT(*) AS payments, SUM(amount) AS total
    FROM TUMBLE(virtual.public.enriched, SIZE 1 HOUR)
    GROUP BY window_start, window_end, country;
END APPLICATION;

CREATE MATERIALIZED VIEW alerts AS
SELECT tx_id, card_id, holder, amount, country, score, paid_at
FROM scored_payments WITH ('starting.position' = 'earliest')
WHERE score >= 50;

-- Somebody tries a card with small payments, and then takes what there is.
CREATE MATERIALIZED VIEW tested_cards AS
SELECT card_id, first_try, tries, taken, tested_at
FROM payments MATCH_RECOGNIZE (
  PARTITION BY card_id
  ORDER BY paid_at
  MEASURES
    FIRST(SMALL.tx_id) AS first_try,
    COUNT(SMALL.tx_id) AS tries,
    BIG.amount AS taken,
    BIG.paid_at AS tested_at
  ONE ROW PER MATCH
  AFTER MATCH SKIP PAST LAST ROW
  PATTERN (SMALL{2,} BIG) WITHIN 15 MINUTES
  DEFINE
    SMALL AS SMALL.amount < 2,
    BIG AS BIG.amount > 500
) AS tried;
