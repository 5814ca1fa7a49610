-- Who is served first?
SELECT booking_id, flight, passenger_id, tier, seating FROM rebooking_queue ORDER BY CASE tier WHEN 'gold' THEN 1 WHEN 'silver' THEN 2 ELSE 3 END, booking_id;

-- How many seats are needed, and for whom?
SELECT flight, passengers, gold FROM load_by_flight ORDER BY flight;

-- Which flights had trouble at all?
SELECT flight, worst, cancelled FROM punctuality WHERE cancelled OR worst >= 120 ORDER BY flight;
