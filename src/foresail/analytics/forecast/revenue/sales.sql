-- Net revenue by month, counted back from the month of the day (0), in the base currency, cut by person, region and
-- category. An order that names a won deal is the deal's (`lag`: months from the win to the order); all other orders are
-- customers' own. Won amounts stand beside it for companies without orders.
WITH moment AS (
  SELECT
    CAST(:as_of AS DATE) AS as_of,
    EXTRACT(YEAR FROM CAST(:as_of AS DATE)) * 12 + EXTRACT(MONTH FROM CAST(:as_of AS DATE)) AS month_no
),
people AS (
  SELECT r.representative_id, COALESCE(r.region, t.region) AS region
  FROM representative AS r
  LEFT JOIN team AS t ON t.team_id = r.team_id
),
span AS (
  SELECT s.opportunity_id, s.valid_from, s.valid_to, s.outcome, s.owner_id, s.amount_base
  FROM opportunity_span AS s
  CROSS JOIN moment AS m
  WHERE s.valid_from <= m.as_of
),
open_until AS (
  SELECT opportunity_id, MAX(valid_to) AS last_open
  FROM span
  WHERE outcome = 'open'
  GROUP BY opportunity_id
),
win AS (
  SELECT
    s.opportunity_id, s.owner_id, s.amount_base AS amount, COALESCE(u.last_open, s.valid_from) AS day
  FROM span AS s
  CROSS JOIN moment AS m
  LEFT JOIN open_until AS u ON u.opportunity_id = s.opportunity_id
  WHERE s.outcome = 'won' AND s.valid_to > m.as_of
),
line AS (
  SELECT
    l.order_id,
    l.product_id,
    CASE WHEN LOWER(l.kind) = 'return' OR l.quantity < 0 THEN -1 ELSE 1 END AS sign,
    COALESCE(
      l.net_amount_base,
      CAST(ABS(l.quantity) * l.unit_price_base AS DECIMAL(18, 2)) - ABS(COALESCE(l.discount_amount_base, 0))
    ) AS net
  FROM order_line AS l
),
sale AS (
  SELECT
    'net_revenue' AS measure,
    o.ordered_on AS day,
    CASE WHEN d.opportunity_id IS NULL THEN 'repeat' ELSE 'deal' END AS kind,
    CASE
      WHEN d.opportunity_id IS NULL THEN 0
      ELSE EXTRACT(YEAR FROM o.ordered_on) * 12 + EXTRACT(MONTH FROM o.ordered_on)
        - EXTRACT(YEAR FROM d.day) * 12 - EXTRACT(MONTH FROM d.day)
    END AS lag,
    COALESCE(o.owner_id, a.owner_id) AS owner_id,
    COALESCE(o.region, a.region, w.region, '—') AS region,
    COALESCE(p.category, '—') AS category,
    CASE WHEN l.sign < 0 THEN -ABS(l.net) ELSE l.net END AS amount
  FROM line AS l
  INNER JOIN "order" AS o ON o.order_id = l.order_id
  LEFT JOIN account AS a ON a.account_id = o.account_id
  LEFT JOIN people AS w ON w.representative_id = COALESCE(o.owner_id, a.owner_id)
  LEFT JOIN product AS p ON p.product_id = l.product_id
  LEFT JOIN win AS d ON d.opportunity_id = o.opportunity_id
  WHERE COALESCE(LOWER(TRIM(o.status)), '') NOT IN (
    'cancelled', 'canceled', 'void', 'voided', 'deleted', '已取消', '取消', '作废', '已作废', '已关闭未成交'
  )
),
won AS (
  SELECT
    'won_amount' AS measure,
    d.day,
    'deal' AS kind,
    0 AS lag,
    COALESCE(d.owner_id, a.owner_id) AS owner_id,
    COALESCE(a.region, w.region, '—') AS region,
    COALESCE(p.category, '—') AS category,
    d.amount
  FROM win AS d
  LEFT JOIN opportunity AS o ON o.opportunity_id = d.opportunity_id
  LEFT JOIN account AS a ON a.account_id = o.account_id
  LEFT JOIN people AS w ON w.representative_id = COALESCE(d.owner_id, a.owner_id)
  LEFT JOIN product AS p ON p.product_id = o.product_id
),
event AS (
  SELECT * FROM sale
  UNION ALL
  SELECT * FROM won
)
SELECT
  e.measure,
  CAST(m.month_no - (EXTRACT(YEAR FROM e.day) * 12 + EXTRACT(MONTH FROM e.day)) AS INTEGER) AS months_ago,
  e.kind,
  CAST(GREATEST(0, LEAST(e.lag, 3)) AS INTEGER) AS lag,
  e.owner_id,
  e.region,
  e.category,
  CAST(COALESCE(SUM(e.amount), 0) AS DECIMAL(18, 4)) AS amount,
  CAST(COUNT(*) AS INTEGER) AS events,
  MIN(e.day) AS first_on,
  MAX(m.as_of) AS as_of
FROM event AS e
CROSS JOIN moment AS m
WHERE e.day <= m.as_of
GROUP BY
  e.measure, m.month_no - (EXTRACT(YEAR FROM e.day) * 12 + EXTRACT(MONTH FROM e.day)), e.kind,
  GREATEST(0, LEAST(e.lag, 3)), e.owner_id, e.region, e.category
