-- Flight disruption: a flight is cancelled or very late, and everyone who booked it in the day before needs another one,
-- with what is known of them when it happens.

CREATE DATABASE flight_disruption;
USE DATABASE flight_disruption;

CREATE STREAM flight_status (flight VARCHAR, status VARCHAR, delay_minutes INTEGER, at BIGINT)
WITH ('topic' = 'flight_status', 'topic.partitions' = 1, 'topic.replicas' = 1, 'value.format' = 'json',
  'timestamp' = 'at', 'starting.position' = 'earliest');

CREATE STREAM bookings (booking_id VARCHAR, flight VARCHAR, passenger_id VARCHAR, seat VARCHAR, booked_at BIGINT)
WITH ('topic' = 'flight_bookings', 'topic.partitions' = 1, 'topic.replicas' = 1, 'value.format' = 'json',
  'timestamp' = 'booked_at', 'starting.position' = 'earliest');

CREATE CHANGELOG passengers (
  passenger_id VARCHAR, name VARCHAR, tier VARCHAR, preferences STRUCT<seating VARCHAR, meal VARCHAR>, updated_at BIGINT,
  PRIMARY KEY (passenger_id))
WITH ('topic' = 'flight_passengers', 'topic.partitions' = 1, 'topic.replicas' = 1, 'value.format' = 'json',
  'timestamp' = 'updated_at', 'starting.position' = 'earliest', 'source.idle.timeout.millis' = 1000);

-- One job: each topic is read once, and what is only a step on the way is no topic.
BEGIN APPLICATION disruptions
  CREATE VIRTUAL STREAM virtual.public.disrupted AS
    SELECT flight, status, delay_minutes, at
    FROM flight_status
    WHERE status = 'CANCELLED' OR (status = 'DELAYED' AND delay_minutes >= 120);

  CREATE STREAM affected WITH ('timestamp' = 'at') AS
    SELECT d.flight, d.status, d.at, b.booking_id, b.passenger_id, b.seat
    FROM virtual.public.disrupted d
    JOIN bookings b WITHIN 1 DAY ON d.flight = b.flight;  -- whoever booked at most a day before

  CREATE MATERIALIZED VIEW punctuality AS
    SELECT
      flight,
      COUNT(*) AS reports,
      MAX(delay_minutes) AS worst,
      COUNT(*) FILTER (WHERE status = 'CANCELLED') > 0 AS cancelled
    FROM flight_status
    GROUP BY flight;
END APPLICATION;

CREATE STREAM rebooking WITH ('timestamp' = 'at') AS
SELECT a.booking_id, a.flight, a.status, a.passenger_id, p.name, p.tier, p.preferences->seating AS seating, a.at
FROM affected a WITH ('starting.position' = 'earliest')
LEFT JOIN passengers p ON a.passenger_id = p.passenger_id;

CREATE MATERIALIZED VIEW rebooking_queue AS
SELECT booking_id, flight, status, passenger_id, name, COALESCE(tier, 'none') AS tier, COALESCE(seating, 'any') AS seating
FROM rebooking WITH ('starting.position' = 'earliest');

CREATE MATERIALIZED VIEW load_by_flight AS
SELECT flight, COUNT(*) AS passengers, SUM(CASE WHEN tier = 'gold' THEN 1 ELSE 0 END) AS gold
FROM rebooking WITH ('starting.position' = 'earliest')
GROUP BY flight;
