-- Who needs somebody now, and since when?
SELECT patient_id, alarm, COUNT(*) AS windows, MIN(window_end) AS since FROM alarms GROUP BY patient_id, alarm ORDER BY patient_id, alarm;

-- What did the monitors say last?
SELECT patient_id, kind, n, measured FROM newest ORDER BY patient_id, kind;
