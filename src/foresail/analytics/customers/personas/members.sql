-- The segment of every customer, as `customers.segments` found it on the day.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
)
SELECT s.account_id, s.segment
FROM customers_segments_members AS s
CROSS JOIN moment AS m
