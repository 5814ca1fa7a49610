-- Patient vitals: monitors send several readings at once, sometimes nonsense. The ward wants means over five minutes,
-- alarms, and the newest value of everything.

CREATE DATABASE patient_vitals;
USE DATABASE patient_vitals;

CREATE STREAM monitors (
  patient_id VARCHAR,
  device STRUCT<id VARCHAR, firmware VARCHAR>,
  measured_at TIMESTAMP_LTZ(3),
  readings ARRAY<STRUCT<kind VARCHAR, "value" DOUBLE>>
) WITH (
  'topic' = 'monitors', 'topic.partitions' = 1, 'topic.replicas' = 1, 'value.format' = 'json',
  'timestamp' = 'measured_at', 'timestamp.format' = 'iso8601', 'starting.position' = 'earliest',
  'source.deserialization.error.handling' = 'IGNORE_AND_LOG',
  'source.deserialization.error.log.topic' = 'monitors_unreadable'
);

-- One row for each reading.
CREATE STREAM readings WITH ('timestamp' = 'measured_at') AS
SELECT m.patient_id, m.device->id AS device_id, r.kind, r.measured, m.measured_at
FROM monitors m
CROSS JOIN UNNEST(m.readings) AS r(kind, measured)
WHERE r.measured IS NOT NULL;

CREATE CHANGELOG means AS
SELECT
  window_start, window_end, patient_id, kind,
  COUNT(*) AS n, MIN(measured) AS lowest, MAX(measured) AS highest, AVG(measured) AS mean
FROM HOP(readings, SIZE 5 MINUTES, ADVANCE BY 1 MINUTE) WITH ('starting.position' = 'earliest')
GROUP BY window_start, window_end, patient_id, kind;

CREATE MATERIALIZED VIEW alarms AS
SELECT
  window_start, window_end, patient_id, kind, mean,
  CASE
    WHEN kind = 'heart_rate' AND mean > 120 THEN 'tachycardia'
    WHEN kind = 'heart_rate' AND mean < 45 THEN 'bradycardia'
    ELSE 'hypoxia'
  END AS alarm
FROM means WITH ('starting.position' = 'earliest')
WHERE (kind = 'heart_rate' AND (mean > 120 OR mean < 45)) OR (kind = 'spo2' AND mean < 90);

CREATE MATERIALIZED VIEW newest AS
SELECT patient_id, kind, COUNT(*) AS n, LAST_VALUE(measured) AS measured
FROM readings WITH ('starting.position' = 'earliest')
GROUP BY patient_id, kind;
