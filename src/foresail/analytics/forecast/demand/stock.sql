-- Stock of each product over all places: as counted last, and the months in which none was left at a count.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
counted AS (
  SELECT
    s.product_id, s.on_date, SUM(s.on_hand) AS on_hand, SUM(COALESCE(s.on_order, 0)) AS on_order,
    MAX(s.lead_days) AS lead_days
  FROM stock AS s
  CROSS JOIN moment AS m
  WHERE s.on_date <= m.as_of AND s.on_hand IS NOT NULL
  GROUP BY s.product_id, s.on_date
),
ranked AS (
  SELECT c.*, ROW_NUMBER() OVER (PARTITION BY c.product_id ORDER BY c.on_date DESC) AS place
  FROM counted AS c
)
SELECT
  r.product_id,
  r.on_date,
  CAST(r.on_hand AS DOUBLE) AS on_hand,
  CAST(r.on_order AS DOUBLE) AS on_order,
  CAST(r.lead_days AS DOUBLE) AS lead_days,
  CAST(r.place AS INTEGER) AS place
FROM ranked AS r
WHERE r.place = 1 OR r.on_hand <= 0
