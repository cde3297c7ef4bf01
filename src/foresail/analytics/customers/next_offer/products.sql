-- Products with the words that people know them by, the usual money of a line, and whether they can be offered: not
-- retired by the day, and in stock where stock is counted (newest count of each place, nothing older than the limit).
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
counted AS (
  SELECT s.product_id, s.location, s.on_hand, s.on_order, s.on_date
  FROM stock AS s
  CROSS JOIN moment AS m
  WHERE s.on_date <= m.as_of AND DATE_DIFF('day', s.on_date, m.as_of) <= :stock_days
  QUALIFY ROW_NUMBER() OVER (PARTITION BY s.product_id, s.location ORDER BY s.on_date DESC, s.on_hand) = 1
),
on_hand AS (
  SELECT product_id, SUM(on_hand) AS on_hand
  FROM counted
  GROUP BY product_id
),
sold AS (
  SELECT
    l.product_id,
    COUNT(*) AS lines,
    SUM(
      COALESCE(
        l.net_amount_base,
        CAST(ABS(l.quantity) * l.unit_price_base AS DECIMAL(18, 2)) - ABS(COALESCE(l.discount_amount_base, 0))
      )
    ) AS net
  FROM order_line AS l
  INNER JOIN "order" AS o ON o.order_id = l.order_id
  CROSS JOIN moment AS m
  WHERE l.product_id IS NOT NULL
    AND o.ordered_on <= m.as_of
    AND DATE_DIFF('day', o.ordered_on, m.as_of) <= 365
    AND COALESCE(LOWER(l.kind), 'sale') <> 'return'
    AND COALESCE(l.quantity, 1) > 0
  GROUP BY l.product_id
)
SELECT
  p.product_id,
  p.name AS product_name,
  p.category,
  p.family,
  CASE WHEN p.retired_on <= m.as_of THEN TRUE ELSE FALSE END AS retired,
  CAST(h.on_hand AS DOUBLE) AS on_hand,
  CAST(s.lines AS BIGINT) AS lines,
  CAST(CAST(s.net AS DOUBLE) / NULLIF(CAST(s.lines AS DOUBLE), 0) AS DECIMAL(18, 4)) AS line_value
FROM product AS p
CROSS JOIN moment AS m
LEFT JOIN on_hand AS h ON h.product_id = p.product_id
LEFT JOIN sold AS s ON s.product_id = p.product_id
WHERE p.launched_on IS NULL OR p.launched_on <= m.as_of
