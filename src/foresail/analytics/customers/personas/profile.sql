-- How each segment stands against all customers, as `customers.segments` found it on the day.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
)
SELECT p.segment, p.feature, p.word, p.share, p.times, p.distance
FROM customers_segments_profile AS p
CROSS JOIN moment AS m
