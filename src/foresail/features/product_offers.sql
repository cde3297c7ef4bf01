-- What was offered: list prices from their first day, and promotions with their days and rate; counted in days.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
price_row AS (
  SELECT
    p.product_id,
    'price' AS kind,
    DATE_DIFF('day', DATE '1970-01-05', p.valid_from) AS first_day,
    CAST(NULL AS INTEGER) AS last_day,
    CAST(COALESCE(p.list_price_base, p.list_price) AS DOUBLE) AS value
  FROM price AS p
  CROSS JOIN moment AS m
  WHERE p.region IS NULL AND p.channel IS NULL AND p.valid_from <= m.as_of
),
promotion_row AS (
  SELECT
    r.product_id,
    'promotion' AS kind,
    DATE_DIFF('day', DATE '1970-01-05', r.starts_on) AS first_day,
    DATE_DIFF('day', DATE '1970-01-05', r.ends_on) AS last_day,
    CAST(r.discount_rate AS DOUBLE) AS value
  FROM promotion AS r
  CROSS JOIN moment AS m
  WHERE r.starts_on <= m.as_of AND r.ends_on >= r.starts_on
),
offer AS (
  SELECT * FROM price_row
  UNION ALL
  SELECT * FROM promotion_row
)
SELECT product_id, kind, first_day, last_day, value
FROM offer
WHERE value > 0
