-- Net revenue and won amount by month, counted back from the month of the day (0), in the base currency.
WITH moment AS (
  SELECT
    CAST(:as_of AS DATE) AS as_of,
    EXTRACT(YEAR FROM CAST(:as_of AS DATE)) * 12 + EXTRACT(MONTH FROM CAST(:as_of AS DATE)) AS month_no
),
line AS (
  SELECT
    l.order_id,
    CASE WHEN LOWER(l.kind) = 'return' OR l.quantity < 0 THEN -1 ELSE 1 END AS sign,
    l.net_amount_base,
    COALESCE(
      l.net_amount_base,
      CAST(ABS(l.quantity) * l.unit_price_base AS DECIMAL(18, 2)) - ABS(COALESCE(l.discount_amount_base, 0))
    ) AS net
  FROM order_line AS l
),
order_value AS (
  SELECT order_id, SUM(CASE WHEN sign < 0 THEN -ABS(net) ELSE net END) AS net
  FROM line
  GROUP BY order_id
),
sale AS (
  SELECT 'net_revenue' AS measure, o.ordered_on AS day, v.net AS amount
  FROM "order" AS o
  INNER JOIN order_value AS v ON v.order_id = o.order_id
  WHERE COALESCE(LOWER(TRIM(o.status)), '') NOT IN (
    'cancelled', 'canceled', 'void', 'voided', 'deleted', '已取消', '取消', '作废', '已作废', '已关闭未成交'
  )
),
open_until AS (
  SELECT s.opportunity_id, MAX(s.valid_to) AS last_open
  FROM opportunity_span AS s
  WHERE s.outcome = 'open'
  GROUP BY s.opportunity_id
),
win AS (
  SELECT 'won_amount' AS measure, COALESCE(u.last_open, s.valid_from) AS day, s.amount_base AS amount
  FROM opportunity_span AS s
  CROSS JOIN moment AS m
  LEFT JOIN open_until AS u ON u.opportunity_id = s.opportunity_id
  WHERE s.outcome = 'won' AND s.valid_from <= m.as_of AND s.valid_to > m.as_of
),
event AS (
  SELECT measure, day, amount FROM sale
  UNION ALL
  SELECT measure, day, amount FROM win
)
SELECT
  e.measure,
  CAST(m.month_no - (EXTRACT(YEAR FROM e.day) * 12 + EXTRACT(MONTH FROM e.day)) AS INTEGER) AS months_ago,
  CAST(COALESCE(SUM(e.amount), 0) AS DECIMAL(18, 4)) AS amount,
  CAST(COUNT(*) AS INTEGER) AS events,
  MIN(e.day) AS first_on,
  MAX(m.as_of) AS as_of
FROM event AS e
CROSS JOIN moment AS m
WHERE e.day <= m.as_of
GROUP BY e.measure, m.month_no - (EXTRACT(YEAR FROM e.day) * 12 + EXTRACT(MONTH FROM e.day))
